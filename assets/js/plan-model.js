/* What a plan is and what follows from it: dates, times, tasks, warnings. Knows no page: `wijkverbinder.plan`.

   A plan is what `clean` gives. What an activity is, comes from the file that the build made of it (`load`). */
(function () {
  "use strict";

  const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
  // Of the years that the fields for a date allow: in others a wrong key was pressed.
  const DATE = /^(?:199[6-9]|20\d\d|21\d\d)-\d\d-\d\d$/;
  const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
  const TASK = /^[a-z]\d{0,2}$/;
  const ITEMS = 40;
  const ROLES = 12;
  const LENGTHS = { place: 120, contact: 120, note: 2000 };
  const SET_UP = 60; // minutes before the start in which things are put ready; ours
  const AFTER = 7; // days after which a step comes that does not say when; ours

  const text = (value, length) => (typeof value === "string" ? value.slice(0, length) : "");
  const match = (value, pattern) => (typeof value === "string" && pattern.test(value) ? value : "");
  const list = (value, length) => (Array.isArray(value) ? value.slice(0, length) : []);
  const record = (value) => (value && typeof value === "object" ? value : {});

  /** A short name that nothing else has. */
  function fresh(length) {
    return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => (byte % 36).toString(36)).join("");
  }

  /** A day as a number, and back. Days are counted in UTC, where each has 24 hours. */
  const dayOf = (date) => Date.parse(`${date}T00:00:00Z`) / 864e5;
  const dateOf = (day) => new Date(day * 864e5).toISOString().slice(0, 10);
  const addDays = (date, days) => dateOf(dayOf(date) + days);
  const isDate = (value) => match(value, DATE) && !Number.isNaN(dayOf(value)) && dateOf(dayOf(value)) === value;

  /** A time so many minutes later or earlier, around the clock. */
  function addMinutes(time, minutes) {
    const [hour, minute] = time.split(":").map(Number);
    const total = (((hour * 60 + minute + minutes) % 1440) + 1440) % 1440;
    return [Math.floor(total / 60), total % 60].map((part) => String(part).padStart(2, "0")).join(":");
  }

  /** How many days later it is when minutes are added to a time: past midnight it is tomorrow. */
  function daysLater(time, minutes) {
    const [hour, minute] = time.split(":").map(Number);
    return Math.floor((hour * 60 + minute + minutes) / 1440);
  }

  const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

  /** Parts in a row. Where some run from right to left, each stands apart (UAX 9), or they would change places. */
  function row(parts, between) {
    const filled = parts.filter(Boolean);
    const mixed = filled.some((part) => RIGHT_TO_LEFT.test(part));
    return filled.map((part) => (mixed ? `\u2068${part}\u2069` : part)).join(between);
  }

  /** A role as it is kept: a default that nobody renamed by its number, so that it follows the language of the page. */
  const roleFrom = (value, defaults) => {
    if (!Number.isInteger(value) || value < 0 || value >= ROLES) return text(value, 60);
    return defaults ? text(defaults[value], 60) : value;
  };

  const numbered = (role, defaults) => {
    const place = list(defaults, ROLES).indexOf(role);
    return place < 0 ? role : place;
  };

  /** Whatever was kept or came in an address, as a plan: what does not belong in it falls away. */
  function clean(value, roles) {
    const given = record(value);
    const named = list(given.roles, ROLES).map((role) => roleFrom(role, roles));
    const plan = {
      id: match(given.id, /^[a-z0-9]{6,20}$/) || fresh(10),
      at: Number.isSafeInteger(given.at) && given.at > 0 && given.at < 4e9 ? given.at : 0,
      roles: named.length ? named : list(roles, ROLES),
      items: [],
    };
    list(given.items, ITEMS).forEach((row) => {
      const from = record(row);
      const slug = match(from.slug, SLUG);
      if (!slug || slug.length > 80) return;
      const item = {
        id: match(from.id, /^[a-z0-9]{2,10}$/) || fresh(4),
        slug,
        phase: match(from.phase, SLUG),
        date: isDate(from.date) ? from.date : "",
        time: match(from.time, TIME),
        who: {},
      };
      if (plan.items.some((other) => other.id === item.id)) item.id = fresh(6);
      Object.keys(LENGTHS).forEach((name) => (item[name] = text(from[name], LENGTHS[name])));
      Object.keys(record(from.who)).forEach((key) => {
        if (TASK.test(key) && Number.isInteger(from.who[key]) && from.who[key] >= -1) item.who[key] = from.who[key];
      });
      plan.items.push(item);
    });
    return plan;
  }

  /** The plan as it is kept: without what is empty, and with the minute in which it changed. `defaults` are the roles
      of this language; without them roles stay as they were kept. */
  function kept(plan, now, defaults) {
    if (!plan.items.length && !plan.roles.length) return undefined;
    const filled = (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== "" && value !== null));
    const items = plan.items.map((item) => {
      const row = filled(item);
      if (!Object.keys(item.who).length) delete row.who;
      return row;
    });
    return { id: plan.id, at: Math.floor(now / 6e4), roles: plan.roles.map((role) => numbered(role, defaults)), items };
  }

  /** Whether an activity is in a plan; with a phase, whether it is there for that phase. */
  function has(plan, slug, phase) {
    return plan.items.some((item) => item.slug === slug && (!phase || item.phase === phase));
  }

  /** The plan with an activity added at its end; an activity that waits for its phase gets it. */
  function add(plan, slug, phase) {
    if (has(plan, slug, phase)) return plan;
    const waiting = plan.items.find((item) => item.slug === slug && !item.phase);
    if (waiting) waiting.phase = phase;
    else plan.items.push(clean({ items: [{ slug, phase }] }).items[0]);
    return plan;
  }

  /** The plan with an item one place up (-1) or down (1). */
  function move(plan, index, step) {
    const [item] = plan.items.splice(index, 1);
    plan.items.splice(index + step, 0, item);
    return plan;
  }

  /** The plan without a role; what that role did is to be divided again. */
  function removeRole(plan, index) {
    plan.roles.splice(index, 1);
    plan.items.forEach((item) =>
      Object.keys(item.who).forEach((key) => {
        if (item.who[key] === index) item.who[key] = -1;
        else if (item.who[key] > index) item.who[key] -= 1;
      })
    );
    return plan;
  }

  /** What an activity is in the phase for which it was chosen; nothing where that is not known. */
  const partOf = (item, activity) =>
    activity && Object.prototype.hasOwnProperty.call(activity.phases, item.phase) ? activity.phases[item.phase] : null;

  /** Whether an activity is not to be done in the phase for which it was chosen: then nothing may lead to doing it. */
  const barred = (item, activity) => record(partOf(item, activity)).verdict === "nu-niet";

  /* The run sheet of an item: what comes before the day, on it and after it. A date is empty while the item has
     none; then the order still stands. What comes before is spread over the weeks that preparing takes, what is
     done on the day over the minutes that it takes, rounded to five; both are estimates. */
  function sheet(item, activity) {
    const steps = activity.steps.map((step, index) => Object.assign({ key: `t${index}` }, step));
    const part = record(partOf(item, activity));
    const of = (when) => steps.filter((step) => step.when === when);
    const on = (days) => (item.date ? addDays(item.date, days) : "");
    const dated = (step, days) => ({ key: step.key, days, date: on(days), title: step.title, text: step.text });
    const inOrder = (rows) => rows.sort((one, other) => one.days - other.days);
    const whole = activity.weeks[1] * 7;
    const before = of("before");
    const free = before.filter((step) => step.day === null);
    const day = of("day");
    const minutes = activity.minutes[1];
    const at = (offset) => (item.time ? addMinutes(item.time, offset) : "");
    // Each piece of aftercare says itself when it comes: that evening, every evening, after a week.
    const care = list(part.aftercare, 99).map((said, index) => ({ key: `k${index}`, days: null, date: "", title: "", text: said }));
    return {
      how: list(part.how, 99),
      stop: list(part.stop_rule, 99),
      duties: list(part.roles, 99).map((said, index) => ({ key: `r${index}`, text: said })),
      before: inOrder(
        before.map((step) => {
          const place = free.indexOf(step);
          return dated(step, step.day === null ? -Math.round((whole * (free.length - place)) / free.length) : step.day);
        })
      ),
      setUp: { key: "s", time: at(-SET_UP), materials: activity.materials },
      day: day.map((step, index) => ({
        key: step.key,
        time: at(5 * Math.round((minutes * index) / day.length / 5)),
        title: step.title,
        text: step.text,
      })),
      start: item.time,
      end: at(minutes),
      later: item.time ? daysLater(item.time, minutes) : 0,
      care,
      after: care.concat(inOrder(of("after").map((step) => dated(step, step.day === null ? AFTER : step.day)))),
    };
  }

  /** Which role has a task: as chosen, else the first role, and on the day the second; safety is never taken as settled. */
  function roleOf(plan, item, key, onTheDay) {
    const chosen = item.who[key];
    if (Number.isInteger(chosen)) return chosen < plan.roles.length ? chosen : -1;
    if (key[0] === "r" || key[0] === "k") return -1;
    return onTheDay && plan.roles.length > 1 ? 1 : plan.roles.length ? 0 : -1;
  }

  /** Every task of an item in order of doing, each with the role that has it. */
  function tasksOf(plan, item, activity) {
    const found = sheet(item, activity);
    const task = (row, onTheDay, day) => ({
      item,
      activity,
      key: row.key,
      date: onTheDay ? item.date : row.date,
      time: row.time || "",
      days: day,
      title: row.title || "",
      text: row.text || "",
      role: roleOf(plan, item, row.key, onTheDay),
    });
    return [
      ...found.duties.map((row) => task(row, true, 0)),
      ...found.before.map((row) => task(row, false, row.days)),
      task(found.setUp, true, 0),
      ...found.day.map((row) => task(row, true, 0)),
      ...found.after.map((row) => task(row, false, row.days)),
    ];
  }

  /** The tasks of a plan by role, the role -1 (not yet divided) first; within a role by date, undated last. What is
      not for now has none. */
  function tasks(plan, activities) {
    const all = plan.items.flatMap((item) => {
      const activity = activities[item.slug];
      return activity && !barred(item, activity) ? tasksOf(plan, item, activity) : [];
    });
    const moment = (task) => `${task.date || "9999"} ${task.time || (task.date === task.item.date ? "" : "0")}`;
    return [-1, ...plan.roles.keys()]
      .map((role) => ({
        role,
        tasks: all.filter((task) => task.role === role).sort((one, other) => moment(one).localeCompare(moment(other))),
      }))
      .filter((group) => group.tasks.length);
  }

  /** What to look out for in an item, worst first, as code and values. `today` is a date. */
  function warnings(plan, item, activity, today) {
    const part = partOf(item, activity);
    const found = [];
    if (!item.phase) found.push({ code: "phase" });
    else if (!part) found.push({ code: "unknown" });
    else if (part.verdict === "nu-niet") found.push({ code: "not-now", text: part.reason });
    else if (part.verdict === "past-als") found.push({ code: "condition", text: part.condition });
    const open = part && !barred(item, activity) ? tasksOf(plan, item, activity).filter((task) => "rk".includes(task.key[0]) && task.role < 0).length : 0;
    if (open) found.push({ code: "safety", count: open });
    if (!item.date) found.push({ code: "date" });
    else if (item.date < today) found.push({ code: "past" });
    else {
      const days = dayOf(item.date) - dayOf(today);
      if (days < activity.weeks[0] * 7) found.push({ code: "short", count: activity.weeks[0], days });
    }
    return found;
  }

  // The files that the build made of activities. A page from disk can't fetch them, so each is a script.

  // Without a prototype: the name of an activity may come from a stranger's address.
  const loaded = Object.create(null);
  const waiting = Object.create(null);

  function take(activity) {
    loaded[activity.slug] = activity;
  }

  /** Whether a host says that it does not have a file; that it could not be asked says nothing. From disk a file is
      there or not. */
  function lacks(address) {
    if (!/^http/.test(location.protocol)) return Promise.resolve(true);
    return fetch(address, { method: "HEAD" }).then(({ status }) => status === 404 || status === 410, () => false);
  }

  /** Loads what is known of an activity and hands it on; null where there is no such activity, undefined where that
      could not be known. */
  function load(slug, source, done) {
    if (loaded[slug]) return done(loaded[slug]);
    if (waiting[slug]) return waiting[slug].push(done);
    waiting[slug] = [done];
    const script = document.createElement("script");
    const ready = (none) => {
      const list = waiting[slug];
      delete waiting[slug];
      list.forEach((call) => call(loaded[slug] || none));
    };
    script.addEventListener("load", () => ready(null));
    script.addEventListener("error", () => lacks(script.src).then((gone) => ready(gone ? null : undefined)));
    script.src = source.replace("{slug}", slug);
    document.head.appendChild(script);
  }

  window.wijkverbinder = window.wijkverbinder || {};
  window.wijkverbinder.plan = {
    add,
    addDays,
    addMinutes,
    barred,
    clean,
    daysLater,
    has,
    kept,
    load,
    move,
    partOf,
    removeRole,
    roleOf,
    row,
    sheet,
    take,
    tasks,
    tasksOf,
    warnings,
  };
})();
