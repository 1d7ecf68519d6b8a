import type { Json } from "../model/json.js";
import { type EventPath, parseEventPath, reach } from "./event-path.js";
import { shown } from "./problem.js";
import { isMap, type Scene } from "./scene.js";
import { eventContext, renderTemplate } from "./templates.js";
import { plainText } from "./written.js";

/** A value that a rule compares with, and why it is open that the engine does. */
export interface ExpectedValue {
  readonly value: Json;
  readonly doubt?: { readonly reason: string; readonly lean: boolean | undefined };
}

/** What stands behind `value:`. */
export interface Expected {
  /** As a message shows it. */
  readonly text: () => string;
  /** The values, where they are the same for every record. */
  readonly fixed: readonly ExpectedValue[] | undefined;
  readonly resolve: (scene: Scene) => readonly ExpectedValue[];
}

/** Reads a value with its modifiers: `<<path>>` and `[[variable]]` (reference: D&R, section 5). */
export function parseExpected(value: Json): Expected {
  const modifier = typeof value === "string" ? modifierOf(value) : undefined;
  if (modifier) return { text: () => plainText(value), fixed: undefined, resolve: modifier };
  const fixed = [{ value }];
  return { text: () => shown(value), fixed, resolve: () => fixed };
}

function modifierOf(text: string): Expected["resolve"] | undefined {
  const [, path, variable] = /^(?:<<(.+)>>|\[\[(.+)\]\])$/s.exec(text) ?? [];
  if (path !== undefined) return lookbackValues(path);
  if (variable !== undefined) return variableValues(variable);
  return text.includes("{{") ? templateValues(text) : undefined;
}

/** Any of the values elsewhere in the same record. */
function lookbackValues(written: string): (scene: Scene) => ExpectedValue[] {
  const path: EventPath = parseEventPath(written);
  return (scene) =>
    [...reach(path, scene)].map(({ value, doubt }) =>
      doubt === undefined ? { value } : { value, doubt: { reason: doubt.reason, lean: doubt.reaches } },
    );
}

const expanded = "that templates in values are expanded follows from a page on cloud security only";

/** The text as rendered on the record, most likely; else the text as written (reference: D&R, section 5). */
function templateValues(text: string): (scene: Scene) => ExpectedValue[] {
  const written = { value: text, doubt: { reason: expanded, lean: false } };
  return ({ record, metadata }) => {
    const rendered = renderTemplate(
      text,
      isMap(record) ? eventContext(record, Object.fromEntries(metadata)) : record,
    );
    return rendered.ok
      ? [{ value: rendered.value, doubt: { reason: expanded, lean: true } }, written]
      : [written];
  };
}

/** Any of the values of a variable; none where it is not set. */
const variableValues =
  (name: string) =>
  ({ fixtures }: Scene): readonly ExpectedValue[] => {
    const variables = fixtures.variables ?? {};
    const values = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return (values ?? []).map((value) => ({ value }));
  };
