import type { Diagnosis } from "../../model/doctor-report.js";
import type { OrganizationFacts } from "../facts.js";
import { diagnoser } from "./diagnosis.js";

const say = diagnoser("subscription");
const extension = "ext-reliable-tasking";

/** Whether the organization is subscribed to the extension that queues tasks. */
export function checkSubscription({ subscribed, subscribes, alias }: OrganizationFacts): Diagnosis {
  if (subscribed === undefined) return say("not-checked", "there is no token to ask with");
  if ("failure" in subscribed)
    return say("error", subscribed.failure, "See the permissions above, or try again");
  if (subscribed.seen) return say("ok", `subscribed to ${extension}`);
  if (subscribes)
    return say("note", `not subscribed to ${extension}; the next apply subscribes (\`subscribe: true\`)`);
  return say(
    "error",
    `not subscribed to ${extension}: nothing can be queued`,
    `\`lctasks subscribe --organization ${alias}\`, or write \`subscribe: true\` in the configuration`,
  );
}
