/* Front matter to the values of the form, and back: what nobody changed stays as it was written, remarks and all.

   What comes back from the form is laid beside the file as it was. A field at the top level that is the same stays the
   very text that it was; within one that is not, only what differs is written anew, in the manner of the other files:
   texts of several paragraphs as a block, terms and references between brackets, days between quotes. */

import { Document, isMap, isScalar, isSeq, parseDocument } from "./vendor/yaml.js";

/* Under this name the file as it was travels with its values: a form gives back all that it was given. */
export const ORIGINAL = "_file";

const FENCE = /^---[ \t]*\n([\s\S]*?\n)?---[ \t]*(?:\n|$)/;
const STYLE = { lineWidth: 0, flowCollectionPadding: false };

/* A file to the values of the form. What is off unless it is said, is off: what the form begins a new text with is not
   for a text that is there. */
export function fromFile(text, fields) {
  const { head, body } = split(text);
  const document = parseDocument(head);
  if (document.errors.length) {
    throw document.errors[0];
  }
  const off = fields.filter((field) => field.widget === "boolean").map((field) => [field.name, false]);
  return { ...Object.fromEntries(off), ...(document.toJS() ?? {}), body, [ORIGINAL]: text };
}

/* The values of the form to a file. `fields` are those of its collection. */
export function toFile(values, fields) {
  const { body = "", [ORIGINAL]: original, ...given } = values;
  const { head, lead, body: said } = split(original ?? "");
  const text = body.replace(/\r\n?/g, "\n").trim();
  const yaml = rewritten(head, given, fields.filter((field) => field.name !== "body"));
  return `---\n${yaml}---\n${text ? `${said ? lead : "\n"}${text}\n` : ""}`;
}

/* The front matter with what changed: each field at its top level stays the very text that it was, or is made anew. */
function rewritten(head, given, fields) {
  const before = (head.trim() && parseDocument(head).toJS()) || {};
  const wanted = pruned(given, fields, before);
  // Some files have the dashes of a list below its name, and not further in.
  const style = { ...STYLE, indentSeq: !/^- /m.test(head) };
  const { parts, rest } = partsOf(head, Object.keys(before));
  const order = fields.map((field) => field.name);
  for (const [name, value] of Object.entries(wanted)) {
    const own = { [name]: value };
    const part = parts.find((one) => one.name === name);
    if (!part) {
      const earlier = order.slice(0, order.indexOf(name));
      const at = parts.findLastIndex((one) => earlier.includes(one.name));
      const place = order.includes(name) ? at + 1 : parts.length;
      parts.splice(place, 0, { name, lead: "", text: changedText("", {}, own, fields, style) });
    } else if (!same(before[name], value)) {
      part.text = changedText(part.text, { [name]: before[name] }, own, fields, style);
    }
  }
  const yaml = parts.filter(({ name }) => name in wanted).map(({ lead, text }) => lead + text).join("") + rest;
  // A file in a manner that we do not know of is made anew as a whole: what it says goes before how it looks.
  return same(parseDocument(yaml).toJS(), wanted) ? yaml : changedText(head, before, wanted, fields, style);
}

function changedText(text, before, wanted, fields, style) {
  const document = text ? parseDocument(text) : new Document({});
  changeMap(document, document.contents, before, wanted, fields);
  return document.toString(style);
}

/* The text of each field at the top level, with the remarks above it apart. */
function partsOf(head, names) {
  const parts = [];
  let lead = "";
  for (const line of head.split(/(?<=\n)/)) {
    const name = /^(["']?)([^\s#"'-][^:"']*)\1:(?:\s|$)/.exec(line)?.[2];
    if (name !== undefined && names.includes(name) && !parts.some((part) => part.name === name)) {
      parts.push({ name, lead, text: line });
      lead = "";
    } else if (/^(?:#|\s*$)/.test(line) || !parts.length) {
      lead += line;
    } else {
      parts.at(-1).text += lead + line;
      lead = "";
    }
  }
  return { parts, rest: lead };
}

/* A file to its front matter, the empty lines below that, and its text. */
function split(text) {
  const whole = `${text.replace(/\r\n?/g, "\n").trimEnd()}\n`;
  const found = FENCE.exec(whole);
  const rest = found ? whole.slice(found[0].length) : whole;
  const body = rest.trim();
  return { head: found?.[1] ?? "", lead: rest.slice(0, rest.length - rest.trimStart().length), body };
}

/* What is worth writing: an empty field that may stay empty is left out, unless the file had it so. */
function pruned(values, fields, before) {
  const kept = {};
  for (const field of fields) {
    const value = valueOf(values[field.name], field, before?.[field.name]);
    if (value !== undefined && value !== "") {
      kept[field.name] = value;
    } else if (before && field.name in before && isEmpty(before[field.name])) {
      kept[field.name] = before[field.name]; // it stands there to be filled in, with a remark above it
    } else if (value === "") {
      kept[field.name] = value;
    }
  }
  for (const name of Object.keys(values)) {
    if (!fields.some((field) => field.name === name)) {
      kept[name] = values[name];
    }
  }
  return kept;
}

function valueOf(value, field, before) {
  if (field.widget === "object") {
    if (value === null || value === undefined) {
      return undefined;
    }
    const inner = pruned(value, field.fields, before);
    return Object.keys(inner).length || field.required ? inner : undefined;
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => (field.fields ? pruned(item ?? {}, field.fields, before?.[index]) : item));
    const full = items.filter((item) => item !== null && item !== "");
    if (!full.length && Array.isArray(before) && before.every(isEmpty)) {
      return before;
    }
    const keep = full.length || field.required || field.default || Array.isArray(before);
    return keep ? full : undefined;
  }
  if (typeof value === "string") {
    const text = value.replace(/\r\n?/g, "\n").trim();
    return text || field.required ? text : undefined;
  }
  if (value === false && !field.required && before === undefined) {
    return undefined;
  }
  return value ?? undefined;
}

