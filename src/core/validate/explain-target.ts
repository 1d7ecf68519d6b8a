import type { Finding } from "../model/finding.js";
import { isJsonObject } from "../model/json.js";
import { checks } from "./checks.js";
import { listed } from "./describe.js";
import type { Mistake } from "./mistake.js";

/** The keys of which a task has exactly one. */
export const targetKeys: readonly string[] = ["selector", "sid", "tag", "plat", "all"];

/** The target keys that a document has, in its own order. */
export function targetsOf(data: unknown): string[] {
  return isJsonObject(data) ? Object.keys(data).filter((key) => targetKeys.includes(key)) : [];
}

/** Says why it is not clear where a task goes: no target, or more than one. */
export function explainTarget({ error, source }: Mistake): Finding {
  const present = targetsOf(error.data);
  const [, second] = present;
  const about = { check: checks.taskTarget, severity: "error" } as const;
  if (second === undefined) {
    return {
      ...about,
      message: `Cannot tell where the task goes: it has none of ${listed(targetKeys, "or")}`,
      fix: "Add exactly one of them, for example: plat: windows",
      at: source.value([]),
    };
  }
  return {
    ...about,
    message: `Cannot tell where the task goes: it has ${listed(present)}`,
    fix: "Keep exactly one of them; a selector can say all of it: plat == `windows` and `server` in tags",
    at: source.key([second]),
  };
}
