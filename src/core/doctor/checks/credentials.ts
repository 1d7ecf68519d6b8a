import type { Diagnosis } from "../../model/doctor-report.js";
import type { OrganizationFacts } from "../facts.js";
import { diagnoser } from "./diagnosis.js";

const say = diagnoser("credentials");

/** Whether the variables are set, and can be right. What is in them is never shown. */
export function checkCredentials({ credentials, unopened }: OrganizationFacts): Diagnosis {
  const { oid, oidIsUuid, apiKeyEnv, uidEnv, apiKey, uid } = credentials;
  if (oid === undefined)
    return say(
      "error",
      "which organization is not known: LC_OID is not set",
      "Set LC_OID to the organization's id, or write `organizations:` in the configuration",
    );
  if (!oidIsUuid)
    return say(
      "error",
      `the organization's id is no UUID: ${oid}`,
      "Copy it again, from the organization's page",
    );
  if (apiKey === "missing")
    return say("error", `${apiKeyEnv} is not set`, `Set ${apiKeyEnv} to an API key of the organization`);
  if (unopened !== undefined) return say("error", unopened, "Correct the variable that it names");
  const user = uid ? `, with ${uidEnv} for a user's key` : "";
  if (apiKey === "not-uuid")
    return say(
      "warning",
      `what ${apiKeyEnv} holds has not the form of an API key, a UUID${user}`,
      "Copy the key again, without quotation marks and spaces",
    );
  return say("ok", `an oid and ${apiKeyEnv} are set${user}`);
}
