import type { Diagnosis } from "../../model/doctor-report.js";
import type { OrganizationFacts } from "../facts.js";
import { diagnoser } from "./diagnosis.js";

const say = diagnoser("ledger");
/** Beyond this share of what a ledger may grow to, in percent, somebody should know. */
const nearlyFull = 75;

/** Whether there is a ledger that can be used, and how large it is. */
export function checkLedger({ ledger, alias, backend }: OrganizationFacts): Diagnosis {
  if (ledger === undefined) return say("not-checked", "there is no token to ask with");
  if ("failure" in ledger) return say("error", ledger.failure, "See the permissions above, or try again");
  const { seen } = ledger;
  if (seen.state === "absent")
    return say(
      "error",
      `there is no ledger in ${backend}: either this organization is new, or its ledger was lost and everything may have run already`,
      `New: \`lctasks ledger create --organization ${alias}\`, with --run-existing or --baseline. Lost: \`lctasks ledger import\` or \`lctasks ledger rebuild\``,
    );
  if (seen.state === "unreadable")
    return say(
      "error",
      `the ledger in ${backend} cannot be used: ${seen.reason}`,
      "`lctasks ledger show` tells what is whole; `lctasks ledger import` brings an export back",
    );
  const { serial, bytes, limitBytes, tasks } = seen;
  const percent = Math.ceil((bytes / limitBytes) * 100);
  const about = `serial ${serial} in ${backend}, ${tasks === 1 ? "1 task" : `${tasks} tasks`}, ${percent} % of the size it may grow to`;
  if (percent < nearlyFull) return say("ok", about);
  return say(
    "warning",
    about,
    "Split the project: removed tasks stay in its ledger for ever, so that nothing runs twice",
  );
}
