/* Narrows a list by its facets and by words; the choice stands in the address, so that it can be shared and
   survives Back. Found by [data-filter]; all its words come from the page.

   Each value of a facet is a set of items, kept as bits. Within a facet the chosen values are united, the
   facets are crossed; a value's count follows the choice in all other facets. */
(function () {
  "use strict";

  document.querySelectorAll("[data-filter]").forEach(function (root) {
    const find = (name) => root.querySelector(`[data-filter-${name}]`);
    const form = find("form");
    const panel = find("panel");
    const status = find("status");
    const chosenList = find("chosen");
    const loosenList = find("loosen");
    const clear = find("clear");
    const show = find("show");
    const search = form.querySelector("input[type=search]");
    const items = Array.from(find("list").children);
    const words = form.dataset;
    const plural = new Intl.PluralRules(document.documentElement.lang);
    const size = Math.ceil(items.length / 32);

    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
    const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    const counted = (name, count, values) => {
      const key = (form) => words[camel(`${name}-${form}`)];
      return fill(key(plural.select(count)) || key("other"), values);
    };
    const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

    // Sets of items as bits.
    const none = () => new Uint32Array(size);
    const all = none();
    items.forEach((_, index) => add(all, index));

    function add(set, index) {
      set[index >>> 5] |= 1 << (index & 31);
    }

    function has(set, index) {
      return (set[index >>> 5] >>> (index & 31)) & 1;
    }

    function cross(set, other) {
      for (let at = 0; at < size; at += 1) set[at] &= other[at];
    }

    function countOf(set, other) {
      let count = 0;
      for (let at = 0; at < size; at += 1) {
        let bits = set[at] & other[at];
        bits -= (bits >>> 1) & 0x55555555;
        bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
        count += (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
      }
      return count;
    }

    // What the page holds, read once.
    const sets = new Map();
    const texts = items.map((item, index) => {
      item.dataset.facets.split(" ").forEach((value) => {
        if (!value) return;
        if (!sets.has(value)) sets.set(value, none());
        add(sets.get(value), index);
      });
      return plain(Array.from(item.querySelectorAll("[data-filter-text]"), (part) => part.textContent).join(" "));
    });
    const facets = Array.from(form.querySelectorAll("[data-facet]"), (element) => ({
      element,
      name: element.dataset.label,
      badge: element.querySelector("[data-facet-chosen]"),
      values: Array.from(element.querySelectorAll("input"), (input) => ({
        input,
        label: input.parentNode,
        text: input.nextElementSibling.textContent,
        count: input.parentNode.querySelector("data"),
        set: sets.get(`${element.dataset.facet}:${input.value}`) || none(),
      })),
    }));

    const visible = all.slice();
    let waiting = 0;
    let sought = "";
    let found = all;

    function setOfWords() {
      const text = plain(search.value).trim();
      if (text === sought) return found;
      sought = text;
      const parts = text.split(/\s+/);
      found = none();
      texts.forEach((said, index) => {
        if (parts.every((part) => said.includes(part))) add(found, index);
      });
      return found;
    }

    /** The items that answer every facet but `except`. */
    function answer(except) {
      const set = all.slice();
      facets.forEach((facet) => {
        if (facet === except || !facet.chosen) return;
        cross(set, facet.chosen);
      });
      if (except !== search) cross(set, setOfWords());
      return set;
    }

    function update() {
      facets.forEach((facet) => {
        const chosen = facet.values.filter((value) => value.input.checked);
        facet.chosen = chosen.length ? none() : null;
        chosen.forEach((value) => {
          for (let at = 0; at < size; at += 1) facet.chosen[at] |= value.set[at];
        });
        write(facet.badge, chosen.length || "");
      });
      const next = answer(null);
      facets.forEach((facet) => {
        const others = facet.chosen ? answer(facet) : next;
        facet.values.forEach((value) => {
          const count = countOf(others, value.set);
          write(value.count, count);
          value.count.value = count;
          mark(value.label, "data-empty", !count);
        });
      });
      paint(next);
      tell(countOf(next, all));
    }

    /** Hides and shows what changed. Showing costs most, so what lies far below the first comes after the paint. */
    function paint(next) {
      cancelAnimationFrame(waiting);
      const later = [];
      let fresh = 0;
      items.forEach((item, index) => {
        const shown = has(next, index);
        if (shown === has(visible, index)) return;
        if (shown && (fresh += 1) > 40) later.push(index);
        else flip(index);
      });
      const rest = () => {
        later.splice(0, 100).forEach(flip);
        wait();
      };
      const wait = () => {
        if (later.length) waiting = requestAnimationFrame(rest);
      };
      if (later.length) waiting = requestAnimationFrame(wait);
    }

    function flip(index) {
      visible[index >>> 5] ^= 1 << (index & 31);
      items[index].hidden = !has(visible, index);
    }

    function tell(shown) {
      const ways = shown ? [] : waysOut();
      const line = counted("status", shown, { shown, total: items.length });
      write(status, shown ? line : `${words.none} ${ways.length ? words.loosen : words.nothingHelps}`);
      buttons(loosenList, ways, "");
      const chosen = [];
      facets.forEach((facet) =>
        facet.values.forEach((value) => {
          if (value.input.checked) chosen.push({ text: value.text, undo: () => (value.input.checked = false) });
        })
      );
      if (search.value.trim()) chosen.push({ text: `“${search.value.trim()}”`, undo: () => (search.value = "") });
      buttons(chosenList, chosen, words.remove);
      clear.hidden = !chosen.length;
      write(show, counted("show", shown, { shown }));
    }

    /** What to let go of when nothing is left, and how many items that would give; the most first. */
    function waysOut() {
      const ways = facets
        .filter((facet) => facet.chosen)
        .map((facet) => ({
          name: facet.name,
          count: countOf(answer(facet), all),
          undo: () => facet.values.forEach((value) => (value.input.checked = false)),
        }));
      if (search.value.trim()) {
        ways.push({ name: search.dataset.label, count: countOf(answer(search), all), undo: () => (search.value = "") });
      }
      return ways
        .filter((way) => way.count)
        .sort((one, other) => other.count - one.count)
        .map((way) => {
          const give = counted("would-give", way.count, { shown: way.count });
          return { undo: way.undo, text: `${fill(words.without, { facet: way.name })}: ${give}` };
        });
    }

    function buttons(list, rows, label) {
      list.textContent = "";
      list.hidden = !rows.length;
      rows.forEach((row) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = row.text;
        if (label) button.setAttribute("aria-label", fill(label, { value: row.text }));
        button.addEventListener("click", () => {
          const at = Array.from(list.children).indexOf(button.parentNode);
          row.undo();
          choose();
          const rest = list.querySelectorAll("button");
          (rest[Math.min(at, rest.length - 1)] || root.querySelector("h2")).focus();
        });
        list.appendChild(document.createElement("li")).appendChild(button);
      });
    }

    function write(element, text) {
      if (element.textContent !== String(text)) element.textContent = text;
    }

    function mark(element, name, on) {
      if (element.hasAttribute(name) !== on) element.toggleAttribute(name, on);
    }

    // The choice in the address.
    function address() {
      const query = new URLSearchParams();
      facets.forEach((facet) =>
        facet.values.forEach((value) => {
          if (value.input.checked) query.append(value.input.name, value.input.value);
        })
      );
      if (search.value.trim()) query.append(search.name, search.value.trim());
      const text = query.toString();
      return location.pathname + (text ? `?${text}` : "");
    }

    function remember(how) {
      const next = address();
      if (next === location.pathname + location.search) return;
      try {
        history[how](null, "", next);
      } catch (error) {
        // Where a browser allows no new address, the filter still filters.
      }
    }

    function choose() {
      remember("pushState");
      update();
    }

    function restore() {
      const query = new URLSearchParams(location.search);
      facets.forEach((facet) => {
        let any = false;
        facet.values.forEach((value) => {
          value.input.checked = query.getAll(value.input.name).includes(value.input.value);
          any = any || value.input.checked;
        });
        if (any) facet.element.open = true;
      });
      search.value = query.get(search.name) || "";
      update();
    }

    form.addEventListener("change", (event) => {
      if (event.target !== search) choose();
    });
    search.addEventListener("input", () => {
      remember("replaceState");
      update();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!wide.matches) panel.open = false;
      root.querySelector("h2").focus();
    });
    clear.addEventListener("click", () => {
      facets.forEach((facet) => facet.values.forEach((value) => (value.input.checked = false)));
      search.value = "";
      choose();
      search.focus();
    });
    window.addEventListener("popstate", restore);
    window.addEventListener("pageshow", restore);

    // Beside the list there is room for the whole panel.
    const wide = window.matchMedia("(min-width: 54rem)");
    const unfold = () => {
      if (wide.matches) panel.open = true;
    };
    unfold();
    if (wide.addEventListener) wide.addEventListener("change", unfold);
    restore();
  });
})();
