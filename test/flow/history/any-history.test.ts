import fc from "fast-check";
import { expect, it } from "vitest";
import { steps } from "./steps.js";
import { broken } from "./story.js";

it("no history of edits, applies, failures and time breaks a promise", async () => {
  const holds = fc.asyncProperty(steps, async (history) => {
    expect(await broken(history)).toEqual([]);
  });
  await fc.assert(holds, { seed: 20_260_302, numRuns: 30, endOnFailure: true });
}, 180_000);
