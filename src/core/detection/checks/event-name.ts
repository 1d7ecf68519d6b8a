import { nearestName } from "../../model/nearest.js";
import { shown } from "../problem.js";
import type { Target } from "../targets.js";
import type { RuleCheck, RuleRemark } from "./check.js";
import { edrEvents } from "./known-events.js";
import type { Place } from "./places.js";
import { noRemarks } from "./remarks.js";

/** An event type that no event has. */
export const eventName: RuleCheck = {
  check: "rule/event-name",
  severities: ["warning"],
  about:
    "event is compared exactly, letter case included: a rule with another spelling loads without an error and never fires.",
  part: "detect",
  run: ({ places, detect }) => places.flatMap((place) => placeRemarks(place, detect.target)),
};

function placeRemarks({ node }: Place, target: Target): readonly RuleRemark[] {
  if (node.events === undefined) return noRemarks;
  const known = target.events ?? (target.name === "edr" ? edrEvents : undefined);
  return [...node.events].flatMap((name) => {
    const fix = fixFor(name, known, target);
    if (fix === undefined) return [];
    const key = node.raw["event"] === name ? "event" : "events";
    return [
      {
        severity: "warning",
        message: `${shown(name)} is no event type that we know`,
        fix,
        at: [...node.at, key],
      },
    ];
  });
}

/** What to write instead; undefined for names that are known, or that may be an adapter's own. */
function fixFor(name: string, known: readonly string[] | undefined, target: Target): string | undefined {
  if (name.includes("*")) return "leave event out: it is compared exactly, there are no wildcards";
  if (!known || known.includes(name)) return undefined;
  const near = nearestName(name, known);
  if (target.events) return near ? `write ${near}` : `the types are ${target.events.join(", ")}`;
  if (name.toLowerCase() === "deleted_sensor") return "write target: deployment and event: deleted_sensor";
  return near !== undefined && isMisspelt(name, near) ? `write ${near}` : undefined;
}

/** Letter case alone, or one letter: anything further away may be an adapter's event. */
function isMisspelt(name: string, near: string): boolean {
  const [a, b] = [name.toUpperCase().replace(/[^A-Z0-9]/g, ""), near.replace(/[^A-Z0-9]/g, "")];
  if (a === b) return true;
  return name === name.toUpperCase() && Math.abs(a.length - b.length) <= 1 && differsInOne(a, b);
}

function differsInOne(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return short.slice(a.length === b.length ? at + 1 : at) === long.slice(at + 1);
}
