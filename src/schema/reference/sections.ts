import { config } from "../config.js";
import { organization } from "../organization.js";
import { task } from "../task.js";
import { benchTable, slopeTable } from "./bench-table.js";
import { decisionTable } from "./decision-table.js";
import { memberTable } from "./member-table.js";

/** Where the decision tables stand, below the root of the repository. */
export const decisionModules = {
  "decide-task": "src/core/plan/decide-task.ts",
  "decide-entry": "src/core/plan/decide-entry.ts",
  "decide-rule": "src/core/plan/decide-rule.ts",
};

/** What `node bench/run.mjs --record` wrote. */
const benchResults = "bench/results.json";

/** What the pages of docs/ have from the code, by the name in their marks; `read` gives a source file's text. */
export function sections(read: (path: string) => string): { readonly [name: string]: string } {
  const tables = Object.entries(decisionModules).map(([name, path]) => [name, decisionTable(read(path))]);
  return {
    task: memberTable(task),
    configuration: memberTable(config, ["organizations.<alias>"]),
    organization: memberTable(organization),
    bench: benchTable(read(benchResults)),
    slopes: slopeTable(read(benchResults)),
    ...Object.fromEntries(tables),
  };
}
