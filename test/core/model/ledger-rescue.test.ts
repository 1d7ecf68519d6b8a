import { describe, expect, it } from "vitest";
import { encodeLedger } from "../../../src/core/model/ledger-document.js";
import { rescue } from "../../../src/core/model/ledger-rescue.js";
import { sampleLedger } from "../../contracts/ledger.js";

const ledger = sampleLedger();

describe("a damaged ledger", () => {
  it("is looked at row by row: which are whole, and what is wrong with the others", () => {
    const tasks = { ...ledger.tasks, b: { highest: 0, runs: [{ run: 1 }], onRemove: "cancel" } };
    expect(rescue(JSON.stringify({ ...ledger, tasks, rules: { k: { task: 1 } } }))).toEqual({
      serial: 1,
      tasks: ["__proto__named", "os-version"],
      rules: [],
      damaged: ['tasks["b"].runs[0].token is missing', 'rules["k"].task is not text'],
    });
  });

  it("says when rows cannot be told apart any more", () => {
    expect(rescue("{ half")).toBeUndefined();
    expect(rescue("[]")).toBeUndefined();
    expect(rescue('{"tasks": 7}')).toEqual({
      tasks: [],
      rules: [],
      damaged: [
        "tasks is not an object: all of its rows are lost",
        "rules is not an object: all of its rows are lost",
      ],
    });
  });

  it("that is whole has nothing damaged", () => {
    expect(rescue(encodeLedger(ledger))?.damaged).toEqual([]);
  });
});
