/* Searches the whole site while the reader types; the words stand in the address. Found by [data-search]; all its
   words come from the page. What it looks in is loaded when someone searches: first the titles and headings of all
   entries, so that there is an answer soon, then their texts, a part at a time. Scripts, since a page from disk may
   fetch nothing. */
(function () {
  "use strict";

  const ours = (window.wijkzoek = window.wijkzoek || {});
  const rows = [];
  const byHref = new Map();
  const SHOWN = 5;
  const SNIPPET = 180;
  const WAIT = 90;

  // What the files of data call, one entry at a time.
  ours.head = function (kind, href, title, summary, heads = "", forms = "", lang = "", dir = "") {
    const row = { kind, href, title, summary, heads, forms, lang, dir, text: "" };
    byHref.set(href, row);
    rows.push(row);
  };
  ours.text = function (href, text) {
    if (byHref.has(href)) byHref.get(href).text = text;
  };

  function load(sources) {
    return Promise.all(
      sources.map(
        (source) =>
          new Promise((done, failed) => {
            const script = document.createElement("script");
            script.src = source;
            script.async = false;
            script.addEventListener("load", done);
            script.addEventListener("error", failed);
            document.head.append(script);
          })
      )
    );
  }

  document.querySelectorAll("[data-search]").forEach(function (root) {
    const find = (name) => root.querySelector(`[data-search-${name}]`);
    const form = root.querySelector("form");
    const input = form.querySelector("input[type=search]");
    const status = find("status");
    const results = find("results");
    const danger = find("danger");
    const words = root.dataset;
    const plural = new Intl.PluralRules(document.documentElement.lang);
    let index = null;
    let started = false;
    let whole = false;
    let failed = false;
    let timer = 0;
    let settled = true;
    let unfolded = new Set();

    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
    const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    const counted = (name, count, values) => {
      const key = (form) => words[camel(`${name}-${form}`)];
      return fill(key(plural.select(count)) || key("other"), { ...values, count });
    };

    const either = (list) =>
      Intl.ListFormat
        ? new Intl.ListFormat(document.documentElement.lang, { type: "disjunction" }).format(list)
        : list.join(" / ");

    async function start() {
      if (started) return;
      started = true;
      try {
        await load(words.load.split(" "));
        index = await new ours.Index(rows, words.stemmer, words.small).fill();
        show();
        for (const source of words.texts.split(" ").filter(Boolean)) await load([source]);
        index = await new ours.Index(rows, words.stemmer, words.small).fill();
        whole = true;
      } catch (error) {
        failed = !index;
        whole = true;
      }
      show();
      root.dataset.ready = "";
    }

    function element(name, attributes, ...children) {
      const made = document.createElement(name);
      Object.entries(attributes).forEach(([key, value]) => value && made.setAttribute(key, value));
      made.append(...children);
      return made;
    }

    const marked = (text, terms) =>
      index.marked(text, terms).map((part) => (part.mark ? element("mark", {}, part.text) : part.text));

    function entry(hit) {
      const { row, terms } = hit;
      const link = element("a", { href: row.href }, ...marked(row.title, terms));
      const text = element("p", {}, ...marked(index.snippet(row, terms, SNIPPET), terms));
      return element("li", { lang: row.lang, dir: row.dir }, element("h3", {}, link), text);
    }

    function meaning(row) {
      const link = element("a", { href: row.href }, row.title);
      return element(
        "section",
        { class: "meaning", lang: row.lang, dir: row.dir },
        element("h2", {}, words.meaning),
        element("p", {}, element("dfn", {}, link), `: ${row.summary}`)
      );
    }

    function group(kind, hits) {
      const list = element("ol", { class: "entries" });
      const open = unfolded.has(kind) ? hits.length : SHOWN;
      list.append(...hits.slice(0, open).map(entry));
      const made = element("section", { "data-kind": kind }, element("h2", {}, words[camel(`kind-${kind}`)]), list);
      if (hits.length > open) {
        const button = element("button", { type: "button" }, fill(words.more, { count: hits.length }));
        button.addEventListener("click", () => {
          unfolded.add(kind);
          list.append(...hits.slice(open).map(entry));
          button.remove();
          list.children[open].querySelector("a").focus();
        });
        made.append(button);
      }
      return made;
    }

    function show() {
      const query = input.value.trim();
      const focused = results.contains(document.activeElement) ? document.activeElement.getAttribute("href") : "";
      results.textContent = "";
      if (danger) danger.hidden = true;
      if (failed) return tell(query ? words.failed : "");
      if (!query || !index) return tell(query ? words.busy : "");
      const found = index.search(query);
      const groups = new Map();
      found.hits.forEach((hit) => {
        if (hit.row === found.meaning) return;
        if (!groups.has(hit.row.kind)) groups.set(hit.row.kind, []);
        groups.get(hit.row.kind).push(hit);
      });
      const count = found.hits.length + (found.meaning && !found.hits.some((hit) => hit.row === found.meaning) ? 1 : 0);
      if (found.meaning) results.append(meaning(found.meaning));
      groups.forEach((hits, kind) => results.append(group(kind, hits)));
      if (focused) {
        const again = Array.from(results.querySelectorAll("a")).find((link) => link.getAttribute("href") === focused);
        (again || input).focus();
      }
      if (danger) danger.hidden = !whole || count > 0;
      tell(told(query, count, found));
    }

    function told(query, count, found) {
      if (!count) return whole ? fill(words.none, { query }) : words.busy;
      let text = counted("found", count, { query });
      if (found.nearest.length) text = fill(words.nearest, { query, nearest: either(found.nearest), found: text });
      if (found.loose) text = words.loose;
      return whole ? text : `${text} ${words.reading}`;
    }

    function tell(text) {
      if (status.textContent !== text) status.textContent = text;
    }

    // The words in the address: each search that was settled is a step for Back.
    function remember() {
      const query = input.value.trim();
      const next = location.pathname + (query ? `?${new URLSearchParams({ [input.name]: query })}` : "");
      if (next === location.pathname + location.search) return;
      try {
        history[settled ? "pushState" : "replaceState"](null, "", next);
      } catch (error) {
        // Where a browser allows no new address, search still finds.
      }
      settled = false;
    }

    function restore() {
      input.value = new URLSearchParams(location.search).get(input.name) || "";
      settled = true;
      unfolded = new Set();
      if (input.value) start();
      show();
    }

    function settle() {
      clearTimeout(timer);
      remember();
      settled = true;
      show();
    }

    input.addEventListener("focus", start, { once: true });
    input.addEventListener("input", () => {
      start();
      clearTimeout(timer);
      timer = setTimeout(() => {
        unfolded = new Set();
        remember();
        show();
      }, WAIT);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      start();
      settle();
      const first = results.querySelector("a");
      if (first) first.focus();
    });
    root.addEventListener("keydown", (event) => {
      const links = [input, ...results.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "Escape" && (input.value || at > 0)) {
        input.value = "";
        input.focus();
        settle();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
        if (at < 0 || !next) return;
        event.preventDefault();
        next.focus();
      }
    });
    window.addEventListener("popstate", restore);
    window.addEventListener("pageshow", restore);
    restore();
  });
})();
