/* Fills place, date, time and contact in on the door card, the poster and the message. Found by [data-invitation].
   They come from the reader's plan where the activity is in it, and are kept there. */
(function () {
  "use strict";

  const root = document.querySelector("[data-invitation]");
  if (!root) return;
  const { keep, plan: model } = window.wijkverbinder || {};
  const form = root.querySelector("[data-invite-form]");
  const status = root.querySelector("[data-invite-status]");
  const language = document.documentElement.lang;
  const FIELDS = ["place", "date", "time", "contact"];

  const whole = () => model.clean(keep.get("plan"));
  const itemIn = (plan) => plan.items.find((item) => item.slug === root.dataset.invitation);

  // A date that can't be is no date, as half a one is not.
  const valueOf = ({ value, validity }) => (validity.valid ? value : "");

  function moment() {
    const parts = [];
    const date = valueOf(form.elements.date);
    if (date) {
      const day = new Date(`${date}T00:00:00Z`);
      const shape = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" };
      parts.push(new Intl.DateTimeFormat(`${language}-u-nu-latn`, shape).format(day));
    }
    if (form.elements.time.value) parts.push(form.elements.time.value);
    return parts.join(root.dataset.comma);
  }

  function paint() {
    const said = { place: form.elements.place.value, contact: form.elements.contact.value, moment: moment() };
    root.querySelectorAll("[data-invite]").forEach((place) => {
      place.textContent = said[place.dataset.invite];
      place.classList.toggle("blank", !place.textContent);
    });
  }

  /** A field in which somebody is typing is left alone: half a date has no value, and would be lost. */
  function show(field, value) {
    if (field !== document.activeElement && valueOf(field) !== value) field.value = value;
  }

  function read() {
    if (!keep || !model) return;
    const item = itemIn(whole());
    const caution = root.querySelector("[data-invite-caution]");
    caution.hidden = true;
    root.querySelectorAll("[data-phase]").forEach((row) => {
      const chosen = Boolean(item && item.phase === row.dataset.phase);
      row.classList.toggle("chosen-way", chosen);
      if (!chosen || !row.dataset.caution) return;
      caution.textContent = row.dataset.caution;
      caution.hidden = false;
    });
    if (item) FIELDS.forEach((name) => show(form.elements[name], item[name]));
    paint();
  }

  form.addEventListener("input", () => {
    paint();
    if (!keep || !model) return;
    const plan = whole();
    const item = itemIn(plan);
    if (!item) return;
    FIELDS.forEach((name) => (item[name] = valueOf(form.elements[name])));
    keep.set("plan", model.kept(plan, Date.now()));
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  root.querySelectorAll("[data-invite-print]").forEach((button) =>
    button.addEventListener("click", () => {
      document.body.dataset.print = button.dataset.invitePrint;
      window.print();
    })
  );
  window.addEventListener("afterprint", () => delete document.body.dataset.print);

  const copy = root.querySelector("[data-invite-copy]");
  copy.addEventListener("click", () => {
    const lines = Array.from(root.querySelectorAll("[data-invite-message] p"))
      .filter((line) => !line.querySelector(".blank"))
      .map((line) => line.textContent.trim());
    const failed = () => {
      const range = document.createRange();
      range.selectNodeContents(root.querySelector("[data-invite-message]"));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      status.textContent = copy.dataset.failed;
    };
    if (!navigator.clipboard) return failed();
    navigator.clipboard.writeText(lines.join("\n")).then(() => (status.textContent = copy.dataset.inviteCopy), failed);
  });

  if (keep) keep.on((name) => name === "plan" && read());
  read();
  paint();
})();
