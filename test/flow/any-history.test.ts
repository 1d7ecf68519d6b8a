import fc from "fast-check";
import { expect, it } from "vitest";
import { broken, steps } from "./any-history.js";

it("no history of edits, applies and failures breaks a promise", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      expect(await broken(history)).toEqual([]);
    }),
    {
      seed: Number(process.env["SEED"] ?? 20_260_302),
      numRuns: Number(process.env["RUNS"] ?? 12),
      endOnFailure: process.env["SEED"] === undefined,
    },
  );
}, 1_200_000);
