import { describe, expect, it } from "vitest";
import {
  diffInputs,
  inputsDigest,
  runInputs,
  sameInputs,
  workDigest,
} from "../../../src/core/plan/run-inputs.js";
import { task } from "./builders.js";

const inputs = runInputs(task("version"));

describe("what a file says a run means", () => {
  it("is the trimmed command, the canonical target, and the context where it is written", () => {
    const target = { selector: '(plat=="windows") and  "server" in tags' };
    expect(runInputs(task("version", { command: " os_version\n", target }))).toEqual({
      command: "os_version",
      target: { selector: "plat == `windows` and `server` in tags" },
    });
    expect(runInputs(task("version", { context: "x", contextWritten: true })).context).toBe("x");
    expect(runInputs(task("version", { target: { tag: "server" } })).target).toEqual({ tag: "server" });
  });

  it("is the selector as written where it cannot be read", () => {
    expect(runInputs(task("version", { target: { selector: "plat = = x" } })).target).toEqual({
      selector: "plat = = x",
    });
  });

  it("is the same for stored inputs of another spelling", () => {
    const stored = { command: "os_version ", target: { selector: "plat==`windows`" } };
    expect(sameInputs(stored, inputs)).toBe(true);
    expect(sameInputs(stored, { ...inputs, command: "os_users" })).toBe(false);
    expect(diffInputs(stored, inputs)).toEqual([]);
  });

  it("differs by target even where the texts are equal", () => {
    const digests = [{ sid: "x" }, { tag: "x" }, { selector: "x" }].map((target) =>
      inputsDigest({ ...inputs, target }),
    );
    expect(new Set(digests).size).toBe(3);
  });

  it("shows differences under the names that files use", () => {
    expect(diffInputs(inputs, { command: "os_users", target: { tag: "x" }, context: "c" })).toEqual([
      { path: "task", before: "os_version", after: "os_users" },
      { path: "selector", before: "plat == `windows`" },
      { path: "tag", after: "x" },
      { path: "context", after: "c" },
    ]);
  });

  it("is the same work under another context", () => {
    expect(workDigest({ ...inputs, context: "c" })).toBe(workDigest(inputs));
    expect(workDigest({ ...inputs, command: "os_users" })).not.toBe(workDigest(inputs));
  });
});
