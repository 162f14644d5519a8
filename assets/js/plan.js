/* The page of the plan: what is kept, as a form, a run sheet, tasks per role, a calendar and an address.
   Found by [data-plan]; its words come from the page, its markup from the page's templates. */
(function () {
  "use strict";

  const root = document.querySelector("[data-plan]");
  const home = window.wijkverbinder || {};
  const { keep, plan: model } = home;
  if (!root || !keep || !model) return;

  const words = root.dataset;
  const language = document.documentElement.lang;
  const plural = new Intl.PluralRules(language);
  const find = (name) => root.querySelector(`[data-plan-${name}]`);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
  const counted = (name, count) => {
    const form = plural.select(count);
    const text = words[name + form[0].toUpperCase() + form.slice(1)] || words[`${name}Other`];
    return fill(text, { count });
  };
  const defaults = words.roles.split("|");
  const activities = Object.create(null);
  let plan = model.clean(keep.get("plan"), defaults);
  const unfolded = new Map();
  // What was last taken away, until something else is.
  let gone = null;

  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  };
  const shown = (date, weekday) =>
    new Intl.DateTimeFormat(`${language}-u-nu-latn`, { weekday, day: "numeric", month: "long", timeZone: "UTC" }).format(
      new Date(`${date}T00:00:00Z`)
    );

  function stamp(name) {
    const content = root.querySelector(`[data-template="${name}"]`).content;
    return content.firstElementChild.cloneNode(true);
  }

  function put(element, name, text) {
    const field = element.querySelector(`[data-field="${name}"]`);
    field.textContent = text;
    return field;
  }

  function speak(element, activity) {
    if (!activity || !activity.lang) return;
    element.lang = activity.lang;
    element.dir = activity.dir;
  }

  const barred = (item) => model.barred(item, activities[item.slug]);
  const nameOf = (item) => (activities[item.slug] ? activities[item.slug].title : item.slug);

  // Keeping

  let known = "";

  /** Keeps the plan as it is now. */
  function store() {
    const row = plan.items.length ? model.kept(plan, Date.now(), defaults) : undefined;
    known = JSON.stringify(row);
    if (row) plan.at = row.at;
    keep.set("plan", row);
  }

  /** Takes in what another tab or page kept. */
  function receive() {
    const value = keep.get("plan");
    if (JSON.stringify(value) === known) return;
    known = JSON.stringify(value);
    plan = model.clean(value, defaults);
    draw();
  }

  function tell(text, undo) {
    gone = undo || null;
    find("status").textContent = text;
    find("undo").hidden = !gone;
  }

  // The form

  function draw() {
    const missing = plan.items.map((item) => item.slug).filter((slug) => activities[slug] === undefined);
    let left = missing.length;
    const ready = () => {
      paintItems();
      paintRoles();
      paint();
    };
    show();
    // What could not be read before is asked again, but nothing waits for it.
    if (missing.every((slug) => slug in activities)) ready();
    missing.forEach((slug) =>
      model.load(slug, words.source, (activity) => {
        activities[slug] = activity;
        left -= 1;
        if (!left) ready();
      })
    );
  }

  function show() {
    const empty = !plan.items.length;
    find("empty").hidden = !empty;
    find("filled").hidden = empty;
    find("paper").hidden = !empty;
  }

  function paintItems() {
    find("items").replaceChildren(...plan.items.map(drawItem));
  }

  function drawItem(item, index) {
    const activity = activities[item.slug];
    const element = stamp("item");
    const name = nameOf(item);
    element.dataset.item = item.id;
    put(element, "number", index + 1);
    const title = put(element, "title", name);
    speak(title, activity);
    if (activity) title.href = activity.href + (item.phase ? `#${item.phase}` : "");
    const kit = element.querySelector("[data-kit]");
    kit.hidden = !(activity && activity.kit);
    if (!kit.hidden) kit.firstElementChild.href = activity.kit;
    element.querySelectorAll("[data-move]").forEach((button) => {
      const step = Number(button.dataset.move);
      button.disabled = step < 0 ? !index : index === plan.items.length - 1;
      button.setAttribute("aria-label", fill(step < 0 ? words.upLabel : words.downLabel, { name }));
      button.addEventListener("click", () => moveItem(item, step));
    });
    const remove = element.querySelector("[data-remove]");
    remove.setAttribute("aria-label", fill(words.removeLabel, { name }));
    remove.addEventListener("click", () => removeItem(item));
    element.querySelectorAll("[data-edit]").forEach((field) => {
      field.value = item[field.dataset.edit];
      field.addEventListener("input", () => edit(item, field));
      field.addEventListener("change", () => edit(item, field));
    });
    return element;
  }

  function edit(item, field) {
    const name = field.dataset.edit;
    // A date that can't be is no date, as half a one is not.
    const value = field.validity.valid ? field.value : "";
    if (item[name] === value) return;
    item[name] = value;
    store();
    paint();
    if (name in TOLD) {
      const first = warningsOf(item).find((one) => TOLD[name].includes(one.code));
      tell(first ? `${nameOf(item)}: ${first.text}` : "");
    }
    if (name === "phase") {
      if (activities[item.slug]) {
        const title = field.closest(".plot").querySelector('[data-field="title"]');
        title.href = activities[item.slug].href + (item.phase ? `#${item.phase}` : "");
      }
    }
  }

  function moveItem(item, step) {
    const index = plan.items.indexOf(item);
    model.move(plan, index, step);
    store();
    paintItems();
    paint();
    const row = find("items").children[index + step];
    const button = row.querySelector(`[data-move="${step}"]`);
    (button.disabled ? row.querySelector(`[data-move="${-step}"]`) : button).focus();
    tell(fill(words.moved, { activity: nameOf(item), place: index + step + 1, total: plan.items.length }));
  }

  function removeItem(item) {
    const index = plan.items.indexOf(item);
    plan.items.splice(index, 1);
    store();
    draw();
    tell(fill(words.removed, { activity: nameOf(item) }), () => plan.items.splice(index, 0, item));
    find("undo").focus();
  }

  // The roles

  function paintRoles() {
    find("roles").replaceChildren(
      ...plan.roles.map((role, index) => {
        const element = stamp("role");
        const input = element.querySelector("input");
        put(element, "label", fill(words.roleLabel, { number: index + 1 }));
        input.value = role;
        input.addEventListener("input", () => {
          plan.roles[index] = input.value;
          store();
          paint();
        });
        const remove = element.querySelector("[data-remove]");
        remove.disabled = plan.roles.length < 2;
        remove.setAttribute("aria-label", fill(words.removeLabel, { name: role }));
        remove.addEventListener("click", () => {
          const before = JSON.stringify(plan);
          model.removeRole(plan, index);
          store();
          paintRoles();
          paint();
          tell(words.roleRemoved, () => (plan = model.clean(JSON.parse(before), defaults)));
          find("undo").focus();
        });
        return element;
      })
    );
  }

  find("add-role").addEventListener("click", () => {
    plan.roles.push(fill(words.roleLabel, { number: plan.roles.length + 1 }));
    plan = model.clean(plan, defaults);
    store();
    paintRoles();
    paint();
    const input = find("roles").lastElementChild.querySelector("input");
    input.focus();
    input.select();
    tell(words.roleAdded);
  });

  // What follows from it

  const SAID = {
    phase: () => [words.warnPhase],
    unknown: () => [words.warnUnknown],
    "not-now": (found) => [words.warnNotNow, found.text],
    condition: (found) => [words.warnCondition, found.text],
    safety: (found) => [counted("warnSafety", found.count)],
    date: () => [words.warnDate],
    past: () => [words.warnPast],
    short: (found) => [counted("warnShort", found.count)],
  };
  // What a change of a field is answered with, aloud.
  const TOLD = { phase: ["unknown", "not-now", "condition", "safety"], date: ["past", "short"] };

  function warningsOf(item) {
    const activity = activities[item.slug];
    if (!activity) {
      const code = activity === null ? "missing" : "unread";
      return [{ code, said: [fill(words[code], { name: item.slug })] }];
    }
    return model.warnings(plan, item, activity, today()).map((found) => {
      const said = SAID[found.code](found);
      return { code: found.code, said, text: said.join(" ") };
    });
  }

  function paintWarnings(element, item, inSheet) {
    const part = activities[item.slug] && model.partOf(item, activities[item.slug]);
    const found = warningsOf(item).filter((one) => !inSheet || !["date", "past", "short"].includes(one.code));
    const rows = found.map((one) => {
      const row = document.createElement("p");
      row.className = `warning warning-${one.code}`;
      const [first, second] = one.said;
      const head = document.createElement("b");
      head.textContent = first;
      row.append(head);
      if (second) {
        const said = document.createElement("span");
        said.textContent = second;
        speak(said, activities[item.slug]);
        row.append(" ", said);
      }
      return row;
    });
    if (part) {
      const verdict = stamp("verdict");
      verdict.querySelectorAll("[data-door]").forEach((door) => (door.hidden = door.dataset.door !== part.verdict));
      put(verdict, "text", part.label);
      rows.unshift(verdict);
    }
    element.querySelector("[data-warnings]").replaceChildren(...rows);
  }

  function colorOf(item) {
    const option = root.querySelector("template[data-template=item]").content.querySelector(`[value="${item.phase}"]`);
    return option && option.dataset.color ? `phase-${option.dataset.color}` : "";
  }

  const phaseName = (item) => {
    const option = root.querySelector("template[data-template=item]").content.querySelector(`[value="${item.phase}"]`);
    return item.phase && option ? option.textContent : "";
  };

  /** A part that folds stays as the reader left it. */
  function folds(element, name, open) {
    element.open = unfolded.has(name) ? unfolded.get(name) : open;
    element.addEventListener("toggle", () => unfolded.set(name, element.open));
    return element;
  }

  /** All that is not a form field; the field that has the focus keeps it. */
  function paint() {
    const held = document.activeElement && document.activeElement.dataset.focus;
    show();
    find("street").replaceChildren(
      ...plan.items.map((item, index) => {
        const house = stamp(`house-${index % 4}`);
        house.setAttribute("class", `houses ${colorOf(item)} ${item.phase && item.date && !barred(item) ? "lit" : ""}`);
        return house;
      })
    );
    plan.items.forEach((item, index) => {
      const element = find("items").children[index];
      if (!element) return;
      element.className = `plot ${colorOf(item)}`;
      paintWarnings(element, item, false);
    });
    find("sheet").replaceChildren(...plan.items.filter((item) => activities[item.slug]).map(drawSheet));
    find("tasks").replaceChildren(...model.tasks(plan, activities).map(drawTasks));
    find("calendar").disabled = !plan.items.some((item) => item.date && activities[item.slug]);
    const address = keep.share(["plan"]);
    const letter = encodeURIComponent(`${words.mailBody}\n\n${address}\n`);
    find("mail").href = `mailto:?subject=${encodeURIComponent(words.mailSubject)}&body=${letter}`;
    find("address").querySelector("input").value = address;
    find("disk").hidden = !address.startsWith("file:");
    find("volatile").hidden = keep.available();
    offer();
    if (held) {
      const again = root.querySelector(`[data-focus="${held}"]`);
      if (again) again.focus();
    }
  }

  function when(task) {
    if (task.key[0] === "k") return words.care;
    if (task.time) return task.date ? `${shown(task.date)} ${task.time}` : task.time;
    if (task.date) return shown(task.date, "short");
    if (!task.days) return words.sameDay;
    const days = Math.abs(task.days);
    const side = task.days < 0 ? "Before" : "After";
    return days % 7 ? counted(`days${side}`, days) : counted(`weeks${side}`, days / 7);
  }

  function drawSheet(item) {
    const activity = activities[item.slug];
    const element = stamp("sheet");
    const found = model.sheet(item, activity);
    element.className = `sheet ${colorOf(item)}`;
    speak(put(element, "title", activity.title), activity);
    // A span that breaks after its dash reads as two numbers, in Arabic with the dash on the wrong side.
    const size = activity.size.replace(/(\d)–(?=\d)/g, "$1\u2060–\u2060");
    put(element, "facts", model.row([phaseName(item), moment(item), item.place, size], " · "));
    paintWarnings(element, item, true);
    element.querySelector("[data-part=note]").hidden = !item.note;
    put(element, "note", item.note);
    put(element, "barred", words.notNowSheet).hidden = !barred(item);
    element.querySelector("[data-todo]").hidden = barred(item);
    if (barred(item)) return folds(element, item.id, true);
    const said = (tag, texts) =>
      texts.map((text) => {
        const row = document.createElement(tag);
        row.textContent = text;
        speak(row, activity);
        return row;
      });
    const safety = element.querySelector("[data-safety]");
    safety.hidden = !found.stop.length;
    if (!safety.hidden) {
      element.querySelector("[data-stop]").replaceChildren(...said("li", found.stop));
      element.querySelector("[data-field=more]").href = `${activity.href}#${item.phase}-veiligheid`;
      element.querySelector("[data-duties]").replaceChildren(...found.duties.map((row) => drawRow(item, row, "", false)));
    }
    // The steps are those of the activity as a whole; how it is done in this phase goes before them.
    element.querySelector("[data-part=how]").hidden = !found.how.length;
    put(element, "how", fill(words.how, { phase: phaseName(item) }));
    element.querySelector("[data-how]").replaceChildren(...said("p", found.how));
    const rows = (part, list) => {
      const box = element.querySelector(`[data-part="${part}"]`);
      box.hidden = !list.length;
      box.querySelector("ol").replaceChildren(...list);
    };
    rows("before", found.before.map((row) => drawRow(item, row, when(row), false)));
    const ready = Object.assign({ title: words.setUp, text: found.setUp.materials.map((one) => `\n– ${one}`).join("") }, found.setUp);
    const day = [ready, ...found.day].map((row) => drawRow(item, row, row.time, true));
    if (found.end) day.push(drawRow(item, { title: words.end, text: "" }, found.end, true));
    rows("day", day);
    rows("after", found.after.map((row) => drawRow(item, row, when(row), false)));
    return folds(element, item.id, item === plan.items[0]);
  }

  const moment = (item) => {
    if (!item.date) return words.noDate;
    const date = shown(item.date, "long");
    return item.time ? fill(words.on, { date, time: item.time }) : date;
  };

  function drawRow(item, row, at, onTheDay) {
    const element = stamp("row");
    put(element, "when", at).hidden = !at;
    speak(put(element, "title", row.title || ""), row.key && row.key !== "s" ? activities[item.slug] : null);
    speak(put(element, "text", row.text), activities[item.slug]);
    const who = element.querySelector("label");
    if (!row.key) {
      who.remove();
      return element;
    }
    put(element, "label", fill(words.whoLabel, { name: row.title || row.text }));
    const select = element.querySelector("select");
    select.dataset.focus = `${item.id}-${row.key}`;
    [words.nobody, ...plan.roles].forEach((role, index) => select.append(new Option(role, index - 1)));
    const role = model.roleOf(plan, item, row.key, onTheDay);
    select.value = String(role);
    who.classList.toggle("nobody", role < 0);
    select.addEventListener("change", () => {
      item.who[row.key] = Number(select.value);
      store();
      paint();
    });
    return element;
  }

  function drawTasks(group) {
    const element = stamp("tasks");
    element.classList.toggle("nobody", group.role < 0);
    put(element, "role", group.role < 0 ? words.nobody : plan.roles[group.role]);
    element.querySelector("ul").append(
      ...group.tasks.map((task) => {
        const row = stamp("task");
        put(row, "when", when(task));
        speak(put(row, "title", task.key === "s" ? words.setUp : task.title || task.text), task.key === "s" ? null : task.activity);
        put(row, "text", `(${model.row([task.activity.title, phaseName(task.item) || words.noPhase], " – ")})`);
        return row;
      })
    );
    return folds(element, `role ${group.role}`, group.role < 0);
  }

  // Taking along

  function save(name, text, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  find("calendar").addEventListener("click", () => {
    const said = {
      maker: `-//De Wijkverbinder//Plan//${language.toUpperCase()}`,
      phase: words.warnPhase,
      unknown: words.warnUnknown,
      notNow: words.warnNotNow,
      notNowMark: words.notNowMark,
      condition: words.warnCondition,
      how: words.how,
      howFirst: words.howFirst,
      phases: Object.fromEntries(plan.items.map((item) => [item.phase, phaseName(item)])),
      stop: words.calendarStop,
      care: words.care,
      contact: words.calendarContact,
    };
    save(`${words.source.split("/")[0]}.ics`, model.calendar(plan, activities, said), "text/calendar;charset=utf-8");
    tell(words.made);
  });

  find("print").addEventListener("click", () => window.print());

  find("copy").addEventListener("click", () => {
    const done = () => tell(words.copied);
    const failed = () => {
      const field = find("address");
      field.hidden = false;
      field.querySelector("input").focus();
      field.querySelector("input").select();
      tell(words.copyFailed);
    };
    if (navigator.clipboard) navigator.clipboard.writeText(keep.share(["plan"])).then(done, failed);
    else failed();
  });

  find("erase").addEventListener("click", () => {
    const before = JSON.stringify(plan);
    plan = model.clean(null, defaults);
    keep.set("plan", undefined);
    // An address that brought a plan would bring it back.
    if (/[#&]share=/.test(location.hash)) history.replaceState(null, "", location.pathname + location.search);
    known = JSON.stringify(keep.get("plan"));
    draw();
    tell(words.erased, () => (plan = model.clean(JSON.parse(before), defaults)));
    find("undo").focus();
  });

  find("undo").addEventListener("click", () => {
    if (!gone) return;
    gone();
    store();
    draw();
    tell(words.restored);
    root.querySelector("#activiteiten").focus();
  });

  // A plan that came with an address

  function offer() {
    const value = keep.shared("plan");
    const mine = keep.get("plan");
    const other = value === undefined ? null : model.clean(value, defaults);
    const differs = other && other.items.length && JSON.stringify(value) !== JSON.stringify(mine);
    find("offer").hidden = !differs || other.id + other.at === declined;
    if (differs) find("offer-text").textContent = counted("offerText", other.items.length);
  }

  let declined = "";

  find("accept").addEventListener("click", () => {
    const before = plan.items.length && JSON.stringify(plan);
    plan = model.clean(keep.shared("plan"), defaults);
    keep.set("plan", keep.shared("plan"));
    known = JSON.stringify(keep.get("plan"));
    draw();
    tell(words.accepted, before && (() => (plan = model.clean(JSON.parse(before), defaults))));
    (before ? find("undo") : root.querySelector("#activiteiten")).focus();
  });

  find("decline").addEventListener("click", () => {
    const other = model.clean(keep.shared("plan"), defaults);
    declined = other.id + other.at;
    offer();
    root.querySelector("#activiteiten").focus();
  });

  known = JSON.stringify(keep.get("plan"));
  keep.on((name) => {
    if (name === "plan") receive();
  });
  draw();
  if (plan.items.length && JSON.stringify(keep.shared("plan")) === known) tell(words.borrowed);
})();
