import { type AnswerBody, answerBody } from "../command/answer-bodies.js";
import { pathOf, type Place, placesOf } from "../detection/checks/places.js";
import { parseEventPath } from "../detection/event-path.js";
import type { Finding } from "../model/finding.js";
import { nearestName } from "../model/nearest.js";
import { checks } from "./checks.js";
import { ownedBy } from "./declaration.js";
import { listed } from "./describe.js";
import type { Listener } from "./listener.js";
import type { PossibleAnswers } from "./possible-answers.js";

/** Conditions on fields that no documented answer has: mostly misspelt. Documentation is not complete, so never more than a warning. */
export function answerFieldFindings(
  { owner, detect, path }: Listener,
  answers: PossibleAnswers | undefined,
): Finding[] {
  if (path === undefined || answers === undefined || detect.stateful || detect.target.name !== "edr")
    return [];
  const { source } = owner;
  return placesOf(detect.node).flatMap((place): Finding[] => {
    const events = [...(place.events ?? answers.heard)];
    const stranger = strangerIn(place, events);
    if (stranger === undefined) return [];
    const { written, missing, names, before } = stranger;
    const near = nearestName(missing, names);
    return [
      {
        check: checks.responseUnknownField,
        severity: "warning",
        message: `${written} is no documented field of ${listed(events, "or")}: there is no ${missing}${before === "" ? "" : ` in ${before}`}`,
        fix:
          near === undefined
            ? `Look at a real answer before relying on it; documented ${names.length === 1 ? "is" : "are"} ${listed(names.toSorted(), "and")}`
            : `Write ${near}`,
        at: source.value([...path, ...place.node.at.slice(1), "path"]),
        ...ownedBy(owner),
      },
    ];
  });
}

interface Stranger {
  readonly written: string;
  readonly missing: string;
  /** What is documented in its place. */
  readonly names: readonly string[];
  /** The field it is looked for in; empty at the top. */
  readonly before: string;
}

/** The first step of a path that none of these events is documented to have; undefined where one has it, or is open. */
function strangerIn(place: Place, events: readonly string[]): Stranger | undefined {
  const written = place.root === "record" ? pathOf(place) : undefined;
  if (written === undefined) return undefined;
  const [root, ...steps] = parseEventPath(written).parts;
  let bodies = events.map(answerBody);
  if (root !== "event" || bodies.length === 0 || bodies.includes(undefined)) return undefined;
  const before: string[] = [];
  for (const step of steps) {
    if (step === "*") return undefined;
    if (step === "?" || /^\d+$/.test(step)) continue;
    const known = bodies.filter((body) => body !== undefined);
    const found = known.flatMap((body) => (Object.hasOwn(body, step) ? [body[step]] : []));
    if (found.length === 0) {
      const names = [...new Set(known.flatMap((body) => Object.keys(body)))];
      return { written, missing: step, names, before: before.join("/") };
    }
    if (found.some((each) => typeof each === "string")) return undefined;
    bodies = found as AnswerBody[];
    before.push(step);
  }
  return undefined;
}
