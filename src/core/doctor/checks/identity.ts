import type { Diagnosis } from "../../model/doctor-report.js";
import type { OrganizationFacts } from "../facts.js";
import { diagnoser } from "./diagnosis.js";
import { waysOut } from "./token.js";

const say = diagnoser("identity");

/** Who the key is, and what kind of key. */
export function checkIdentity({ identity }: OrganizationFacts): Diagnosis {
  if (identity === undefined || (!identity.known && identity.at === "token"))
    return say("not-checked", "there is no token to ask with");
  if (!identity.known) return say("error", identity.reason, waysOut(identity.reason));
  const { name, isUser } = identity;
  if (/\[segment\]/.test(name))
    return say(
      "error",
      `the key ${name} sees only what it made itself ([segment]): what is not listed may exist all the same`,
      "Use a key whose name has no [segment]",
    );
  if (isUser)
    return say(
      "warning",
      `this is the key of user ${name}, who may do more than any list says, in every organization`,
      "Make an API key in the organization, with the permissions below, and unset LC_UID",
    );
  return say("ok", `the key is ${name}`);
}
