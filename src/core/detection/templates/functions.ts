import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Json } from "../../model/json.js";
import { isMap } from "../scene.js";
import { fileName } from "../transforms.js";
import { comparisons } from "./comparisons.js";
import { goJson, printed, sprint, type TemplateValue } from "./go-format.js";
import { parseTime } from "./parse-time.js";
import { printf } from "./printf.js";
import { TemplateFailure } from "./syntax.js";
import type { TemplateFunction } from "./template-function.js";

const many = Number.POSITIVE_INFINITY;

/** The functions that the vendor documents (reference: D&R data, templates). */
const documented: readonly TemplateFunction[] = [
  {
    name: "token",
    about: "MD5 of the value",
    takes: [1, 1],
    run: ([value]) => bytesToHex(md5(utf8ToBytes(printed(value)))),
  },
  {
    name: "anon",
    about: "MD5 of a secret seed and the value; offline a stand-in",
    takes: [1, 1],
    run: (_, doubts) => {
      doubts.add("anon adds a secret seed, its result cannot be known offline");
      return "00000000000000000000000000000000";
    },
  },
  { name: "json", about: "the value as JSON", takes: [1, 1], run: ([value]) => goJson(value) },
  {
    name: "prettyjson",
    about: "the value as JSON over several lines",
    takes: [1, 1],
    run: ([value], doubts) => {
      doubts.add("how far prettyjson indents is not documented");
      return goJson(value, 2);
    },
  },
  {
    name: "parsetime",
    about: 'a time in another form: parsetime "{\\"from\\":…, \\"to\\":…}" value',
    takes: [2, 2],
    run: ([formats, value]) => parseTime(JSON.parse(text(formats)) as Json, value),
  },
  {
    name: "split",
    about: "the parts of a text: split separator text",
    takes: [2, 2],
    run: ([separator, value]) => text(value).split(text(separator)),
  },
  {
    name: "join",
    about: "the elements of a list as one text: join separator list",
    takes: [2, 2],
    run: ([separator, value]) => listOf(value).map(printed).join(text(separator)),
  },
  {
    name: "replace",
    about: "a text with all of one part replaced: replace old new text",
    takes: [3, 3],
    run: ([old, by, value]) => text(value).replaceAll(text(old), () => text(by)),
  },
  { name: "base", about: "the file name of a path", takes: [1, 1], run: ([value]) => fileName(text(value)) },
  { name: "dir", about: "the directory of a path", takes: [1, 1], run: ([value]) => directory(text(value)) },
  {
    name: "pivot",
    about: "what an identifier leads to, as text: pivot from identifier to",
    takes: [3, 3],
    run: ([from], doubts) => {
      doubts.add(unanswered(from));
      return "";
    },
  },
  {
    name: "pivots",
    about: "what an identifier leads to, as a list: pivots from identifier to",
    takes: [3, 3],
    run: ([from], doubts) => {
      doubts.add(unanswered(from));
      return [];
    },
  },
];

const unanswered = (from: TemplateValue): string =>
  `what a pivot from ${printed(from)} leads to only the service can answer`;

/** The functions that Go's templates have by themselves, as far as they are rendered offline. */
const builtIn: readonly TemplateFunction[] = [
  {
    name: "index",
    about: "an element: index list 0, index map key",
    takes: [1, many],
    run: ([value, ...keys]) => keys.reduce(element, value),
  },
  { name: "len", about: "the length of a text, list or map", takes: [1, 1], run: ([value]) => length(value) },
  {
    name: "slice",
    about: "a part of a text or list: slice value from to",
    takes: [1, 3],
    run: ([value, from, to]) => sliceOf(value, from, to),
  },
  {
    name: "print",
    about: "the values as text",
    takes: [0, many],
    run: sprint,
  },
  {
    name: "println",
    about: "the values as text and a new line",
    takes: [0, many],
    run: (values) => `${values.map(printed).join(" ")}\n`,
  },
  {
    name: "printf",
    about: "the values in a format",
    takes: [1, many],
    run: ([format, ...values]) => printf(text(format), values),
  },
  {
    name: "html",
    about: "the values, escaped for HTML",
    takes: [1, many],
    run: (values) => sprint(values).replace(/[&<>"'\0]/g, (letter) => htmlEscapes[letter] ?? "\ufffd"),
  },
  {
    name: "urlquery",
    about: "the values, escaped for a query",
    takes: [1, many],
    run: (values) => queryEscape(sprint(values)),
  },
];

/** Every function that is rendered offline. */
export const templateFunctions: readonly TemplateFunction[] = [...documented, ...builtIn, ...comparisons];

const byName: ReadonlyMap<string, TemplateFunction> = new Map(
  templateFunctions.map((one) => [one.name, one]),
);

/** The function of this name; undefined when there is none. */
export function findFunction(name: string): TemplateFunction | undefined {
  return byName.get(name);
}

function text(value: TemplateValue): string {
  if (typeof value !== "string") throw new TemplateFailure(`${printed(value)} is no text`);
  return value;
}

function listOf(value: TemplateValue): readonly Json[] {
  if (!Array.isArray(value)) throw new TemplateFailure(`${printed(value)} is no list`);
  return value;
}

/** What stands before the last separator; `.` where there is none, as in Go. */
function directory(path: string): string {
  const end = Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/"));
  return end < 0 ? "." : path.slice(0, end) || path.slice(0, 1);
}

function element(value: TemplateValue, key: TemplateValue): TemplateValue {
  if (Array.isArray(value) && typeof key === "number") {
    const found = value[key] as Json | undefined;
    if (found === undefined)
      throw new TemplateFailure(`there is no element ${key} in a list of ${value.length}`);
    return found;
  }
  if (isMap(value) && typeof key === "string") return Object.hasOwn(value, key) ? value[key] : undefined;
  throw new TemplateFailure(`index does not take ${printed(value)} and ${printed(key)}`);
}

function length(value: TemplateValue): number {
  if (typeof value === "string") return utf8ToBytes(value).length;
  if (Array.isArray(value)) return value.length;
  if (isMap(value)) return Object.keys(value).length;
  throw new TemplateFailure(`len does not take ${printed(value)}`);
}

function sliceOf(value: TemplateValue, from: TemplateValue = 0, to?: TemplateValue): TemplateValue {
  if (typeof value !== "string" && !Array.isArray(value))
    throw new TemplateFailure(`slice does not take ${printed(value)}`);
  const [first, last] = [Number(from), Number(to ?? value.length)];
  const inside = first >= 0 && first <= last && last <= value.length;
  if (!inside) throw new TemplateFailure(`slice ${printed(from)} ${printed(to)} lies outside`);
  return value.slice(first, last) as TemplateValue;
}

const htmlEscapes: { readonly [letter: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};

const queryEscape = (value: string): string =>
  Array.from(utf8ToBytes(value), (byte) => {
    const letter = String.fromCharCode(byte);
    if (/[A-Za-z0-9\-_.~]/.test(letter)) return letter;
    return letter === " " ? "+" : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
