/* Keeps an activity in the reader's plan, from its own page and from lists. Found by [data-plan-save]. */
(function () {
  "use strict";

  const { keep, plan: model } = window.wijkverbinder || {};
  const places = Array.from(document.querySelectorAll("[data-plan-save]"));
  if (!keep || !model) {
    places.forEach((place) => place.firstElementChild.remove());
    return;
  }

  const status = document.createElement("div");
  status.className = "hidden-text";
  status.setAttribute("role", "status");
  document.body.append(status);

  const parts = Array.from(document.querySelectorAll(".part[data-phase]"), (part) => part.dataset.phase);
  const filter = Array.from(document.querySelectorAll('[data-facet="phase"] input'));

  /** The phase for which an activity is kept from here: that of the list, of the part that the reader came to, or the
      only one in the filter; nothing where none is meant, and then the plan asks. */
  function phaseOf(place) {
    if (place.dataset.phase) return place.dataset.phase;
    const meant = [location.hash.slice(1), ...new URLSearchParams(location.search).values()];
    const chosen = filter.filter((input) => input.checked);
    return meant.find((word) => parts.includes(word)) || (chosen.length === 1 ? chosen[0].value : "");
  }

  function paint() {
    const plan = model.clean(keep.get("plan"));
    places.forEach((place) => {
      const [button, link] = place.children;
      const there = model.has(plan, place.dataset.planSave, filter.length ? "" : phaseOf(place));
      const focused = document.activeElement === button;
      button.hidden = there;
      link.hidden = !there;
      if (there && focused) link.focus();
    });
  }

  places.forEach((place) => {
    const [button, link] = place.children;
    button.addEventListener("click", () => {
      const plan = model.add(model.clean(keep.get("plan")), place.dataset.planSave, phaseOf(place));
      keep.set("plan", model.kept(plan, Date.now()));
      paint();
      status.textContent = link.textContent;
    });
  });

  window.addEventListener("hashchange", paint);
  keep.on((name) => {
    if (name === "plan") paint();
  });
  paint();
})();
