/* A plan as a calendar file (RFC 5545): `wijkverbinder.plan.calendar`. Knows no page and no clock.

   The day itself is an event with its times in the zone of Amsterdam, with the rules of that zone in the file: so it
   stands right on a phone that is elsewhere, too. What is done before and after is an event of a whole day that
   leaves the day free. An event keeps its name (UID) for as long as its task is in the plan, and its stamp is
   the minute in which the plan changed: the same plan gives the same bytes, and a newer file replaces an older.
   So what is not to be done now stays in the file under its name, marked: left out, it would go on standing in the
   calendar as it was before. */
(function () {
  "use strict";

  const plan = window.wijkverbinder && window.wijkverbinder.plan;
  if (!plan) return;

  // Since 1996, as the European directive 2000/84/EC has it: the last Sundays of March and October, at 01:00 UTC.
  const ZONE = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Amsterdam",
    "BEGIN:DAYLIGHT",
    "TZNAME:CEST",
    "DTSTART:19960331T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZNAME:CET",
    "DTSTART:19961027T030000",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
  ];

  const encoder = new TextEncoder();

  /** Text as a value (3.3.11). A tab is the one control character that may stand in it. */
  function escaped(text) {
    return text
      .replace(/\r\n?/g, "\n")
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
      .replace(/[\\;,]/g, "\\$&")
      .replace(/\n/g, "\\n");
  }

  /** A line in pieces of at most 75 octets (3.1), never cut within a character. */
  function folded(line) {
    let out = "";
    let room = 75;
    for (const sign of line) {
      const size = encoder.encode(sign).length;
      if (size > room) {
        out += "\r\n ";
        room = 74;
      }
      out += sign;
      room -= size;
    }
    return out;
  }

  const compact = (date) => date.replace(/-/g, "");

  function event(uid, stamp, lines) {
    return ["BEGIN:VEVENT", `UID:${uid}`, `DTSTAMP:${stamp}`, ...lines.filter(Boolean), "END:VEVENT"];
  }

  const line = (name, text) => text && `${name}:${escaped(text)}`;

  function wholeDay(date, free) {
    return [
      `DTSTART;VALUE=DATE:${compact(date)}`,
      `DTEND;VALUE=DATE:${compact(plan.addDays(date, 1))}`,
      free ? "TRANSP:TRANSPARENT" : "",
    ];
  }

  function timed(item, sheet) {
    const end = plan.addDays(item.date, sheet.later);
    const moment = (date, time) => `${compact(date)}T${time.replace(":", "")}00`;
    return [
      `DTSTART;TZID=Europe/Amsterdam:${moment(item.date, sheet.start)}`,
      `DTEND;TZID=Europe/Amsterdam:${moment(end, sheet.end)}`,
    ];
  }

  /** How an activity is done in its phase, which goes before what its steps say. */
  function howTo(item, sheet, words) {
    if (!sheet.how.length) return "";
    const title = words.how.replace("{phase}", () => words.phases[item.phase] || item.phase);
    return [`${title}.`, ...sheet.how, words.howFirst].join("\n");
  }

  /** What must be known before anything else; empty where the activity simply fits. */
  function caution(item, activity, words) {
    const part = plan.partOf(item, activity);
    if (!part) return item.phase ? words.unknown : words.phase;
    if (plan.barred(item, activity)) return `${words.notNow} ${part.reason}`;
    return part.condition && `${words.condition} ${part.condition}`;
  }

  const lines = (title, rows) => rows.length && `${title}\n${rows.map((row) => `- ${row}`).join("\n")}`;

  /** The day itself: when and where, with what must not be forgotten. */
  function theDay(from, item, activity, sheet, words) {
    const care = sheet.care.map((row) => {
      const role = from.roles[plan.roleOf(from, item, row.key, false)];
      return plan.row([row.text, role && `(${role})`], " ");
    });
    const todo = plan.barred(item, activity)
      ? []
      : [
          lines(words.stop, sheet.stop),
          howTo(item, sheet, words),
          sheet.day.map((row) => plan.row([row.time || "-", row.title], " ")).join("\n"),
          lines(`${words.care}:`, care),
        ];
    const about = [
      caution(item, activity, words),
      ...todo,
      item.contact && plan.row([words.contact, item.contact], " "),
      item.note,
    ];
    return [
      ...(item.time ? timed(item, sheet) : wholeDay(item.date, false)),
      line("SUMMARY", named(item, activity, words)),
      line("LOCATION", item.place),
      line("DESCRIPTION", about.filter(Boolean).join("\n\n")),
    ];
  }

  /** An activity by its title, which says so itself where it is not for now. */
  function named(item, activity, words) {
    const { title } = activity;
    return plan.barred(item, activity) ? words.notNowMark.replace("{activity}", () => title) : title;
  }

  /** What is done on another day: what, and who. A reminder is read on its own, weeks later, so it repeats what goes
      before it; of what is not for now it says nothing else. */
  function otherDay(from, item, activity, sheet, task, words) {
    const barred = plan.barred(item, activity);
    const role = barred ? "" : from.roles[task.role];
    const about = [caution(item, activity, words), ...(barred ? [] : [task.text, howTo(item, sheet, words)])];
    return [
      ...wholeDay(task.date, true),
      line("SUMMARY", plan.row([plan.row([named(item, activity, words), task.title], ": "), role && `(${role})`], " ")),
      line("DESCRIPTION", about.filter(Boolean).join("\n\n")),
    ];
  }

  /** A plan as the text of an .ics file; items without a date or without a known activity are not in it. */
  function calendar(from, activities, words) {
    const stamp = `${new Date(from.at * 6e4).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
    const out = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:${escaped(words.maker)}`, "CALSCALE:GREGORIAN", ...ZONE];
    from.items.forEach((item) => {
      const activity = activities[item.slug];
      if (!activity || !item.date) return;
      const sheet = plan.sheet(item, activity);
      const uid = (key) => `${from.id}-${item.id}-${key}@wijkverbinder`;
      out.push(...event(uid("d"), stamp, theDay(from, item, activity, sheet, words)));
      plan.tasksOf(from, item, activity).forEach((task) => {
        // What has a day of its own; safety and aftercare stand with the day itself.
        if (task.days) out.push(...event(uid(task.key), stamp, otherDay(from, item, activity, sheet, task, words)));
      });
    });
    out.push("END:VCALENDAR");
    return out.map((text) => `${folded(text)}\r\n`).join("");
  }

  plan.calendar = calendar;
})();
