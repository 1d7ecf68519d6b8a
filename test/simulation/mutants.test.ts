import { afterAll, beforeAll, expect, it } from "vitest";
import { main } from "../../src/commands/main.js";
import { buildProgram } from "./build-program.js";
import { type Front, openFront } from "./front.js";
import { mutants } from "./mutants.js";
import { play } from "./sequence.js";

let front: Front;
beforeAll(async () => {
  front = await openFront();
});
afterAll(() => front.close());

it.each(mutants)(
  "a program that would $name breaks a promise in sequence $seed",
  async (mutant) => {
    const program = await buildProgram(mutant);
    const { seed } = mutant;
    try {
      const broken = await play({ seed, program, front, counters: new Map() });
      expect(broken.violations.join("\n")).toMatch(mutant.shows ?? /./);
    } finally {
      program.dispose();
    }
    const kept = await play({ seed, program: { main }, front, counters: new Map() });
    expect(kept.violations, kept.trace.join("\n")).toEqual([]);
  },
  120_000,
);

it("the same seed plays the same sequence", async () => {
  const [first, second] = [await again(), await again()];
  expect(second).toEqual(first);
});

const again = () => play({ seed: 4, program: { main }, front, counters: new Map() });
