import type { Json, JsonObject } from "../model/json.js";
import { parseEventPath, reach } from "./event-path.js";
import { isMap, memberOf, plainScene } from "./scene.js";
import { functionNames } from "./templates/function-names.js";
import { findFunction } from "./templates/functions.js";
import { selectGjson } from "./templates/gjson.js";
import { printed } from "./templates/go-format.js";
import { parseTemplate } from "./templates/parse.js";
import { runTemplate } from "./templates/run.js";
import type { TemplateNode } from "./templates/syntax.js";

export { templateFunctions } from "./templates/functions.js";

/** What became of a template: the result with what is open about it, or why there is none. */
export type Rendered<T> =
  | { readonly ok: true; readonly value: T; readonly doubts: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** What is wrong with a template as such; undefined when it can be read. */
export function templateProblem(source: string): string | undefined {
  const rendered = guarded(() => parseTemplate(source));
  return rendered.ok ? undefined : rendered.reason;
}

/** Functions that a template calls and that neither Go nor the vendor documents; none when it cannot be read. */
export function unknownFunctions(source: string): readonly string[] {
  const rendered = guarded(() => functionNames(parsed(source)));
  const names = rendered.ok ? rendered.value : [];
  return names.filter((name) => findFunction(name) === undefined && !unrendered.has(name));
}

/** Functions of Go that are not rendered offline. */
const unrendered: ReadonlySet<string> = new Set(["call", "js"]);

/** Renders a template of Go's text/template on data (`eventContext`, `reportContext`). Never throws. */
export function renderTemplate(source: string, data: Json): Rendered<string> {
  return guarded((doubts) => runTemplate(parsed(source), data, doubts));
}

/** The data of templates in tasks, requests, suppression keys and agents: the event, with metadata of lookups as `.mtd`. */
export function eventContext(record: JsonObject, metadata: JsonObject = {}): JsonObject {
  return { ...record, mtd: metadata };
}

/** The data of templates in reports: the detection. Official examples also write `.event`, so it is there too (reference: D&R, section 8). */
export function reportContext(detection: JsonObject): JsonObject {
  const event = memberOf(memberOf(detection, "detect"), "event");
  return event === undefined || "event" in detection ? detection : { ...detection, event };
}

/** Replaces every `<<path>>` by the value at the path in the record; what is printed where there is none or more than one is open. */
export function renderLookbacks(text: string, record: Json): Rendered<string> {
  return guarded((doubts) => replaceLookbacks(text, record, doubts));
}

function replaceLookbacks(text: string, record: Json, doubts: Doubts): string {
  return text.replace(/<<([^<>]+)>>/g, (_, path: string) => {
    const [first, ...others] = reach(parseEventPath(path), plainScene(record));
    if (!first) doubts.add(`what stands for ${path} where there is nothing is not documented`);
    if (others.length > 0) doubts.add(`which of several values stands for ${path} is not documented`);
    return first ? printed(first.value) : "";
  });
}

/** Renders a text that may carry templates and `<<path>>`, such as the command of a task. */
export function renderText(text: string, data: JsonObject): Rendered<string> {
  return guarded((doubts) => replaceLookbacks(runTemplate(parsed(text), data, doubts), data, doubts));
}

/**
 * Renders a transform, such as the request of an `extension request`: texts with `{{ }}` are templates, all others select from the
 * data by a path of gjson and give null where there is nothing; maps are gone through, everything else stays.
 */
export function renderTransform(transform: Json, data: JsonObject): Rendered<Json> {
  return guarded((doubts) => transformed(transform, data, doubts));
}

function transformed(value: Json, data: JsonObject, doubts: Doubts): Json {
  if (typeof value === "string") {
    return value.includes("{{") ? runTemplate(parsed(value), data, doubts) : selectGjson(value, data, doubts);
  }
  if (isMap(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, transformed(member, data, doubts)]),
    );
  }
  if (Array.isArray(value) && value.some((item) => typeof item === "string")) {
    doubts.add("whether texts inside lists are selectors is not documented");
  }
  return value;
}

type Doubts = Set<string>;

const templates = new Map<string, readonly TemplateNode[]>();
/** More than any set of rules has at work; then it starts over. */
const mostTemplates = 1000;

/** Reads a template, once. Throws TemplateFailure. */
function parsed(source: string): readonly TemplateNode[] {
  const known = templates.get(source);
  if (known) return known;
  const nodes = parseTemplate(source);
  if (templates.size >= mostTemplates) templates.clear();
  templates.set(source, nodes);
  return nodes;
}

/** Turns failures into values: what cannot be read or rendered, and data nested too deep to be printed. */
function guarded<T>(work: (doubts: Doubts) => T): Rendered<T> {
  const doubts: Doubts = new Set();
  try {
    return { ok: true, value: work(doubts), doubts: [...doubts] };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}
