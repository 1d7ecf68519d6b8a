import type { Diagnosis } from "../../model/doctor-report.js";
import type { MachineFacts } from "../facts.js";
import { diagnoser } from "./diagnosis.js";

const say = diagnoser("address");
const own = { api: "https://api.limacharlie.io", jwt: "https://jwt.limacharlie.io/" };

/** Whether requests go to the service, and if elsewhere, that somebody knows. */
export function checkAddress({ addresses }: Pick<MachineFacts, "addresses">): Diagnosis {
  if (!addresses.usable)
    return say(
      "error",
      addresses.reason,
      "Correct LCTASKS_API_URL (base without /v1) and LCTASKS_JWT_URL (the full address), or unset both",
    );
  const { api, jwt, loopback } = addresses;
  if (loopback) return say("note", `requests go to ${api}: a sandbox on this machine, not LimaCharlie`);
  if (api === own.api && jwt === own.jwt) return say("ok", `requests go to ${api}, tokens come from ${jwt}`);
  return say(
    "warning",
    `requests go to ${api} and keys to ${jwt}: not LimaCharlie's own addresses`,
    "Unset LCTASKS_API_URL and LCTASKS_JWT_URL unless this is meant",
  );
}
