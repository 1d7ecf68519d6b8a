import type { Change } from "../../model/change.js";
import type { Plan } from "../../model/plan.js";

/** Says for a change what becomes of the response rules of its task: `create`, `update`, `stays`, or nothing when it has none. */
export function rulesOfTasks({ project, changes, unchanged }: Plan): (change: Change) => string {
  const verbs = new Map<string, string>();
  for (const change of changes) {
    if (isRuleChange(change)) verbs.set(change.task, change.verb.replace("-rule", ""));
  }
  const standing = new Set(unchanged.flatMap(({ object, name }) => (object === "rule" ? [name] : [])));
  const stands = (task: string): boolean => standing.has(`lctasks.${project}.${task}`);
  return (change) => {
    if (change.verb !== "issue") return "";
    return verbs.get(change.task) ?? (stands(change.task) ? "stays" : "none");
  };
}

const isRuleChange = (change: Change): change is Extract<Change, { verb: `${string}-rule`; task: string }> =>
  change.verb.endsWith("-rule");
