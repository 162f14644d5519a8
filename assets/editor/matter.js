/* Front matter to the values of the form, and back: what nobody changed stays as it was written, remarks and all.

   A file is read as a YAML document and not as bare values. What comes back from the form is laid beside it, and only
   what differs is written anew, in the manner of the other files: texts of several paragraphs as a block, terms and
   references between brackets, days between quotes. */

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
  const document = head.trim() ? parseDocument(head) : new Document({});
  const before = document.toJS() ?? {};
  const wanted = pruned(given, fields.filter((field) => field.name !== "body"), before);
  changeMap(document, document.contents, before, wanted, fields);
  const text = body.replace(/\r\n?/g, "\n").trim();
  // Some files have the dashes of a list below its name, and not further in.
  const yaml = document.toString({ ...STYLE, indentSeq: !/^- /m.test(head) });
  return `---\n${yaml}---\n${text ? `${said ? lead : "\n"}${text}\n` : ""}`;
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
    if (value !== undefined) {
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
