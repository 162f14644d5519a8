/* Chooses which cards go on paper: by phase, one by one, or those of the reader's plan. The choice stands in the
   address. Found by [data-cards]; without it every card is printed. */
(function () {
  "use strict";

  const list = document.querySelector("[data-cards]");
  const form = document.querySelector("[data-cards-form]");
  if (!list || !form) return;
  const find = (name) => form.querySelector(`[data-cards-${name}]`);
  const cards = Array.from(list.querySelectorAll("[data-card]"), (element) => ({
    element,
    slug: element.dataset.card,
    phases: element.dataset.phases.split(" "),
    box: element.querySelector(".take input"),
  }));
  const phases = Array.from(form.querySelectorAll("fieldset input"));
  const marks = find("marks");
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const slugsOfPlan = () => {
    const keep = window.wijkverbinder && window.wijkverbinder.keep;
    const plan = keep && keep.get("plan");
    return plan && Array.isArray(plan.items) ? plan.items.map((item) => item && item.slug) : [];
  };

  function paint() {
    let count = 0;
    cards.forEach((card) => {
      card.element.classList.toggle("left-out", !card.box.checked);
      if (card.box.checked) count += 1;
    });
    list.classList.toggle("marks", marks.checked);
    const rule = plural.select(count);
    const told = form.dataset[`count${rule[0].toUpperCase()}${rule.slice(1)}`] || form.dataset.countOther;
    find("status").textContent = told.replace("{count}", count);
    find("print").disabled = !count;
  }

  function remember() {
    const query = new URLSearchParams();
    const chosen = cards.filter((card) => card.box.checked);
    if (chosen.length < cards.length) query.set("k", chosen.map((card) => card.slug).join("."));
    if (marks.checked) query.set(marks.name, "1");
    const text = query.toString();
    try {
      history.replaceState(null, "", location.pathname + (text ? `?${text}` : ""));
    } catch (error) {
      // Where a browser allows no new address, the choice still holds.
    }
  }

  function choose(wanted) {
    cards.forEach((card) => (card.box.checked = wanted(card)));
    paint();
    remember();
  }

  form.addEventListener("change", (event) => {
    if (event.target === marks) {
      paint();
      remember();
      return;
    }
    const wanted = phases.filter((box) => box.checked).map((box) => box.value);
    choose((card) => !wanted.length || card.phases.some((phase) => wanted.includes(phase)));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  list.addEventListener("change", () => {
    paint();
    remember();
  });
  find("all").addEventListener("click", () => choose(() => true));
  find("none").addEventListener("click", () => choose(() => false));
  find("plan").addEventListener("click", () => {
    const slugs = slugsOfPlan();
    choose((card) => slugs.includes(card.slug));
  });
  find("print").addEventListener("click", () => window.print());

  const query = new URLSearchParams(location.search);
  if (query.has("k")) {
    const slugs = query.get("k").split(".");
    cards.forEach((card) => (card.box.checked = slugs.includes(card.slug)));
  } else if (query.has(phases[0].name)) {
    const asked = query.getAll(phases[0].name);
    phases.forEach((box) => (box.checked = asked.includes(box.value)));
    // A phase that is none chooses nothing, and is no reason to leave all cards out.
    const wanted = phases.filter((box) => box.checked).map((box) => box.value);
    cards.forEach((card) => (card.box.checked = !wanted.length || card.phases.some((phase) => wanted.includes(phase))));
  }
  marks.checked = query.get(marks.name) === "1";
  find("plan").hidden = !slugsOfPlan().length;
  paint();
})();
