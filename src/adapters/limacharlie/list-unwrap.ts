import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { openEnvelope } from "./envelope.js";
import { unreadable } from "./list-problem.js";

/** What is inside all wrappers, and what the wrappers said. */
export interface Unwrapped {
  readonly body: Json;
  /** Numbers of entries that the answer claims to have. */
  readonly claimed: readonly number[];
  /** The innermost wrapper calls its content sensors. */
  readonly bySensor: boolean;
}

const wrappers = ["tasks", "sensors", "queue", "data"] as const;
const deepest = 5;
const counters = new Set(["count", "total", "total_count"]);
const partMark =
  /^(?:next|(?:next_)?cursor|continu(?:e|ation|ations|ation_token)|next_token|(?:next_)?page(?:_token)?|(?:is_)?truncated|has_more|more|(?:is_)?partial|incomplete)$/i;

/** Ids are longer, and there are many. */
const longestMark = 24;

/** Takes off the extension's envelope and the known wrappers (reference: API, 4.3). Anything unknown beside them is unreadable. */
export function unwrapList(answer: Json): Unwrapped {
  const envelope = openEnvelope(answer);
  if (envelope.error !== "") unreadable("the answer carries an error");
  if (envelope.retry) unreadable("the service asks to be asked again");
  const claimed: number[] = [];
  let body = answer;
  let bySensor = false;
  for (let depth = 0; depth < deepest; depth++) {
    const wrapper = wrapperOf(body);
    if (wrapper === undefined) break;
    claimed.push(...wrapper.claimed);
    body = wrapper.inside;
    bySensor = wrapper.name === "sensors";
  }
  return { body, claimed, bySensor };
}

function wrapperOf(value: Json) {
  if (!isJsonObject(value)) return undefined;
  const [name, ...others] = wrappers.filter((each) => Object.hasOwn(value, each));
  if (name === undefined) return undefined;
  if (others.length > 0) unreadable("the answer has several lists and it is not known which one counts");
  return { name, inside: value[name] ?? null, claimed: checkBeside(value, name) };
}

/** Looks at what stands beside a wrapper's content; gives the numbers of entries it claims. */
function checkBeside(wrapper: JsonObject, inner: string): number[] {
  const claimed: number[] = [];
  for (const [key, value] of Object.entries(wrapper)) {
    if (key === inner) continue;
    if (counters.has(key) && typeof value === "number") claimed.push(value);
    else if (!isPartMark(key, value) && !isEmpty(value) && !isHarmless(key, value)) {
      unreadable("there is something unknown beside the list");
    }
  }
  return claimed;
}

const isHarmless = (key: string, value: Json): boolean =>
  (key === "version" && typeof value === "number") || (key === "oid" && typeof value === "string");

/** True for the mark of a listing in parts, when it says that this is all; one that says otherwise is unreadable. */
export function isPartMark(key: string, value: Json): boolean {
  if (key.length > longestMark || !partMark.test(key)) return false;
  return isEmpty(value) || unreadable(`the answer is only a part: it carries ${key.toLowerCase()}`);
}

/** True for values that hold nothing. */
export function isEmpty(value: Json): boolean {
  if (typeof value !== "object" || value === null) return !value;
  return (Array.isArray(value) ? value : Object.keys(value)).length === 0;
}
