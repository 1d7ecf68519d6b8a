import type { Drift } from "../model/drift-report.js";
import type { Ledger, Pause } from "../model/ledger.js";
import type { Moved } from "./moved.js";

/** Pauses that stand in the ledger: the files say that something shall run, and nothing does. What a file pauses is seen in the file. */
export function pauseDrift(
  organization: string,
  { paused, tasks }: Pick<Ledger, "paused" | "tasks">,
): Moved[] {
  const all: Drift[] = paused === undefined ? [] : [drift("organization", "everything", paused)];
  const some = Object.entries(tasks).flatMap(([name, row]) =>
    row.paused === undefined ? [] : [drift("task", name, row.paused)],
  );
  return [...all, ...some].map((each) => ({
    drift: { ...each, repair: `${each.repair} --organization ${organization}\`` },
  }));
}

function drift(object: "organization" | "task", name: string, { why, by, atMs }: Pause): Drift {
  const since = `since ${new Date(atMs).toISOString()} by ${by}`;
  return {
    kind: "paused",
    object,
    name,
    message: why === "cancel-all" ? `cancelled and paused ${since}` : `paused ${since}`,
    repair: `to let it go on: \`lctasks resume ${object === "organization" ? "--all" : name}`,
    diff: [],
  };
}
