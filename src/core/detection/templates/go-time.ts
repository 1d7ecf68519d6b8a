import { TemplateFailure } from "./syntax.js";

/** The parts of a written moment, as a layout names them. */
interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** Nanoseconds within the second. */
  fraction: number;
  /** Afternoon, with a clock of twelve hours. */
  afternoon: boolean | undefined;
  offsetMinutes: number;
  zone: string;
}

const months = "January February March April May June July August September October November December".split(
  " ",
);
const days = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const pad = (value: number, width: number, fill = "0"): string => String(value).padStart(width, fill);

/** One element of a layout: what it reads, and what it writes. */
interface Element {
  readonly pattern: string;
  readonly read: (text: string, parts: Parts) => void;
  readonly write: (parts: Parts) => string;
}

const number = (
  member: "year" | "month" | "day" | "hour" | "minute" | "second",
  pattern: string,
  width: number,
): Element => ({
  pattern,
  read: (text, parts) => {
    parts[member] = Number(text);
  },
  write: (parts) => pad(parts[member], width),
});

/** A name of a list, in full or its first letters. Names of days say nothing that the date does not. */
const name = (list: readonly string[], length: number | undefined): Element => ({
  pattern: list.map((one) => one.slice(0, length)).join("|"),
  read: (text, parts) => {
    if (list === months) parts.month = months.findIndex((one) => one.startsWith(text)) + 1;
  },
  write: (parts) => (list[list === months ? parts.month - 1 : weekday(parts)] as string).slice(0, length),
});

const weekday = ({ year, month, day }: Parts): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay();

const twelve = (hour: number): number => ((hour + 11) % 12) + 1;

const halfDay = (morning: string, afternoon: string): Element => ({
  pattern: `${morning}|${afternoon}`,
  read: (text, parts) => {
    parts.afternoon = text === afternoon;
  },
  write: (parts) => (parts.hour >= 12 ? afternoon : morning),
});

const offset = (separator: string, utc: string | undefined, minutes: boolean): Element => ({
  pattern: `${utc === undefined ? "" : `${utc}|`}[+-]\\d\\d${minutes ? `${separator}\\d\\d` : ""}`,
  read: (text, parts) => {
    const [, sign, hour, minute = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(text) ?? [];
    const size = Number(hour ?? 0) * 60 + Number(minute);
    parts.offsetMinutes = sign === "-" ? -size : size;
  },
  write: ({ offsetMinutes }) => {
    if (utc !== undefined && offsetMinutes === 0) return utc;
    const size = Math.abs(offsetMinutes);
    const end = minutes ? `${separator}${pad(size % 60, 2)}` : "";
    return `${offsetMinutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60), 2)}${end}`;
  },
});

const elements: { readonly [layout: string]: Element } = {
  January: name(months, undefined),
  Jan: name(months, 3),
  Monday: name(days, undefined),
  Mon: name(days, 3),
  MST: {
    pattern: "[A-Z]{3,4}",
    read: (text, parts) => {
      parts.zone = text;
    },
    write: ({ zone }) => zone,
  },
  "2006": number("year", "\\d{4}", 4),
  "06": {
    pattern: "\\d\\d",
    read: (text, parts) => {
      parts.year = Number(text) + (Number(text) >= 69 ? 1900 : 2000);
    },
    write: ({ year }) => pad(year % 100, 2),
  },
  "01": number("month", "\\d\\d", 2),
  "1": number("month", "\\d\\d?", 1),
  "02": number("day", "\\d\\d", 2),
  _2: { ...number("day", " ?\\d\\d?", 1), write: ({ day }) => pad(day, 2, " ") },
  "2": number("day", "\\d\\d?", 1),
  "15": number("hour", "\\d\\d?", 2),
  "03": { ...number("hour", "\\d\\d", 2), write: ({ hour }) => pad(twelve(hour), 2) },
  "3": { ...number("hour", "\\d\\d?", 1), write: ({ hour }) => String(twelve(hour)) },
  "04": number("minute", "\\d\\d", 2),
  "4": number("minute", "\\d\\d?", 1),
  "05": number("second", "\\d\\d", 2),
  "5": number("second", "\\d\\d?", 1),
  PM: halfDay("AM", "PM"),
  pm: halfDay("am", "pm"),
  "Z07:00": offset(":", "Z", true),
  Z0700: offset("", "Z", true),
  "-07:00": offset(":", undefined, true),
  "-0700": offset("", undefined, true),
  "-07": offset("", undefined, false),
};

/** Longest first, so that `2006` is no `2`. Fractions are dots or commas and digits 0 or 9. */
const layoutElement = new RegExp(
  `[.,](?:0+|9+)(?!\\d)|${Object.keys(elements)
    .toSorted((a, b) => b.length - a.length)
    .join("|")}`,
  "g",
);

const isFraction = (element: string): boolean => /^[.,]/.test(element);

/** A layout in literal text and elements, one after the other. */
function partsOf(layout: string): readonly string[] {
  const found = [...layout.matchAll(layoutElement)];
  let at = 0;
  const parts: string[] = [];
  for (const { 0: element, index } of found) {
    parts.push(layout.slice(at, index), element);
    at = index + element.length;
  }
  return [...parts, layout.slice(at)];
}

/** Reads a text by a layout of Go's package time: epoch milliseconds with nanoseconds behind them. Throws TemplateFailure. */
export function parseGoTime(layout: string, text: string): Parts {
  const pieces = partsOf(layout);
  const pattern = pieces.map((piece, index) => (index % 2 === 0 ? literal(piece) : group(piece))).join("");
  const match = new RegExp(`^${pattern}$`).exec(text);
  if (!match)
    throw new TemplateFailure(`${JSON.stringify(text)} is no time of the form ${JSON.stringify(layout)}`);
  const parts: Parts = {
    year: 0,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    fraction: 0,
    afternoon: undefined,
    offsetMinutes: 0,
    zone: "UTC",
  };
  const written = pieces.filter((_, index) => index % 2 === 1);
  for (const [index, element] of written.entries()) readElement(element, match[index + 1] ?? "", parts);
  if (parts.afternoon !== undefined) parts.hour = (parts.hour % 12) + (parts.afternoon ? 12 : 0);
  return parts;
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

const group = (element: string): string =>
  isFraction(element) ? "([.,]\\d+)?" : `(${(elements[element] as Element).pattern})`;

function readElement(element: string, text: string, parts: Parts): void {
  if (isFraction(element)) parts.fraction = Number(text.slice(1, 10).padEnd(9, "0"));
  else (elements[element] as Element).read(text, parts);
}

/** Writes a moment by a layout of Go's package time. */
export function formatGoTime(layout: string, parts: Parts): string {
  return partsOf(layout)
    .map((piece, index) => (index % 2 === 0 ? piece : writeElement(piece, parts)))
    .join("");
}

function writeElement(element: string, parts: Parts): string {
  if (!isFraction(element)) return (elements[element] as Element).write(parts);
  const digits = pad(parts.fraction, 9).slice(0, element.length - 1);
  if (element[1] === "0") return `${element[0]}${digits}`;
  const kept = digits.replace(/0+$/, "");
  return kept === "" ? "" : `${element[0]}${kept}`;
}

/** The moment of epoch milliseconds, in UTC. Throws TemplateFailure when there is none. */
export function momentOf(epochMs: number): Parts {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) throw new TemplateFailure(`${epochMs} is no moment`);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    fraction: date.getUTCMilliseconds() * 1e6,
    afternoon: undefined,
    offsetMinutes: 0,
    zone: "UTC",
  };
}
