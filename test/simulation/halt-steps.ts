import type { Chance } from "../../src/sandbox/chance.js";
import type { Step } from "./steps.js";

/** In how many sequences with waves those are halted by failures. */
const share = 0.4;

/**
 * Waves that halt when a sensor failed, and sensors that fail and are well again between them. Drawn apart from everything else, so that
 * the other sequences stay as they are.
 */
export function withHalts(steps: readonly Step[], chance: Chance): Step[] {
  if (!chance.happens(share)) return [...steps];
  return steps.flatMap((step): Step[] => {
    if (step.kind !== "edit" || step.edit.do !== "waves") return [step];
    const which = chance.below(4);
    const deeds = chance.happens(0.7) ? (["fail", "connect"] as const) : (["mend"] as const);
    const halting: Step = { ...step, edit: { ...step.edit, halts: true } };
    return [
      ...deeds.map((deed): Step => ({ kind: "deed", alias: "prod", deed: { do: deed, which } })),
      halting,
    ];
  });
}
