/* A plan as a calendar file (RFC 5545): `wijkverbinder.plan.calendar`. Knows no page and no clock.

   The day itself is an event with its times in the zone of Amsterdam, with the rules of that zone in the file: so it
   stands right on a phone that is elsewhere, too. What is done before and after is an event of a whole day that
   leaves the day free. An event keeps its name (UID) for as long as its task is in the plan, and its stamp is
   the minute in which the plan changed: the same plan gives the same bytes, and a newer file replaces an older. */
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

  /** The day itself: when and where, with what must not be forgotten. */
  function theDay(item, activity, sheet, words) {
    const part = plan.partOf(item, activity) || {};
    const about = [
      part.verdict === "nu-niet" && `${words.notNow} ${part.reason}`,
      part.condition && `${words.condition} ${part.condition}`,
      sheet.stop.length && `${words.stop}\n${sheet.stop.map((rule) => `- ${rule}`).join("\n")}`,
      howTo(item, sheet, words),
      sheet.day.map((row) => `${row.time || "-"} ${row.title}`).join("\n"),
      item.contact && `${words.contact} ${item.contact}`,
      item.note,
    ];
    return [
      ...(item.time ? timed(item, sheet) : wholeDay(item.date, false)),
      line("SUMMARY", activity.title),
      line("LOCATION", item.place),
      line("DESCRIPTION", about.filter(Boolean).join("\n\n")),
    ];
  }

  /** A plan as the text of an .ics file; items without a date or without a known activity are not in it. */
  function calendar(from, activities, words) {
    const stamp = `${new Date(from.at * 6e4).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:${escaped(words.maker)}`, "CALSCALE:GREGORIAN", ...ZONE];
    from.items.forEach((item) => {
      const activity = activities[item.slug];
      if (!activity || !item.date) return;
      const sheet = plan.sheet(item, activity);
      const uid = (key) => `${from.id}-${item.id}-${key}@wijkverbinder`;
      lines.push(...event(uid("d"), stamp, theDay(item, activity, sheet, words)));
      plan.tasksOf(from, item, activity).forEach((task) => {
        if (!task.days) return;
        const role = from.roles[task.role];
        // A reminder is read on its own, weeks later: a step says there too how it is done in this phase.
        const about = task.key[0] === "t" ? [task.text, howTo(item, sheet, words)].filter(Boolean).join("\n\n") : "";
        lines.push(
          ...event(uid(task.key), stamp, [
            ...wholeDay(task.date, true),
            line("SUMMARY", `${activity.title}: ${task.title || task.text}${role ? ` (${role})` : ""}`),
            line("DESCRIPTION", about),
          ])
        );
      });
    });
    lines.push("END:VCALENDAR");
    return lines.map((text) => `${folded(text)}\r\n`).join("");
  }

  plan.calendar = calendar;
})();
