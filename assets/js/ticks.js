/* Makes of what to prepare and what to do a list to tick; the ticks stay on this device, per activity.
   Found by [data-ticks], which names the activity; the lists in it by [data-tick]. A tick belongs to the words of its
   item, so that it goes away when an editor writes something else there. */
(function () {
  "use strict";

  const keep = window.wijkverbinder && window.wijkverbinder.keep;
  if (!keep) return;

  document.querySelectorAll("[data-ticks]").forEach(function (root) {
    const name = `ticks:${root.dataset.ticks}`;
    const bar = root.querySelector("[data-ticks-bar]");
    const [told, erase, erased] = bar.dataset.ticksBar.split("|");
    const count = document.createElement("span");
    const clear = document.createElement("button");
    const status = document.createElement("span");
    clear.type = "button";
    clear.textContent = erase;
    status.setAttribute("role", "status");
    bar.append(count, " ", clear, " ", status);

    /** A short name for a text: FNV-1a in 32 bits. */
    function nameOf(text) {
      let hash = 0x811c9dc5;
      for (const sign of text.trim().replace(/\s+/g, " ")) hash = Math.imul(hash ^ sign.codePointAt(0), 0x01000193);
      return (hash >>> 0).toString(36);
    }

    const boxes = Array.from(root.querySelectorAll("[data-tick] > li"), (item) => {
      const words = item.querySelector("b") || item;
      const label = document.createElement("label");
      const box = document.createElement("input");
      const text = document.createElement("span");
      box.type = "checkbox";
      box.value = nameOf(item.textContent);
      label.append(box, text);
      if (words === item) {
        text.append(...item.childNodes);
        item.append(label);
      } else {
        words.replaceWith(label);
        text.append(words);
      }
      return box;
    });

    function show() {
      const kept = keep.get(name);
      const ticked = new Set(Array.isArray(kept) ? kept : []);
      boxes.forEach((box) => (box.checked = ticked.has(box.value)));
      const many = boxes.filter((box) => box.checked).length;
      count.textContent = told.replace("{count}", many).replace("{total}", boxes.length);
      clear.hidden = !many;
      bar.hidden = false;
    }

    root.addEventListener("change", () => {
      const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
      status.textContent = "";
      keep.set(name, ticked.length ? ticked : undefined);
      show();
    });
    clear.addEventListener("click", () => {
      keep.set(name, undefined);
      show();
      status.textContent = erased;
      boxes[0].focus();
    });
    keep.on((changed) => {
      if (changed === name) show();
    });
    show();
  });
})();
