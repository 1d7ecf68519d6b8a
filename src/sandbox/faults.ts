import { isJsonObject, type Json, type JsonObject } from "../core/model/json.js";

/** Which requests a fault hits; members left out match anything. */
export type FaultMatch = {
  readonly method?: string;
  /** A beginning of the path, as it comes over the wire. */
  readonly path?: string;
  /** The organization that a request is about: named in it, or its token's. */
  readonly oid?: string;
  /** The action of an extension request. */
  readonly action?: string;
  /** Matching requests that pass unharmed first. */
  readonly skip?: number;
  /** How many are hit after that; left out: all. */
  readonly times?: number;
};

/** What happens to a request that is hit. */
export type FaultEffect = {
  /** `before` (the default) answers without doing the work; `after` does it first, so its answer is what gets lost. */
  readonly when?: "before" | "after";
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, anything else as JSON. */
  readonly body?: Json;
  /** `gzip`: the answer says that its body is gzip, and it is not. */
  readonly junk?: "gzip";
  /** Where the connection is cut: before the first byte, or in the middle of the body. */
  readonly cut?: "headers" | "body";
  /** Real milliseconds before the answer. */
  readonly delay_ms?: number;
  /** Hive reads and `list` show the state of this many sandbox seconds ago. */
  readonly stale_s?: number;
};

/** A fault as it is switched on. */
export type Fault = {
  readonly match: FaultMatch;
  readonly do: FaultEffect;
};

/** A fault that is switched on, and what it did so far. */
export type ActiveFault = Fault & {
  readonly id: number;
  /** Matching requests, the skipped ones included. */
  readonly seen: number;
  /** Requests hit. */
  readonly hit: number;
};

/** What a fault looks at. */
export interface FaultSubject {
  readonly method: string;
  readonly path: string;
  readonly oid: string | null;
  readonly action: string | null;
}

/** The faults of a sandbox. */
export interface Faults {
  /** Switches one on; returns its number. */
  add(fault: Fault): number;
  list(): readonly ActiveFault[];
  /** Switches all off; returns how many there were. */
  clear(): number;
  /** Goes on with faults that were remembered. */
  recall(faults: readonly ActiveFault[]): void;
  /** The first fault that hits a request, counted. */
  take(subject: FaultSubject): FaultEffect | undefined;
}

/** No faults yet. */
export function createFaults(): Faults {
  let faults: { id: number; fault: Fault; seen: number; hit: number }[] = [];
  let lastId = 0;
  return {
    add(fault) {
      lastId += 1;
      faults.push({ id: lastId, fault: readFault(fault), seen: 0, hit: 0 });
      return lastId;
    },
    list: () => faults.map(({ id, fault, seen, hit }) => ({ id, ...fault, seen, hit })),
    clear() {
      const count = faults.length;
      faults = [];
      return count;
    },
    recall(remembered) {
      faults = remembered.map(({ id, seen, hit, ...fault }) => ({ id, fault, seen, hit }));
      lastId = Math.max(0, ...remembered.map(({ id }) => id));
    },
    take(subject) {
      for (const active of faults) {
        const { match, do: effect } = active.fault;
        if (!matches(match, subject)) continue;
        active.seen += 1;
        if (active.seen <= (match.skip ?? 0) || active.hit >= (match.times ?? Number.POSITIVE_INFINITY))
          continue;
        active.hit += 1;
        return effect;
      }
      return undefined;
    },
  };
}

function matches(match: FaultMatch, subject: FaultSubject): boolean {
  return (
    (match.method === undefined || match.method.toUpperCase() === subject.method) &&
    (match.path === undefined || subject.path.startsWith(match.path)) &&
    (match.oid === undefined || match.oid === subject.oid) &&
    (match.action === undefined || match.action === subject.action)
  );
}

type Test = (value: Json) => boolean;
const isText: Test = (value) => typeof value === "string";
const isWhole =
  (least: number, most = Number.MAX_SAFE_INTEGER): Test =>
  (value) =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most;
const isOneOf =
  (...choices: readonly string[]): Test =>
  (value) =>
    choices.some((choice) => choice === value);
const isHeaders: Test = (value) =>
  isJsonObject(value) &&
  Object.entries(value).every(
    ([name, text]) =>
      /^[\w!#$%&'*+.^`|~-]+$/.test(name) && typeof text === "string" && /^[\t\x20-\x7e]*$/.test(text),
  );

const members = {
  match: { method: isText, path: isText, oid: isText, action: isText, skip: isWhole(0), times: isWhole(1) },
  do: {
    when: isOneOf("before", "after"),
    status: isWhole(200, 599),
    headers: isHeaders,
    body: () => true,
    junk: isOneOf("gzip"),
    cut: isOneOf("headers", "body"),
    delay_ms: isWhole(0, 3_600_000),
    stale_s: isWhole(0),
  },
} satisfies Record<keyof Fault, Record<string, Test>>;

/** Reads a fault out of JSON. Throws a RangeError that names the member for anything that is not exactly one. */
export function readFault(body: Json | undefined): Fault {
  if (!isJsonObject(body)) throw new RangeError("Cannot add the fault: it is not a JSON object");
  const unknown = Object.keys(body).find((name) => name !== "match" && name !== "do");
  if (unknown !== undefined) throw new RangeError(`Cannot add the fault: unknown member ${unknown}`);
  const effect = readPart(body, "do");
  if (Object.keys(effect).length === 0) throw new RangeError("Cannot add the fault: `do` says nothing");
  return { match: readPart(body, "match"), do: effect };
}

function readPart(body: JsonObject, part: "match" | "do"): JsonObject {
  const given = body[part] ?? {};
  if (!isJsonObject(given)) throw new RangeError(`Cannot add the fault: ${part} is not an object`);
  const tests: Readonly<Record<string, Test>> = members[part];
  for (const [name, value] of Object.entries(given)) {
    const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
    if (!test) throw new RangeError(`Cannot add the fault: unknown member ${part}.${name}`);
    if (!test(value))
      throw new RangeError(`Cannot add the fault: ${part}.${name} has a value that makes no sense`);
  }
  return given;
}
