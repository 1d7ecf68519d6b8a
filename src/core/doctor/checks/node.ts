import type { Diagnosis } from "../../model/doctor-report.js";
import type { MachineFacts } from "../facts.js";
import { diagnoser } from "./diagnosis.js";

/** The oldest Node that this program runs on, as `engines` of package.json says; a test compares them. */
export const leastNode = "20.19.0";

const say = diagnoser("node");

/** Whether Node is new enough. */
export function checkNode({ nodeVersion }: Pick<MachineFacts, "nodeVersion">): Diagnosis {
  return isAtLeast(nodeVersion, leastNode)
    ? say("ok", `Node ${nodeVersion}; ${leastNode} or later is needed`)
    : say(
        "error",
        `Node ${nodeVersion} is too old: ${leastNode} or later is needed`,
        "Install a present Node: https://nodejs.org",
      );
}

function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [version, least].map((text) =>
    text.split(".").map((part) => Number.parseInt(part, 10)),
  );
  for (const [index, wanted] of (want ?? []).entries()) {
    const part = have?.[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
