import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeLedger, encodeLedger } from "../../src/core/model/ledger-document.js";
import { inShort, oid, planOf, present, project } from "../core/plan/builders.js";
import { type GoldenCase, goldenFolder, goldenText, tasksOf } from "./golden.js";

const names = readdirSync(goldenFolder)
  .filter((file) => file.endsWith(".case.json"))
  .map((file) => file.slice(0, -".case.json".length));

/** These files are never made again: they are what older programs wrote. A new version of the tool adds files of its own. */
describe("ledgers that were written before", () => {
  it("are there for every version that was released", () => {
    expect(new Set(names.map((name) => name.split("-")[0]))).toEqual(new Set(["v1", "v2"]));
    expect(names.length).toBeGreaterThanOrEqual(11);
  });

  it.each(names)("%s plans nothing, or what a person still has to decide", (name) => {
    const golden = JSON.parse(goldenText(`${name}.case.json`)) as GoldenCase;
    const decoded = decodeLedger(goldenText(`${name}.json`), { project, oid });
    if (!decoded.readable) throw new Error(decoded.reason);
    const tasks = tasksOf(golden);
    expect(tasks).toHaveLength(golden.tasks.length);
    const plan = planOf({
      tasks,
      ledger: present(decoded.ledger),
      queue: golden.queue,
      nowMs: golden.nowMs,
    });
    expect(plan.changes).toEqual([]);
    expect(inShort(plan)).toEqual(golden.expected);
  });

  it.each(names)("%s is written again to the letter", (name) => {
    const text = goldenText(`${name}.json`);
    const decoded = decodeLedger(text, { project, oid });
    expect(decoded.readable && `${encodeLedger(decoded.ledger)}\n`).toBe(text);
  });
});
