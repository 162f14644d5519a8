/* Shows one page of the file at a time, by the fragment of the address; finds pages by their words; and gives each
   list that can be narrowed an address of its own, in memory, since the real one says which page is shown. */
(function () {
  "use strict";

  const main = document.querySelector("main");
  const pages = Array.from(main.querySelectorAll(":scope > article"));
  const search = document.getElementById("zoeken");
  const start = pages.find((page) => page !== search);
  const heading = (page) => page.querySelector("h1");
  const plural = new Intl.PluralRules(document.documentElement.lang);
  let shown = null;

  function named() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch (error) {
      return null;
    }
  }

  function show() {
    const target = location.hash.length > 1 ? named() : start;
    // What stands around the pages can be a target too, and leaves the page as it is.
    const page = target && target.closest("main > article");
    if (!page && shown) return;
    const next = page || start;
    const turned = shown && shown !== next;
    pages.forEach((one) => (one.hidden = one !== next));
    shown = next;
    const name = document.body.dataset.name;
    document.title = next === start ? name : `${heading(next).textContent} – ${name}`;
    document.querySelectorAll("header a[href^='#']").forEach((link) => {
      if (link.hash.slice(1) === next.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    if (next === search) find();
    if (page && target !== page) {
      for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      target.scrollIntoView({ behavior: "instant" });
    } else if (turned) {
      // The browser looks for the place itself as well, once what was hidden is laid out.
      const top = () => window.scrollTo({ top: 0, behavior: "instant" });
      top();
      requestAnimationFrame(top);
    }
    if (!turned) return;
    const menu = document.querySelector("header .menu");
    if (menu && !window.matchMedia("(min-width: 54rem)").matches) menu.open = false;
    const at = page && target !== page ? target : heading(next);
    at.tabIndex = -1;
    at.focus({ preventScroll: true });
  }

  /** Text without capitals, accents and apostrophes (é is e, ĳ is ij), and with one sign for what Arabic writes in two
      ways or may leave out. Search, the filter and the file that holds all have the same one: a test compares them. */
  function fold(text) {
    const bare = text.toLowerCase().normalize("NFKD").replace(/[\p{M}\u0640'’]/gu, "");
    return bare.replace(/\u0671/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
  }

  const field = document.getElementById("vind");
  const status = search.querySelector("[role=status]");
  const list = search.querySelector("ol");
  let texts = null;

  /** The pages that hold all words, those with the words in their title first. */
  function find() {
    const parts = fold(field.value).split(/\s+/).filter(Boolean);
    texts = texts || pages.filter((page) => page !== search).map((page) => {
      const lede = page.querySelector(".lede");
      const title = heading(page).textContent.trim();
      return { page, title, lede: lede ? lede.textContent : "", plain: fold(page.textContent), head: fold(title) };
    });
    list.textContent = "";
    status.textContent = "";
    if (!parts.length) return;
    const hits = texts.filter((one) => parts.every((part) => one.plain.includes(part)));
    const rank = (one) => parts.filter((part) => one.head.includes(part)).length;
    hits.sort((one, other) => rank(other) - rank(one));
    const form = plural.select(hits.length);
    const counted = search.dataset[`found${form[0].toUpperCase()}${form.slice(1)}`] || search.dataset.foundOther;
    const words = hits.length ? counted : search.dataset.none;
    status.textContent = words.replace("{count}", hits.length).replace("{query}", field.value.trim());
    hits.slice(0, 50).forEach((one) => {
      const item = list.appendChild(document.createElement("li"));
      const link = item.appendChild(document.createElement("a"));
      link.href = `#${one.page.id}`;
      link.textContent = one.title;
      if (one.lede) item.appendChild(document.createElement("p")).textContent = one.lede;
    });
  }

  field.addEventListener("input", find);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const asked = form.querySelector("input[type=search]");
    if (form.matches("[data-filter-form]")) return;
    event.preventDefault();
    if (!asked) return;
    field.value = asked.value;
    if (location.hash === "#zoeken") find();
    else location.hash = "zoeken";
  });

  document.querySelectorAll("[data-filter]").forEach((root) => {
    const here = { pathname: "", search: "" };
    const go = (_state, _title, address) => (here.search = address.includes("?") ? address : "");
    // A part of a page is, here, the page and the part.
    root.dataset.sign = "--";
    const reach = {
      documentElement: document.documentElement,
      createElement: (name) => document.createElement(name),
      querySelectorAll: () => [root],
    };
    narrow(reach, here, { pushState: go, replaceState: go });
  });

  document.getElementById("alles").hidden = true;
  window.addEventListener("hashchange", show);
  show();
})();
