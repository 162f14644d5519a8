/* The phase check as a form: a group at a time or all at once, the answer with its reasons, sheets to compare.
   Found by [data-check], which holds the rule; wijkverbinder/phasecheck.py does the same sums. All words come from
   the page. What is filled in goes to `keep`, and into the address, so that it can be shared. */
(function () {
  "use strict";

  const MOST = 3;

  /** The phase that scores point to: 0 to 3 per observation, null where nobody knows. */
  function evaluate(check, scores) {
    const signals = scores.map((score, index) =>
      score === null ? null : check.reverse.includes(index + 1) ? MOST - score : score);
    const counting = (rule, atWorst) =>
      rule.observations.filter((number) => {
        const signal = signals[number - 1];
        return signal === null ? Boolean(atWorst) : signal >= rule.least;
      });
    const rule = check.rules.findIndex((one) => counting(one).length >= one.count);
    const phase = rule < 0 ? check.otherwise : check.rules[rule].phase;
    const worst = check.rules.find((one) => counting(one, true).length >= one.count);
    return {
      phase,
      rule: rule < 0 ? null : rule,
      reasons: rule < 0 ? [] : counting(check.rules[rule]),
      unknown: signals.map((signal, index) => (signal === null ? index + 1 : 0)).filter(Boolean),
      possible: worst ? worst.phase : check.otherwise,
      ask: worst && worst.phase !== phase ? worst.observations.filter((number) => signals[number - 1] === null) : [],
      notes: check.notes.map((note, index) => (counting(note).length ? index : -1)).filter((index) => index >= 0),
      // Beside what Python gives: how far each rule is, for who wants to see why.
      near: check.rules.map((one) => ({ sure: counting(one), most: counting(one, true).length })),
    };
  }

  window.wijkverbinder = window.wijkverbinder || {};
  window.wijkverbinder.evaluatePhase = evaluate;

  const root = document.querySelector("[data-check]");
  if (!root) return;

  const NAME = "check";
  const words = root.dataset;
  const check = JSON.parse(words.check);
  const keep = window.wijkverbinder.keep || {
    get: () => undefined, set: () => undefined, shared: () => undefined, on: () => undefined,
    share: () => location.href, available: () => false,
  };
  const find = (name) => root.querySelector(`[data-check-${name}]`);
  const all = (name) => Array.from(root.querySelectorAll(`[data-check-${name}]`));
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  const write = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };
  const add = (parent, tag, text) => {
    const child = document.createElement(tag);
    child.textContent = text || "";
    return parent.appendChild(child);
  };

  const form = find("form");
  const chooser = find("sheets");
  const groups = all("group");
  const cases = all("case");
  const fields = all("field");
  const said = find("said");
  const rows = all("seen").map((row) => ({
    row,
    text: row.querySelector("legend").firstElementChild.nextElementSibling.textContent,
    inputs: Array.from(row.querySelectorAll("input")),
  }));
  const labels = rows[0].inputs.map((input) => [input.value, input.parentNode.querySelector("span").textContent]);
  const blank = "-".repeat(rows.length);
  const told = new Map(labels);
  const caseOf = (slug) => cases.find((one) => one.dataset.checkCase === slug);
  const phaseName = (slug) => caseOf(slug).querySelector("h3").textContent;

  // Sheets. What comes out of the store or an address may be anything, so only what fits is taken.

  const newId = () => Math.random().toString(36).slice(2, 6);
  const newSheet = () => ({ id: newId(), turn: 0, place: "", groups: "", by: "", answers: blank });
  const fits = new RegExp(`^[0-3?-]{${rows.length}}$`);

  function clean(value) {
    const sheets = value && Array.isArray(value.sheets) ? value.sheets : [];
    const text = (part) => String(part || "").slice(0, 200);
    const good = sheets.slice(0, 12).filter((sheet) => sheet && fits.test(sheet.answers)).map((sheet) => ({
      id: text(sheet.id), turn: Number.isInteger(sheet.turn) ? sheet.turn : 0, place: text(sheet.place), groups: text(sheet.groups), by: text(sheet.by),
      answers: sheet.answers,
    }));
    const at = value && Number.isInteger(value.at) && good[value.at] ? value.at : 0;
    return { at, sheets: good };
  }

  let state;
  let step = 0;
  let mode = "one";
  let news = [];

  const sheet = () => state.sheets[state.at];
  const sheetName = (index) => {
    const one = state.sheets[index];
    const about = [one.place, one.by].filter(Boolean).join(words.comma);
    return fill(words.sheet, { number: index + 1 }) + (about ? `: ${about}` : "");
  };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function load() {
    state = clean(keep.get(NAME));
    if (!state.sheets.length) state = { at: 0, sheets: [newSheet()] };
    if (state.at >= state.sheets.length) state.at = 0;
  }

  /** Sheets in the address that was opened which the reader does not have, or has as they were some turns before. */
  function receive() {
    const known = (one) => state.sheets.some((other) => other.id === one.id && other.turn >= one.turn);
    news = clean(keep.shared(NAME)).sheets.filter((one) => !known(one));
    find("received").hidden = !news.length;
  }

  function save(quietly) {
    sheet().turn += 1;
    keep.set(NAME, state);
    if (!quietly) mirror();
  }

  /** What is filled in stands in the address of the page, so that a reload, Back and a bookmark find it. */
  function mirror() {
    const page = location.pathname + location.search;
    const here = keep.get(NAME) ? keep.share([NAME], page) : page;
    try {
      history.replaceState(history.state, "", here);
    } catch (error) {
      // Where a browser allows no new address, the form still works.
    }
    find("address").value = keep.get(NAME) ? keep.share([NAME]) : "";
  }

  // Showing.

  const scores = (one) => Array.from(one.answers, (sign) => (/\d/.test(sign) ? Number(sign) : null));
  const line = (number, sign) => `${number}. ${rows[number - 1].text}${sign ? ` (${sign}: ${told.get(sign)})` : ""}`;

  /** Shows the sheet that is chosen; a field in which somebody is typing keeps what stands in it. */
  function show(typing) {
    const one = sheet();
    chooser.textContent = "";
    state.sheets.forEach((_, index) => {
      const option = add(chooser, "option", sheetName(index));
      option.value = index;
      option.selected = index === state.at;
    });
    fields.forEach((field) => {
      const value = one[field.dataset.checkField];
      if (field !== typing && field.value !== value) field.value = value;
    });
    rows.forEach(({ inputs }, index) =>
      inputs.forEach((input) => (input.checked = input.value === one.answers[index])));
    answer();
    compare();
    pace();
    if (!keep.available()) write(find("kept"), words.notKept);
    find("along").hidden = false;
  }

  /** The answer; while a graver phase is still possible there is none, since people act on what stands here: until
      it is known, what to do in that phase. */
  function answer() {
    const one = sheet();
    const found = evaluate(check, scores(one));
    const any = one.answers !== blank;
    const sure = any && !found.ask.length;
    write(find("answer"), sure ? fill(words.answer, { phase: phaseName(found.phase) })
      : any ? fill(words.undecided, { numbers: found.ask.join(words.comma), phase: phaseName(found.possible) })
      : words.nothing);
    write(find("about"), one.place || one.groups
      ? fill(words.about, { place: one.place || "…", groups: one.groups || "…" }) : "");
    find("found").className = `found${sure ? ` phase-${colorOf(found.phase)}` : ""}`;
    const picture = caseOf(found.phase).querySelector("svg");
    find("picture").replaceChildren(...(sure && picture ? [picture.cloneNode(true)] : []));
    cases.forEach((place, index) => {
      const fitting = sure && (found.rule === null ? index === cases.length - 1 : index === found.rule);
      place.toggleAttribute("data-fits", fitting);
      place.toggleAttribute("data-until", any && !sure && place.dataset.checkCase === found.possible);
      const fold = place.querySelector("details");
      if (fold) fold.open = fitting;
      why(place.querySelector("[data-check-why]"), any, sure, fitting, check.rules[index], found.near[index], one);
    });
    const notes = find("notes");
    notes.hidden = !any || !found.notes.length;
    Array.from(notes.querySelectorAll("li"), (item, index) => (item.hidden = !found.notes.includes(index)));
    const tasks = found.unknown.filter((number) => one.answers[number - 1] === "?");
    const list = find("tasks").querySelector("ul");
    find("tasks").hidden = !tasks.length;
    list.textContent = "";
    tasks.forEach((number) => {
      const item = add(list, "li", line(number));
      [words.who, words.when].forEach((word) => (add(item, "span", word).className = "line"));
    });
  }

  const colorOf = (slug) => (/phase-(\w+)/.exec(caseOf(slug).className) || [])[1];

  function why(place, any, sure, fitting, rule, near, one) {
    place.hidden = !any;
    place.textContent = "";
    if (!rule) {
      add(place, "p", fitting ? words.elseFits : sure ? words.elseNot : words.elseMaybe);
      return;
    }
    const values = { count: near.sure.length, needed: rule.count };
    const met = near.sure.length >= rule.count;
    const text = met ? (sure ? words.fits : words.fitsUnder) : near.most >= rule.count ? words.fitsMaybe : words.fitsNot;
    add(place, "p", fill(text, values));
    const list = near.sure.length ? add(place, "ul") : null;
    near.sure.forEach((number) => add(list, "li", line(number, one.answers[number - 1])));
  }

  function compare() {
    const place = find("compare");
    const list = place.querySelector("ul");
    place.hidden = state.sheets.length < 2;
    list.textContent = "";
    rows.forEach((_, index) => {
      const signs = new Set(state.sheets.map((one) => one.answers[index]).filter((sign) => sign !== "-"));
      if (signs.size < 2) return;
      const inner = add(add(list, "li", line(index + 1)), "ul");
      state.sheets.forEach((one, at) => {
        const sign = one.answers[index];
        add(inner, "li", `${sheetName(at)} – ${sign === "-" ? words.blank : `${sign}: ${told.get(sign)}`}`);
      });
    });
    if (!list.children.length) add(list, "li", words.same);
  }

  function pace() {
    const filled = Array.from(sheet().answers).filter((sign) => sign !== "-").length;
    const done = fill(words.filled, { filled, total: rows.length });
    const stepped = mode === "one";
    groups.forEach((group, index) => group.classList.toggle("later", stepped && index !== step));
    write(find("progress"), stepped
      ? `${fill(words.progress, { number: step + 1, total: groups.length })}. ${done}.` : `${done}.`);
    find("previous").hidden = !stepped || !step;
    find("next").hidden = !stepped || step === groups.length - 1;
    root.dataset.mode = mode;
    all("mode").forEach((button) =>
      button.setAttribute("aria-pressed", String(button.dataset.checkMode === mode)));
  }

  function go(to) {
    step = to;
    pace();
    const heading = groups[step].querySelector("h3");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }

  function choose(at) {
    state.at = at;
    step = 0;
    save();
    show();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    const index = rows.findIndex(({ inputs }) => inputs.includes(event.target));
    if (index >= 0) {
      const answers = Array.from(sheet().answers);
      answers[index] = event.target.value;
      sheet().answers = answers.join("");
    }
    if (event.target === chooser) {
      choose(Number(chooser.value));
      return;
    }
    save();
    answer();
    compare();
    pace();
  });
  fields.forEach((field) =>
    field.addEventListener("input", () => {
      sheet()[field.dataset.checkField] = field.value;
      chooser.options[state.at].textContent = sheetName(state.at);
      save(true);
    }));
  find("previous").addEventListener("click", () => go(step - 1));
  find("next").addEventListener("click", () => go(step + 1));
  all("mode").forEach((button) =>
    button.addEventListener("click", () => {
      mode = button.dataset.checkMode;
      pace();
    }));
  find("new").addEventListener("click", () => {
    const { place, groups: between } = sheet();
    state.sheets.push(Object.assign(newSheet(), { place, groups: between }));
    choose(state.sheets.length - 1);
    fields[0].focus();
  });
  find("remove").addEventListener("click", () => {
    state.sheets.splice(state.at, 1);
    state.at = 0;
    keep.set(NAME, state.sheets.length ? state : undefined);
    load();
    mirror();
    show();
    write(said, words.removed);
    chooser.focus();
  });
  find("receive").addEventListener("click", () => {
    news.forEach((one) => {
      const taken = state.sheets.some((other) => other.id === one.id);
      state.sheets.push(Object.assign({}, one, taken ? { id: newId() } : {}));
    });
    news = [];
    find("received").hidden = true;
    save();
    show();
    write(said, words.taken);
    chooser.focus();
  });
  find("print").addEventListener("click", () => window.print());
  find("copy").addEventListener("click", () => {
    const place = find("address");
    const byHand = () => {
      place.select();
      write(said, words.byHand);
    };
    if (!navigator.clipboard) byHand();
    else navigator.clipboard.writeText(place.value).then(() => write(said, words.copied), byHand);
  });
  keep.on((name) => {
    if (name !== NAME) return;
    const stored = keep.get(NAME);
    if (!stored || !same(clean(stored), state)) {
      const { id } = sheet();
      load();
      // Who is typing stays on the sheet in which they type, as long as there is one.
      const typing = fields.find((field) => field === document.activeElement);
      const index = typing ? state.sheets.findIndex((one) => one.id === id) : -1;
      if (index >= 0) state.at = index;
      show(index >= 0 ? typing : null);
      mirror();
    }
    receive();
  });

  load();
  receive();
  show();
  ["desk", "modes", "pace", "found"].forEach((name) => (find(name).hidden = false));
  find("address").value = keep.get(NAME) ? keep.share([NAME]) : "";
})();
