import type { TaskHistory } from "../model/ledger-history.js";
import type { RunRow } from "../model/ledger.js";
import { describeTarget } from "../model/target.js";
import type { RunInputs } from "../model/token.js";
import { inert } from "./inert.js";
import { instant } from "./instant.js";
import { countsText, endText } from "./ledger-overview.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

/** Every run of a task as the ledger remembers it, newest first. */
export function renderHistory(history: TaskHistory, style: Style): string {
  const title = `${style.bold(inert(history.organization))}  ${style.green(inert(history.name))}, highest run ${history.highest}`;
  const about = notes(history).flatMap((note) => wrap("  ", note, 4));
  const runs = history.runs.map((run) => ["", ...runLines(run, history.nowMs, style)].join("\n"));
  return `${[title, ...about, ...runs].join("\n")}\n`;
}

function notes(history: TaskHistory): string[] {
  const { task, name, formerly, baseline, unknown, tombstone, paused, runs, onRemove } = history;
  return [
    ...(task === name ? [] : [`${inert(task)} moved to ${inert(name)}; the memory is here`]),
    ...formerly.map((old) => `was ${inert(old.name)} until ${instant(old.atMs)}`),
    ...(baseline === undefined ? [] : [`recorded as not wanted here up to run ${baseline}`]),
    ...(unknown === undefined
      ? []
      : [`the ledger was lost: nobody knows whether runs up to ${unknown} ever ran`]),
    ...(paused === undefined ? [] : [`paused since ${instant(paused.atMs)} by ${inert(paused.by)}`]),
    ...(tombstone === undefined ? [] : [`its file was removed ${instant(tombstone.atMs)}`]),
    ...(onRemove === "keep" ? ["stays queued when its file is removed"] : []),
    ...(runs.length === 0 ? ["no run is recorded"] : []),
  ];
}

const hows: { readonly [how in RunRow["how"]]: string } = {
  requested: "",
  adopted: ", found in the queue",
  resolved: ", closed by a person",
};

function runLines(run: RunRow, nowMs: number, style: Style): string[] {
  const foreign =
    run.foreign === undefined
      ? ""
      : `; somebody else made it (${run.foreign === "own" ? "ours to cancel" : "never cancelled"})`;
  const { commit, author, request, counts, accepted = [] } = run;
  const lines: readonly (readonly [string, string])[] = [
    ["when", whenText(run)],
    ...(commit === undefined
      ? []
      : [["commit", `${inert(commit)}${author === undefined ? "" : ` by ${inert(author)}`}`] as const]),
    ["task", inert(request.command)],
    ["target", inert(describeTarget(request.target))],
    ["token", inert(run.token)],
    ["task_id", run.taskIds.length === 0 ? "none is known" : run.taskIds.map(inert).join(", ")],
    ...(counts === undefined ? [] : [["reached", countsText(counts).slice(2)] as const]),
    ["end", endText(run.expiresAtMs, nowMs)],
    ...accepted.map((inputs) => ["accepted", acceptedText(inputs)] as const),
  ];
  return [
    `  ${style.bold(`run ${run.run}`)}  ${run.state}${hows[run.how]}${foreign}`,
    ...lines.flatMap(([label, value]) => wrap(`      ${label.padEnd(10)}`, value)),
  ];
}

function whenText({ intentAtMs, issuedAtMs, cancelledAtMs }: RunRow): string {
  const issued = issuedAtMs === undefined ? ", no answer is known" : `, issued ${instant(issuedAtMs)}`;
  const cancelled = cancelledAtMs === undefined ? "" : `, cancelled ${instant(cancelledAtMs)}`;
  return `intent ${instant(intentAtMs)}${issued}${cancelled}`;
}

const acceptedText = ({ command, target }: RunInputs): string =>
  `${inert(command)} at ${inert(describeTarget(target))}, without a new run`;
