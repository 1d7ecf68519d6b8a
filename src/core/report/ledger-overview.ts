import type { LedgerOverview, RuleOverview, TaskOverview } from "../model/ledger-overview.js";
import type { Rescue } from "../model/ledger-rescue.js";
import type { IssueCounts } from "../model/ledger.js";
import { counted, describeEnd, grouped } from "./describe.js";
import { inert } from "./inert.js";
import { instant } from "./instant.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

type Present = Extract<LedgerOverview, { state: "present" }>;
type Line = readonly [label: string, value: string];

/** A ledger as a person looks at it: who has the right to apply, how far it is, and one line per task and rule. */
export function renderLedgerOverview(overview: LedgerOverview, style: Style): string {
  const title = `${style.bold(inert(overview.organization))}  ledger in ${overview.backend}`;
  return `${[title, ...body(overview, style)].join("\n")}\n`;
}

function body(overview: LedgerOverview, style: Style): string[] {
  if (overview.state === "absent")
    return wrap("  ", "there is none: either this organization is new, or its ledger was lost");
  if (overview.state === "unreadable")
    return [
      ...wrap(`  ${style.red("cannot be used")}: `, inert(overview.reason), 4),
      ...rescued(overview.rescue),
    ];
  return [
    ...heading(overview).flatMap(([label, value]) => wrap(`  ${label.padEnd(10)}`, value)),
    "",
    `  ${counted(overview.tasks.length, "task")}`,
    ...overview.tasks.flatMap((task) => wrap(`    ${style.green(inert(task.name))}  `, taskText(task), 6)),
    "",
    `  ${counted(overview.rules.length, "rule")} of ours`,
    ...overview.rules.flatMap((rule) => wrap("    ", ruleText(rule), 6)),
  ];
}

function rescued(found: Rescue | undefined): string[] {
  if (found === undefined) return wrap("  ", "none of its rows can be told from another");
  const { tasks, rules, damaged } = found;
  const names = tasks.length === 0 ? "" : `: ${tasks.map(inert).join(", ")}`;
  return [
    ...wrap(
      "  ",
      `${counted(tasks.length, "task row")} and ${counted(rules.length, "rule row")} are whole${names}`,
      4,
    ),
    ...damaged.flatMap((problem) => wrap("  damaged: ", inert(problem), 4)),
    ...wrap(
      "  ",
      "Nothing is repaired by itself: `ledger import` puts an export back, `ledger rebuild` records what can still be proven.",
      4,
    ),
  ];
}

function heading(overview: Present): Line[] {
  const { serial, ledgerId, createdAtMs, createdWith, lease, commit, paused, bytes, limitBytes, nowMs } =
    overview;
  const percent = Math.ceil((bytes / limitBytes) * 100);
  return [
    ["serial", `${serial} of ${inert(ledgerId)}, created ${instant(createdAtMs)} (${createdWith})`],
    ["lease", lease === undefined ? "nobody has the right to apply now" : leaseText(lease, nowMs)],
    ["commit", commit === undefined ? "none was applied yet" : commitText(commit)],
    ...(paused === undefined
      ? []
      : [
          [
            "paused",
            `everything, since ${instant(paused.atMs)} by ${inert(paused.by)}${paused.why === "cancel-all" ? " (cancel --all)" : ""}`,
          ] as const,
        ]),
    ["size", `${grouped(bytes)} bytes, ${percent} % of ${grouped(limitBytes)}`],
  ];
}

function leaseText(
  { owner, url, takenAtMs, expiresAtMs }: NonNullable<Present["lease"]>,
  nowMs: number,
): string {
  const where = url === undefined ? "" : ` (${inert(url)})`;
  const end = expiresAtMs > nowMs ? `until ${instant(expiresAtMs)}` : `ended ${instant(expiresAtMs)}`;
  return `${inert(owner)}${where} since ${instant(takenAtMs)}, ${end}`;
}

function commitText({ sha, author, uncommitted, older, atMs }: NonNullable<Present["commit"]>): string {
  const by = author === undefined ? "" : ` by ${inert(author)}`;
  const more = `${uncommitted ? "+uncommitted" : ""}${older ? " (older than the one before)" : ""}`;
  return `${inert(sha)}${more}${by}, applied ${instant(atMs)}`;
}

function taskText({
  highest,
  latest,
  runs,
  baseline,
  unknown,
  tombstone,
  paused,
  onRemove,
}: TaskOverview): string {
  const parts = [
    latest === undefined ? "no run" : runText(latest),
    ...(latest !== undefined && highest === latest.run ? [] : [`highest run ${highest}`]),
    ...(runs > 1 ? [counted(runs, "run")] : []),
    ...(baseline === undefined ? [] : [`not wanted up to run ${baseline}`]),
    ...(unknown === undefined ? [] : [`unknown up to run ${unknown}`]),
    ...(onRemove === "keep" ? ["kept on removal"] : []),
    ...(paused === undefined ? [] : [`paused since ${instant(paused.atMs)} by ${inert(paused.by)}`]),
    ...(tombstone === undefined
      ? []
      : [
          tombstone.movedTo === undefined
            ? `removed ${instant(tombstone.atMs)}`
            : `moved to ${inert(tombstone.movedTo)}`,
        ]),
  ];
  return parts.join("; ");
}

function runText({ run, state, how, counts }: NonNullable<TaskOverview["latest"]>): string {
  const by = how === "requested" ? "" : `, ${how}`;
  return `run ${run} ${state}${by}${countsText(counts)}`;
}

/** How far a run reached, as the service said when it took it; empty when nobody recorded it. */
export function countsText(counts: IssueCounts | undefined): string {
  if (counts === undefined) return "";
  return `, ${counted(counts.total, "sensor")} (${counts.tasked} at once, ${counts.queued} queued)`;
}

function ruleText({ key, task, state }: RuleOverview): string {
  const doubt = {
    written: "",
    "being-written": "; was about to be written",
    "being-deleted": "; was about to be deleted",
  };
  return `${inert(key)}, of ${inert(task)}${doubt[state]}`;
}

/** When a run ends or ended, relative to now. */
export const endText = (expiresAtMs: number, nowMs: number): string =>
  `${instant(expiresAtMs)}, ${describeEnd(expiresAtMs - nowMs)}`;
