import type { QueuedRun, QueueReport } from "../model/queue-report.js";
import { counted, describeEnd, sensors } from "./describe.js";
import { inert } from "./inert.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

const sampleSize = 8;

/** What is pending, one block per task_id, ours first. */
export function renderQueue(report: QueueReport, style: Style): string {
  const ours = report.runs.filter((run) => run.task !== undefined);
  const foreign = report.runs.filter((run) => run.task === undefined);
  const title = `${style.bold(inert(report.organization))}  ${counted(ours.length, "run")} of ours pending, ${foreign.length} foreign`;
  const blocks = [...ours, ...foreign].map((run) => block(run, report.nowMs, style).join("\n"));
  return `${[title, ...blocks].join("\n\n")}\n`;
}

function block(run: QueuedRun, nowMs: number, style: Style): string[] {
  const name =
    run.task === undefined ? style.yellow("foreign") : style.green(`${inert(run.task)}, run ${run.run}`);
  const online = run.sensors.filter((sensor) => sensor.online).length;
  const shown = run.sensors.slice(0, sampleSize).map((sensor) => inert(sensor.hostname));
  const more = run.sensors.length - shown.length;
  const lines: readonly (readonly [string, string])[] = [
    ["task_id", inert(run.taskId)],
    ["task", inert(run.command ?? "(not listed)")],
    ["context", inert(run.context) || "(none)"],
    ["expiry", run.expiresAtMs === undefined ? "unknown" : describeEnd(run.expiresAtMs - nowMs)],
    ["waiting", waiting(run, online)],
    ...(shown.length === 0
      ? []
      : [["sensors", `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`] as const]),
  ];
  return [`  ${name}`, ...lines.flatMap(([label, value]) => wrap(`      ${label.padEnd(10)}`, value))];
}

function waiting(run: QueuedRun, online: number): string {
  return run.sensors.length === 0
    ? "somewhere: the listing does not say where"
    : `${sensors(run.sensors.length)}, ${online} online`;
}
