/* Puts the part for the phase that a reader came from first, in every list of parts; the others are one tap away.
   Found by [data-phases], which names the word of the address. The phase is the fragment, where that is one, and
   else stands in the query: ?fase=bij-spanning#bij-spanning. It goes along to the other activities on this page. */
(function () {
  "use strict";

  const nav = document.querySelector("[data-phases]");
  if (!nav) return;
  const name = nav.dataset.phases;
  const root = nav.closest("main");
  const parts = Array.from(root.querySelectorAll("[data-phase]"));
  const slugs = new Set(parts.map((part) => part.dataset.phase));
  const doors = Array.from(nav.querySelectorAll("a"));
  const lists = Array.from(new Set(parts.map((part) => part.parentNode)), (parent) =>
    parts.filter((part) => part.parentNode === parent));

  // Links to other activities: they lie in the folder of this page. One that says its own phase keeps it.
  const folder = (place) => place.pathname.replace(/[^/]*$/, "");
  const links = Array.from(root.querySelectorAll("a[href]"))
    .filter((link) => !/[?#]/.test(link.getAttribute("href")) && link.host === location.host)
    .filter((link) => folder(link) === folder(location) && link.pathname !== location.pathname)
    .map((link) => ({ link, href: link.getAttribute("href") }));

  function phaseOf(hash) {
    const id = hash.slice(1);
    return slugs.has(id) ? id : "";
  }

  function chosen() {
    const asked = new URLSearchParams(location.search).get(name);
    return phaseOf(location.hash) || (slugs.has(asked) ? asked : "");
  }

  /** The items of one list with those that are wanted first, and else in the order of the page. */
  function order(items, isWanted) {
    const parent = items[0].parentNode;
    const first = (part) => (isWanted(part) ? 0 : 1);
    const wanted = items.slice().sort((one, other) => first(one) - first(other));
    wanted.forEach((part, index) => {
      const there = Array.from(parent.children).filter((child) => items.includes(child));
      // What stands right is left alone: a move would take the focus away.
      if (there[index] !== part) parent.insertBefore(part, there[index]);
    });
  }

  // Of the activities to go on with, those that fit the phase come first.
  const fits = Array.from(root.querySelectorAll("[data-fits]"));

  let shown = "";

  function arrange(phase) {
    if (phase === shown) return false;
    shown = phase;
    lists.forEach((items) => order(items, (part) => part.dataset.phase === phase));
    if (fits.length) order(fits, (item) => item.dataset.fits.split(" ").includes(phase));
    parts.forEach((part) => {
      const fold = part.querySelector("[data-phase-fold]");
      if (fold) fold.open = !phase || part.dataset.phase === phase;
    });
    doors.forEach((door) => {
      if (phaseOf(door.hash) === phase) door.setAttribute("aria-current", "true");
      else door.removeAttribute("aria-current");
    });
    links.forEach(({ link, href }) => link.setAttribute("href", phase ? `${href}?${name}=${phase}#${phase}` : href));
    return true;
  }

  // Our places have names of plain letters.
  const placeOf = (hash) => (hash ? document.getElementById(hash.slice(1)) : null);

  /** Goes to the place that the fragment names, also where that was folded away or moved. */
  function go() {
    const target = placeOf(location.hash);
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentNode.closest("details")) fold.open = true;
    const part = target.closest("[data-phase]");
    const own = part && phaseOf(`#${target.id}`) && part.querySelector("[data-phase-fold]");
    if (own) own.open = true;
    // After a move not every browser remembers where the reader is, so the keyboard is told.
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ behavior: "instant" });
  }

  /** The address of this page with the phase in its query too, where it stays when the reader goes on. */
  function remember(phase, how) {
    const here = new URL(location.href);
    here.searchParams.set(name, phase);
    here.hash = phase;
    history[how](history.state, "", here);
  }

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const phase = link && phaseOf(link.hash);
    if (!phase || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // The browser would glide to where the part is now, while it moves.
    event.preventDefault();
    if (phaseOf(location.hash) !== phase || shown !== phase) remember(phase, "pushState");
    arrange(phase);
    go();
  });
  window.addEventListener("hashchange", () => {
    const phase = phaseOf(location.hash);
    if (phase) remember(phase, "replaceState");
    const folded = !phase && Boolean(placeOf(location.hash)?.closest("details:not([open])"));
    if (arrange(chosen()) || phase || folded) go();
  });
  window.addEventListener("popstate", () => arrange(chosen()));

  if (arrange(chosen()) && performance.getEntriesByType("navigation")[0].type === "navigate") go();
})();
