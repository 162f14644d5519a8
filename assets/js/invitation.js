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
  const caution = root.querySelector("[data-invite-caution]");
  // From free to closed.
  const WAYS = ["open", "persoonlijk", "niet"];
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

  /** Closes what the phase forbids. A closed button can still be reached, so that who doesn't see it hears why. */
  function close(way) {
    root.querySelectorAll("[data-invite-print], [data-invite-copy]").forEach((button) => {
      const closed = way === "niet" || (way === "persoonlijk" && button.dataset.invitePrint === "poster");
      button.toggleAttribute("data-closed", closed);
      if (closed) {
        button.setAttribute("aria-disabled", "true");
        button.setAttribute("aria-describedby", caution.id);
      } else {
        button.removeAttribute("aria-disabled");
        button.removeAttribute("aria-describedby");
      }
    });
  }

  /** Does what a button is for, or says why that is closed. */
  function press(button, action) {
    button.addEventListener("click", () => {
      status.textContent = "";
      if (!button.hasAttribute("data-closed")) return action();
      // The same words twice are told twice.
      requestAnimationFrame(() => (status.textContent = caution.textContent));
    });
  }

  function read() {
    if (!keep || !model) return;
    const plan = whole();
    const item = itemIn(plan);
    // An activity can be in the plan for more than one phase; the strictest of them holds.
    const phases = plan.items.filter((one) => one.slug === root.dataset.invitation).map((one) => one.phase);
    let strictest = 0;
    root.querySelectorAll("[data-phase]").forEach((row) => {
      const chosen = phases.includes(row.dataset.phase);
      row.classList.toggle("chosen-way", chosen);
      if (!chosen || WAYS.indexOf(row.dataset.way) <= strictest) return;
      strictest = WAYS.indexOf(row.dataset.way);
      caution.textContent = row.dataset.caution;
    });
    caution.hidden = !strictest;
    close(WAYS[strictest]);
    // The browser has a way to print of its own.
    root.dataset.wayNow = WAYS[strictest];
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
    press(button, () => {
      document.body.dataset.print = button.dataset.invitePrint;
      window.print();
    })
  );
  window.addEventListener("afterprint", () => delete document.body.dataset.print);

  const copy = root.querySelector("[data-invite-copy]");
  press(copy, () => {
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
