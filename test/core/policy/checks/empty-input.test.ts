import { describe, expect, it } from "vitest";
import { emptyInput } from "../../../../src/core/policy/checks/empty-input.js";
import { buried, issued, row, task } from "../../plan/builders.js";
import { inputOf, onlyRefusal, refusedBy } from "../builders.js";

const rows = { version: row([issued(task("version"))]) };

describe("an emptied folder of tasks", () => {
  it("refuses everything, with the globs that found nothing and the way out", () => {
    const refusal = onlyRefusal(emptyInput, inputOf({ rows }));
    expect(refusal.refuses).toBe("all");
    expect(refusal.reason).toBe(
      "no task is declared for this organization (tasks/**/*.yaml), and 1 would be removed",
    );
    expect(refusal.allow.join(" ")).toContain("--allow-empty");
  });

  it("is allowed when that is said", () => {
    expect(refusedBy(emptyInput, inputOf({ rows }, { allowEmpty: true }))).toEqual([]);
  });

  it("is nothing to refuse where nothing would be removed, or a task is left", () => {
    expect(refusedBy(emptyInput, inputOf({}))).toEqual([]);
    expect(
      refusedBy(emptyInput, inputOf({ rows: { version: row([issued(task("version"))], buried) } })),
    ).toEqual([]);
    expect(refusedBy(emptyInput, inputOf({ rows, tasks: [task("other", { command: "os_users" })] }))).toEqual(
      [],
    );
  });
});
