import type { Finding } from "../model/finding.js";
import type { Ledger, Pause } from "../model/ledger.js";
import { pausesOf } from "./compare.js";
import { howTo } from "./how-to.js";

/** What a person paused in the ledger: since when, by whom, and how it goes on. What a file pauses is seen in the file. */
export function pauseFindings(ledger: Pick<Ledger, "tasks" | "paused">, organization: string): Finding[] {
  const all = ledger.paused === undefined ? [] : [wholePause(ledger.paused, organization)];
  const some = [...pausesOf(ledger)].map(
    ([name, pause]): Finding => ({
      check: "plan/paused",
      severity: "note",
      message: `${name} is paused ${since(pause)}: nothing is issued or cancelled for it`,
      fix: `to let it go on: ${howTo(organization, "resume", name)}`,
      task: name,
      organization,
    }),
  );
  return [...all, ...some];
}

function wholePause(pause: Pause, organization: string): Finding {
  const state =
    pause.why === "cancel-all" ? "everything was cancelled, and is paused" : "everything is paused";
  return {
    check: "plan/paused",
    severity: "note",
    message: `In ${organization} ${state} ${since(pause)}: nothing is issued or cancelled`,
    fix: `to go on: ${howTo(organization, "resume", "--all")}`,
    organization,
  };
}

const since = ({ atMs, by }: Pause): string => `since ${new Date(atMs).toISOString()} by ${by}`;
