import type { Diagnosis } from "../../model/doctor-report.js";
import type { OrganizationFacts } from "../facts.js";
import { diagnoser } from "./diagnosis.js";

const say = diagnoser("witness");

/** Whether the ledger is as far as somebody outside it remembers. */
export function checkWitness({ witness }: OrganizationFacts): Diagnosis {
  if (witness === undefined) return say("not-checked", "there is no ledger that can be read");
  switch (witness.state) {
    case "none":
      return say(
        "note",
        "nobody outside the ledger remembers how far it was: a roll-back might go unnoticed",
        "Write `witness: git` in the configuration, where the checkout may push",
      );
    case "nothing-yet":
      return say("ok", "the witness has nothing to remember yet");
    case "agrees":
      return say("ok", `the ledger is at least at serial ${witness.serial}, which the witness remembers`);
    case "doubt":
      return say("error", witness.reason, witness.decide.join("; "));
  }
}
