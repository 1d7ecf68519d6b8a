import type { Diagnosis } from "../../model/doctor-report.js";
import type { MachineFacts } from "../facts.js";
import { diagnoser } from "./diagnosis.js";

const say = diagnoser("schemas");

/** Whether editors complete by this version's keys; nothing is said where nobody has a copy of another version. */
export function checkSchemas({ staleSchemas }: Pick<MachineFacts, "staleSchemas">): Diagnosis | undefined {
  if (staleSchemas.length === 0) return undefined;
  return say(
    "note",
    `${staleSchemas.join(" and ")}: of another version of lctasks, so editors do not know all keys of this one`,
    "`lctasks init --schemas` replaces them",
  );
}
