import type { Diagnosis } from "../../model/doctor-report.js";
import type { OrganizationFacts } from "../facts.js";
import { diagnoser } from "./diagnosis.js";

const say = diagnoser("lease");

/** Whether anybody may apply now: who has the lease, and whether everything is paused. */
export function checkLease({ ledger, alias }: OrganizationFacts): Diagnosis {
  if (ledger === undefined || "failure" in ledger || ledger.seen.state !== "present")
    return say("not-checked", "there is no ledger that can be read");
  const { lease, paused, nowMs } = ledger.seen;
  const resume = `\`lctasks resume --all --organization ${alias}\` ends it`;
  if (paused !== undefined)
    return say("note", `everything is paused by ${paused.by} since ${time(paused.atMs)}`, resume);
  if (lease === undefined) return say("ok", "nobody applies just now");
  const end = time(lease.expiresAtMs);
  if (lease.expiresAtMs > nowMs)
    return say(
      "note",
      `${lease.owner} applies just now, until ${end} at the latest`,
      "Wait until then; `lctasks ledger unlock` when you know that it died",
    );
  return say(
    "note",
    `${lease.owner} began to apply and did not end it; that right ended ${end}`,
    "Nothing: the next apply takes it over",
  );
}

const time = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
