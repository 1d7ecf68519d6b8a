import { type Filter, parseFilter } from "./filter.js";
import { LcqlError } from "./lcql-error.js";

/** A search as the query language says it: `time | selector | event types | filter`, each part optional from the left. */
export interface LcqlQuery {
  /** How far back, in seconds, or a span of epoch seconds; undefined when the query says nothing. */
  readonly time:
    | { readonly lastSeconds: number }
    | { readonly fromS: number; readonly toS: number }
    | undefined;
  /** A sensor selector; `*` is every sensor. */
  readonly selector: string;
  /** Event types; empty is every type. */
  readonly types: readonly string[];
  readonly filter: Filter;
  /** The projection that was asked for and is not applied. */
  readonly projection: string | undefined;
}

const secondsPer: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Reads a query. Throws an LcqlError that says what makes no sense. */
export function parseQuery(text: string): LcqlQuery {
  const parts = splitParts(text);
  const time = parseTime(parts[0] ?? "");
  const rest = time ? parts.slice(1) : parts;
  const [selector, types, filter, projection, ...more] = arrange(rest, time !== undefined);
  if (more.length > 0) throw new LcqlError(`a query has at most 5 parts, not ${parts.length}`);
  return {
    time,
    selector: selector || "*",
    types: parseTypes(types || "*"),
    filter: parseFilter(filter || "*"),
    projection: projection || undefined,
  };
}

/** Without selector and event types, which the official command line leaves out, a query is a filter and perhaps a projection. */
function arrange(parts: readonly string[], hasTime: boolean): readonly string[] {
  return !hasTime && parts.length < 3 ? ["*", "*", ...parts] : parts;
}

const piece = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|[^"'`]/gsy;

/** Splits on bars that stand outside quotes. */
function splitParts(text: string): readonly string[] {
  const parts = [""];
  let read = 0;
  for (const [found] of text.matchAll(piece)) {
    read += found.length;
    if (found === "|") parts.push("");
    else parts[parts.length - 1] += found;
  }
  if (read < text.length) throw new LcqlError(`a quote ${text.charAt(read)} is not closed`);
  return parts.map((part) => part.trim());
}

function parseTime(text: string): LcqlQuery["time"] {
  const [, count, unit] = /^-(\d{1,9})([smhdw])$/.exec(text) ?? [];
  if (count !== undefined) return { lastSeconds: Number(count) * (secondsPer[unit ?? ""] ?? 1) };
  const [, from, to] = /^(\d{4}-\S+(?: \S+)?) to (\d{4}-\S+(?: \S+)?)$/.exec(text) ?? [];
  return from === undefined || to === undefined ? undefined : { fromS: instant(from), toS: instant(to) };
}

function instant(text: string): number {
  const ms = Date.parse(/[zZ]$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text.replace(" ", "T")}Z`);
  if (Number.isNaN(ms)) throw new LcqlError(`cannot read the time ${text}`);
  return ms / 1000;
}

function parseTypes(text: string): readonly string[] {
  if (text === "*") return [];
  const types = text.split(/[\s,]+/);
  const odd = types.find((type) => !/^\w+$/.test(type));
  if (odd !== undefined) throw new LcqlError(`${odd} is not an event type`);
  return types;
}
