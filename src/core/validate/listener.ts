import { compileDetect } from "../detection/compile.js";
import type { CompiledDetect } from "../detection/compiled-rule.js";
import type { JsonObject } from "../model/json.js";
import type { DeclaredTask } from "../model/task.js";
import { tokenPrefix } from "../model/token.js";
import type { Declaration } from "./declaration.js";
import { quoted } from "./describe.js";
import { investigationNodes } from "./investigation.js";
import { mayFire } from "./possible-firing.js";
import type { Path } from "./source.js";

/** A condition that listens for a task's answers, written by hand in its file or by whoever asked for an exact context. */
export interface Listener {
  readonly owner: Declaration;
  readonly condition: JsonObject;
  readonly detect: CompiledDetect;
  /** Where it stands; undefined for the rules of others that an exact context is for. */
  readonly path?: Path;
}

/** The conditions of a task that are not generated. One that does not compile is none: it has findings of its own. */
export function listenersOf(owner: Declaration): Listener[] {
  const { task } = owner;
  const written = task.response.flatMap(({ detect }, index) =>
    detect === undefined ? [] : listener(owner, detect, ["response", index, "detect"]),
  );
  const others = { op: "contains", path: "routing/investigation_id", value: task.context };
  return task.exactContext ? [...written, ...listener(owner, others)] : written;
}

function listener(owner: Declaration, condition: JsonObject, path?: Path): Listener[] {
  const compiled = compileDetect(condition);
  if (!compiled.ok) return [];
  return [{ owner, condition, detect: compiled.rule, ...(path === undefined ? {} : { path }) }];
}

/** True when a condition cannot match without a fitting investigation id. */
export const isTied = (detect: CompiledDetect): boolean => mayFire(detect, { investigationId: "" }) === false;

/** What a condition should compare with: every token of the task begins so, and no other task's. */
export const wantedValue = ({ context, exactContext }: DeclaredTask): string =>
  quoted(exactContext ? context : tokenPrefix(context));

/** The text that the condition's first comparison with the investigation id is made with. */
export function placeOfLiteral(condition: JsonObject): Path {
  return [...investigationNodes(condition)].slice(0, 1).flatMap(({ path }) => [...path, "value"]);
}
