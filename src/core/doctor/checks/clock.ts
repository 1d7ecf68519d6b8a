import type { Diagnosis } from "../../model/doctor-report.js";
import type { OrganizationFacts } from "../facts.js";
import { diagnoser } from "./diagnosis.js";

const say = diagnoser("clock");
/** Clocks that differ by more are worth a word, as in a plan. */
const worthAWordMs = 30_000;

/** Whether this machine's clock is that of the service. */
export function checkClock({ skewMs }: OrganizationFacts): Diagnosis {
  if (skewMs === undefined) return say("not-checked", "the service did not say its time");
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (Math.abs(skewMs) <= worthAWordMs)
    return say("ok", "this machine's clock is the service's, give or take 30 s");
  return say(
    "warning",
    `this machine's clock is ${seconds} s ${skewMs > 0 ? "ahead of" : "behind"} the service's`,
    "Set the clock, for example by NTP; times of record are the service's either way",
  );
}
