import { isJsonObject, type Json } from "../../model/json.js";
import type { Task } from "../../model/task.js";
import { nearestName } from "../../model/nearest.js";
import type { PolicyCheck } from "../check.js";

/** A response that sends to an output which does not exist loses every answer. */
export const unknownOutput: PolicyCheck = {
  id: "policy/unknown-output",
  run: ({ plan, tasks, outputs }) =>
    plan.changes.flatMap((change) => {
      const task = change.verb === "issue" ? tasks.get(change.task) : undefined;
      if (change.verb !== "issue" || task === undefined || outputs === undefined) return [];
      const missing = outputsOf(task).find((name) => !outputs.has(name));
      if (missing === undefined) return [];
      const like = nearestName(missing, outputs);
      const reason = `its response sends to output ${missing}, which is none of the ${outputs.size} of the organization`;
      const meant = like === undefined ? "" : `; the nearest is ${like}`;
      const allow = [`create the output, or name another in the response${meant}`];
      return [{ refuses: [change], reason, allow }];
    }),
};

function outputsOf({ response }: Task): string[] {
  const actions = response.flatMap(({ respond }): readonly Json[] => respond);
  return actions.flatMap((action) => {
    const name = isJsonObject(action) && action["action"] === "output" ? action["name"] : undefined;
    return typeof name === "string" && !name.includes("{{") ? [name] : [];
  });
}
