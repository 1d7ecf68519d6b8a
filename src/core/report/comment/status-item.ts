import { jsonDigest } from "../../model/digest.js";
import {
  deliveredOf,
  type OrganizationStatus,
  type RunStage,
  type RunStatus,
  type TaskStatus,
} from "../../model/status-report.js";
import { grouped } from "../describe.js";
import { endWords, stageWords, taskNotes } from "../status-words.js";
import type { Item } from "./item.js";
import { briefName, joined, nameCode, sentence } from "./words.js";

/** A run that nobody waits for any more says nothing of what is on its way. */
const over: readonly RunStage[] = ["ended", "cancelled"];

/** The runs on their way, as `status` knows them: in the columns of pending runs. */
export function statusItems({ tasks, nowMs }: OrganizationStatus): Item[] {
  return tasks.flatMap((task) =>
    task.status === undefined || over.includes(task.status.stage)
      ? []
      : [statusItem(task, task.status, nowMs)],
  );
}

function statusItem(task: TaskStatus, status: RunStatus, nowMs: number): Item {
  const { run, stage, counts } = status;
  const { targeted, pending } = counts;
  const delivered = deliveredOf(counts);
  const share =
    delivered === undefined || targeted === undefined || targeted === 0
      ? "?"
      : `${Math.floor((100 * delivered) / targeted)} %`;
  const waiting = pending === undefined ? "?" : grouped(pending);
  const end = endWords(status, nowMs);
  const line = `${briefName(task.task)} run ${run}: ${share} delivered, ${waiting} waiting, ${end}`;
  const state = stage === "pending" || stage === "delivered" ? "" : stageWords[stage];
  return {
    section: "pending",
    kind: "pending run",
    dangers: [],
    rank: 7,
    id: jsonDigest(["pending", task.task, run]).slice(0, 8),
    cells: [
      nameCode(task.task),
      String(run),
      share,
      waiting,
      targeted === undefined ? "?" : grouped(targeted),
      end,
      joined("; ", state, ...taskNotes(task).map(sentence)),
    ],
    lines: [line, line],
  };
}
