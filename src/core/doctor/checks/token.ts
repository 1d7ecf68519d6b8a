import type { Diagnosis } from "../../model/doctor-report.js";
import type { OrganizationFacts } from "../facts.js";
import { diagnoser } from "./diagnosis.js";

const say = diagnoser("token");

/** Whether the key is exchanged for a token. */
export function checkToken({ identity, credentials }: OrganizationFacts): Diagnosis {
  if (identity === undefined) return say("not-checked", "there are no credentials to try");
  if (identity.known || identity.at === "who") return say("ok", "the service gave a token for the key");
  const { why, reason } = identity;
  if (why === "refused")
    return say(
      "error",
      reason,
      `Make a new key in the organization's REST API page and set ${credentials.apiKeyEnv}; check that the oid is that organization's, and set ${credentials.uidEnv} only with a user's key`,
    );
  return say("error", reason, waysOut(reason));
}

/** What helps when nobody answers, or somebody else does. */
export function waysOut(reason: string): string {
  if (/CERT|certificate|SELF_SIGNED/i.test(reason))
    return "Something in between shows a certificate of its own: give Node its authority with NODE_EXTRA_CA_CERTS=<file>";
  return "Check the network, the address and the proxy above; a firewall must let HTTPS to api.limacharlie.io and jwt.limacharlie.io through";
}
