import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import type { TaskTexts } from "../model/task.js";
import { mapTexts, mayHaveOpenings, openingsIn, textsIn } from "../model/variables.js";
import type { Path } from "./source.js";

/** The members of a task in which variables are put in. */
const templated = ["task", "selector", "sid", "tag", "context"] as const;

/** Those of each response rule. */
const templatedInRules: ReadonlySet<string> = new Set(["detect", "respond", "tests"]);

/** A text of a task file with `${{` in it. */
export interface TemplateText {
  readonly path: Path;
  readonly text: string;
}

/** The texts of a document in which variables can stand, and have `${{`. Anything may be in the document. */
export function templateTexts(data: Json): TemplateText[] {
  return isJsonObject(data) && mayHaveOpenings(data) ? [...textsWhere(data)] : [];
}

function* textsWhere(data: JsonObject): Generator<TemplateText> {
  for (const key of templated) yield* withOpening(data[key], [key]);
  const { response } = data;
  if (!Array.isArray(response)) return;
  for (const [index, rule] of (response as readonly Json[]).entries()) {
    if (!isJsonObject(rule)) continue;
    for (const [key, member] of Object.entries(rule))
      if (templatedInRules.has(key)) yield* withOpening(member, ["response", index, key]);
  }
}

function* withOpening(value: Json | undefined, path: Path): Generator<TemplateText> {
  if (value === undefined) return;
  for (const found of textsIn(value, path)) if (openingsIn(found.text).length > 0) yield found;
}

/** A task file, or its texts alone, with each text replaced in which variables can stand. */
export function mapTemplate<T extends TaskTexts>(file: T, replace: (text: string) => string): T {
  const { task, selector, sid, tag, context, response } = file;
  const texts = { task, selector, sid, tag, context };
  const present = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));
  return {
    ...file,
    ...mapTexts(present, replace),
    ...(response === undefined ? {} : { response: response.map((rule) => mapRule(rule, replace)) }),
  };
}

type Rule = NonNullable<TaskTexts["response"]>[number];

/** A rule's key names what others made: it is the same everywhere. */
function mapRule(rule: Rule, replace: (text: string) => string): Rule {
  return { ...mapTexts(rule, replace), ...(rule.key === undefined ? {} : { key: rule.key }) };
}
