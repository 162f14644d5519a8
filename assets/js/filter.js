/* Narrows a list by its facets and by words, puts it in order, and picks from it by chance; the choice stands in
   the address, so that it can be shared and survives Back. Found by [data-filter]; all its words come from the page.

   Each value of a facet is a set of items, kept as bits. Within a facet the chosen values are united, the
   facets are crossed; a value's count follows the choice in all other facets. An item names its values by their
   place in the form, and says its ranks in the orders that it does not show. The first order is how the page
   stands, maybe in groups; in any other groups make one list. What has no groups may be many lists on end: for each
   that is out of sight the browser does nothing.

   What an item has on a condition comes last where that one value is chosen: what surely fits is seen first. */
(function () {
  "use strict";

  /** Text without capitals, accents and apostrophes (é is e, ĳ is ij), and with one sign for what Arabic writes in two
      ways or may leave out. Search, the filter and the file that holds all have the same one: a test compares them. */
  function fold(text) {
    const bare = text.toLowerCase().normalize("NFKD").replace(/[\p{M}\u0640'’]/gu, "");
    return bare.replace(/\u0671/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
  }

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
    const order = find("order");
    const pick = find("pick");
    const picked = find("picked");
    const wholes = Array.from(root.querySelectorAll("[data-filter-whole]"));
    const lists = Array.from(root.querySelectorAll("[data-filter-list]"), (element) => ({
      element,
      group: element.closest("[data-filter-group]"),
      length: element.children.length,
    }));
    const items = lists.flatMap((list) => Array.from(list.element.children));
    const words = form.dataset;
    const { keep } = window.wijkverbinder || {};
    // What parts a page from a place on it; it is another sign where all pages are one file.
    const sign = root.dataset.sign || "#";
    const plural = new Intl.PluralRules(document.documentElement.lang);
    const size = Math.ceil(items.length / 32);

    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
    const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    const counted = (name, count, values) => {
      const key = (form) => words[camel(`${name}-${form}`)];
      return fill(key(plural.select(count)) || key("other"), values);
    };

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
    const inputs = Array.from(form.querySelectorAll("[data-facet] input"));
    const sets = inputs.map(none);
    const conditional = inputs.map(() => null);
    const ranks = ranksOf(Array.from(order.options));
    const texts = items.map((item, index) => {
      item.dataset.facets.split(" ").forEach((value) => {
        if (value) add(sets[value], index);
      });
      (item.dataset.conditional || "").split(" ").forEach((value) => {
        if (value) add((conditional[value] = conditional[value] || none()), index);
      });
      const parts = Array.from(item.querySelectorAll("[data-filter-text]"), (part) => part.textContent);
      return fold(parts.length ? parts.join(" ") : item.textContent);
    });

    /** Per order what each item is put in order by: its title, or the rank that it says. */
    function ranksOf(options) {
      const said = items.map((item) => item.dataset.ranks.split(" ").map(Number));
      // As `sort_key` in Python does it, so that the order is that of the page.
      const key = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
      const titles = () => items.map((item) => key(item.querySelector("a").textContent));
      let next = 0;
      return options.map((option, index) => {
        if (!index) return null;
        if ("byTitle" in option.dataset) return titles();
        next += 1;
        return said.map((numbers) => numbers[next - 1]);
      });
    }

    const facets = Array.from(form.querySelectorAll("[data-facet]"), (element) => ({
      element,
      name: element.dataset.label,
      badge: element.querySelector("[data-facet-chosen]"),
      values: Array.from(element.querySelectorAll("input"), (input) => ({
        input,
        label: input.parentNode,
        text: input.nextElementSibling.textContent,
        count: input.parentNode.querySelector("data"),
        set: sets[inputs.indexOf(input)],
        conditional: conditional[inputs.indexOf(input)],
      })),
    }));

    const visible = all.slice();
    let wanted = all;
    let sequence = items.map((_, index) => index);
    let ordered = 0;
    let last = null;
    let lines = null;
    let title = null;
    let waiting = 0;
    let sought = "";
    let found = all;
    share();

    function setOfWords() {
      const text = fold(search.value).trim();
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
      arrange();
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
      lists.forEach((list) => {
        const count = countOf(next, list.set);
        (list.group || list.element).hidden = !count;
        const tens = String(Math.ceil(count / 10));
        if (list.element.dataset.tens !== tens) list.element.dataset.tens = tens;
      });
      tell(countOf(next, all));
    }

    /** The items that have the value that is chosen on a condition, where it is the only one of its facet. */
    function onCondition() {
      const facet = facets.find((one) => one.values.some((value) => value.conditional));
      const chosen = facet ? facet.values.filter((value) => value.input.checked) : [];
      return chosen.length === 1 ? chosen[0].conditional : null;
    }

    /** Lets the items in a set begin with the line about their condition, and all others as the page has them. */
    function begin(set) {
      lines = lines || items.map((item) => {
        const line = item.querySelector("[data-filter-condition]");
        return line && line.previousElementSibling ? { line, before: line.previousElementSibling, first: false } : null;
      });
      lines.forEach((one, index) => {
        if (!one || one.first === Boolean(set && has(set, index))) return;
        one.first = !one.first;
        if (one.first) one.line.parentNode.prepend(one.line);
        else one.before.after(one.line);
      });
    }

    /** Puts the items in the order that is asked for: as the page stands, or by rank; on a condition comes last. */
    function arrange() {
      const later = onCondition();
      if (order.selectedIndex === ordered && later === last) return;
      if (later !== last) begin(later);
      ordered = order.selectedIndex;
      last = later;
      sequence = items.map((_, index) => index);
      const by = ranks[ordered];
      if (by) sequence.sort((one, other) => (by[one] < by[other] ? -1 : Number(by[one] > by[other]) || one - other));
      if (last) sequence = [0, 1].flatMap((turn) => sequence.filter((index) => has(last, index) === turn));
      share();
      // What is moved loses the focus, so whoever was in the list (and went Back) gets it again.
      const focused = document.activeElement;
      lists.forEach((list) => list.element.append(...list.own.map((index) => items[index])));
      if (focused !== document.activeElement && root.contains(focused)) focused.focus({ preventScroll: true });
      const heading = lists[0].group && lists[0].group.firstElementChild;
      if (!heading) return;
      // One list of all needs a heading of its own: the order that it is in.
      if (!title) title = Array.from(heading.childNodes);
      heading.replaceChildren(...(ordered ? [order.selectedOptions[0].text] : title));
    }

    /** Gives each list its items: as many as it had, but all to the first of the groups in an order of its own. */
    function share() {
      let start = 0;
      lists.forEach((list) => {
        list.own = sequence.slice(start, ordered && list.group ? items.length : start + list.length);
        start += list.own.length;
        list.set = none();
        list.own.forEach((index) => add(list.set, index));
      });
    }

    /** Hides and shows what changed, as far as a reader sees at once; what lies below that comes after the paint. */
    function paint(next) {
      cancelAnimationFrame(waiting);
      wanted = next;
      const later = [];
      let above = 0;
      sequence.forEach((index) => {
        const shown = has(next, index);
        above += shown;
        if (shown === has(visible, index)) return;
        if (above > 40) later.push(index);
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
      const told = ordered ? `${line}${words.comma}${order.selectedOptions[0].dataset.told}` : line;
      write(status, shown ? told : `${words.none} ${ways.length ? words.loosen : words.nothingHelps}`);
      picked.hidden = true;
      pick.hidden = shown < 2;
      write(pick, words.pick);
      buttons(loosenList, ways, "");
      const chosen = [];
      facets.forEach((facet) =>
        facet.values.forEach((value) => {
          if (value.input.checked) chosen.push({ text: value.text, undo: () => (value.input.checked = false) });
        })
      );
      if (search.value.trim()) chosen.push({ text: fill(words.quoted, { text: search.value.trim() }), undo: () => (search.value = "") });
      buttons(chosenList, chosen, words.remove);
      clear.hidden = !chosen.length;
      write(show, counted("show", shown, { shown }));
      // A way to what is not shown would lead nowhere.
      wholes.forEach((part) => (part.hidden = chosen.length + ordered > 0));
    }

    /** Lets a link lead to the page of an item, and there to the place for the one value that is chosen, where a facet
        has such places. It stays relative and goes on to carry what this browser can't keep: else that is lost. */
    function lead(link, source) {
      const facet = facets.find((one) => "fragment" in one.element.dataset);
      const chosen = facet ? facet.values.filter((value) => value.input.checked) : [];
      let href = source.getAttribute("href");
      if (facet) href = [href.split(sign)[0], ...(chosen.length === 1 ? [chosen[0].input.value] : [])].join(sign);
      if (keep) href = keep.carry(href);
      if (link.getAttribute("href") !== href) link.setAttribute("href", href);
    }

    /** Any of the items that are shown, but not the same one twice in a row. */
    function surprise() {
      const link = picked.querySelector("a");
      const shown = sequence.filter((index) => has(wanted, index));
      const others = shown.filter((index) => picked.hidden || String(index) !== link.dataset.index);
      const index = others[Math.floor(Math.random() * others.length)];
      const source = items[index].querySelector("a");
      lead(link, source);
      link.dataset.index = index;
      ["lang", "dir"].forEach((name) => {
        const from = source.closest(`li[${name}], a[${name}]`);
        if (from) link.setAttribute(name, from.getAttribute(name));
        else link.removeAttribute(name);
      });
      write(link, source.textContent);
      picked.hidden = false;
      write(pick, words.again);
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

    /** A new text in the node that is there: for a new node, styles would be asked again. */
    function write(element, text) {
      if (element.textContent === String(text)) return;
      if (text !== "" && element.firstChild && !element.firstElementChild) element.firstChild.data = text;
      else element.textContent = text;
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
      if (order.selectedIndex) query.append(order.name, order.value);
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
          const asked = query.getAll(value.input.name);
          value.input.checked = [value.input.value, value.input.dataset.earlier].some((name) => asked.includes(name));
          any = any || value.input.checked;
        });
        if (any) facet.element.open = true;
      });
      search.value = query.get(search.name) || "";
      const wanted = query.get(order.name);
      order.selectedIndex = Math.max(0, Array.from(order.options, (option) => option.value).indexOf(wanted));
      update();
    }

    form.addEventListener("change", (event) => {
      if (event.target !== search) choose();
    });
    order.addEventListener("change", choose);
    pick.addEventListener("click", surprise);
    // A link leads to the part for the chosen value, from the moment that a reader reaches for it.
    ["focusin", "pointerdown"].forEach((name) =>
      root.addEventListener(name, (event) => {
        const item = event.target.closest("[data-filter-list] > *");
        const link = item && item.querySelector("a");
        if (link && link.contains(event.target)) lead(link, link);
      })
    );
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