function changeMap(document, map, before, wanted, fields) {
  const known = new Map(fields.map((field) => [field.name, field]));
  for (const name of Object.keys(before)) {
    if (!(name in wanted)) {
      map.delete(name);
    }
  }
  for (const [name, value] of Object.entries(wanted)) {
    const field = known.get(name);
    if (!(name in before)) {
      insert(map, document.createPair(name, made(document, value, field)), fields);
    } else if (!same(before[name], value)) {
      map.set(name, changed(document, map.get(name, true), before[name], value, field));
    }
  }
}

/* A new field goes behind the nearest field of before it in the model. */
function insert(map, pair, fields) {
  const order = fields.map((field) => field.name);
  const place = order.indexOf(pair.key.value);
  const earlier = new Set(order.slice(0, place));
  const at = map.items.findLastIndex((item) => earlier.has(item.key.value));
  map.items.splice(place < 0 ? map.items.length : at + 1, 0, pair);
}

function changed(document, node, before, value, field) {
  if (isMap(node) && isObject(before) && isObject(value)) {
    changeMap(document, node, before, value, field?.fields ?? []);
    return node;
  }
  if (isSeq(node) && Array.isArray(before) && Array.isArray(value)) {
    changeList(document, node, before, value, field);
    return node;
  }
  if (isScalar(node) && !isObject(value) && !Array.isArray(value)) {
    const fresh = made(document, value, field);
    // An own way of quoting stays; a text that became several lines becomes a block.
    fresh.type = String(value).includes("\n") ? fresh.type : (node.type ?? fresh.type);
    fresh.comment = node.comment;
    fresh.commentBefore = node.commentBefore;
    return fresh;
  }
  return made(document, value, field);
}

/* What stands at the begin and the end of both lists stays; between them each item takes the place of one of before. */
function changeList(document, list, before, value, field) {
  let start = 0;
  while (start < before.length && start < value.length && same(before[start], value[start])) {
    start += 1;
  }
  let end = 0;
  const most = Math.min(before.length, value.length) - start;
  while (end < most && same(before[before.length - 1 - end], value[value.length - 1 - end])) {
    end += 1;
  }
  const items = value.slice(start, value.length - end).map((item, index) => {
    const at = start + index;
    return at < before.length - end
      ? changed(document, list.items[at], before[at], item, itemField(field))
      : made(document, item, itemField(field));
  });
  list.items.splice(start, before.length - start - end, ...items);
}

const itemField = (field) => (field?.fields ? { widget: "object", fields: field.fields } : field?.field);

/* A new piece of YAML in the manner of the other files. */
function made(document, value, field) {
  if (Array.isArray(value)) {
    const list = document.createNode([]);
    list.items = value.map((item) => made(document, item, itemField(field)));
    list.flow = !value.length || (!field?.fields && value.every((item) => isShort(item)));
    return list;
  }
  if (isObject(value)) {
    const map = document.createNode({});
    const known = new Map((field?.fields ?? []).map((one) => [one.name, one]));
    map.items = Object.entries(value).map(([name, inner]) =>
      document.createPair(name, made(document, inner, known.get(name))),
    );
    map.flow = map.items.length > 0 && Object.values(value).every((inner) => typeof inner === "number");
    return map;
  }
  const scalar = document.createNode(value);
  if (typeof value === "string") {
    const several = value.includes("\n");
    scalar.type = several ? "BLOCK_LITERAL" : field?.widget === "datetime" ? "QUOTE_DOUBLE" : "PLAIN";
  }
  return scalar;
}

const isEmpty = (value) => value === null || value === undefined || value === "";
const isShort = (item) => typeof item === "number" || (typeof item === "string" && /^[a-z0-9:-]+$/.test(item));
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function same(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  }
  if (isObject(one) && isObject(other)) {
    const names = Object.keys(one);
    return names.length === Object.keys(other).length && names.every((name) => name in other && same(one[name], other[name]));
  }
  return one === other;
}
