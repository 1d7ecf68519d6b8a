// The comment of a pull request about a big plan. The floor: JSON of the same report, written and read.
import { renderComment } from "../../src/core/report/comment/comment.ts";
import { issue, planned, reportOf } from "../../test/core/report/samples.ts";
import { timed } from "./timed.mjs";

const { changes: count } = JSON.parse(process.argv[2]);
const change = (number) => ({
  ...structuredClone(issue),
  task: `task-${number}`,
  fingerprint: number.toString(16).padStart(8, "0").padEnd(64, "0"),
  // One in ten is dangerous.
  request: { ...issue.request, command: number % 10 === 0 ? `file_del /tmp/${number}` : "os_version" },
});
const changes = Array.from({ length: count }, (_, number) => change(number));
const report = reportOf("plan", planned({ changes }));

const floors = [0, 1, 2].map(() => timed(() => JSON.parse(JSON.stringify(report))).ms);
const whole = timed(() => renderComment({ report, configuration: "lctasks.yaml" }));
const bytes = Buffer.byteLength(whole.value);
process.stdout.write(JSON.stringify({ ms: whole.ms, floorMs: floors.toSorted((a, b) => a - b)[1], bytes }));
