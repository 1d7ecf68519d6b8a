import { describe, expect, it } from "vitest";
import { desiredRules, isProjectKey, ownerTag, ruleKey } from "../../../src/core/plan/desired-rules.js";
import { dayMs, issued, output, project, row, ruleOf, rulesOf, task } from "./builders.js";

const version = task("version", { response: [output] });
const investigation = (value: string) => ({
  op: "starts with",
  path: "routing/investigation_id",
  value,
  "case sensitive": true,
});

describe("a generated condition", () => {
  it("hears every answer of the command that begins with the context", () => {
    expect(ruleOf(version).data.detect).toEqual({
      events: ["OS_VERSION_REP", "RECEIPT"],
      ...investigation("acme-version.r"),
    });
  });

  it("asks for one event where the command has one answer", () => {
    const run = task("version", { response: [output], command: 'run --shell-command "whoami"' });
    expect(ruleOf(run).data.detect).toEqual({ event: "RECEIPT", ...investigation("acme-version.r") });
  });

  it("asks for an exact context as it is sent", () => {
    const exact = task("version", { response: [output], exactContext: true, context: "version" });
    expect(ruleOf(exact).data.detect).toMatchObject({ value: "version" });
  });

  it("hears the context of every run that can still be answered, and no other", () => {
    const old = issued(task("version", { context: "old.ctx", contextWritten: true }));
    const exact = issued(task("version", { run: 2, exactContext: true, context: "a.r1.0123abcd" }));
    const memory = row([old, exact]);
    const wanted = { ...version, run: 3 };
    expect(ruleOf(wanted, memory).data.detect).toEqual({
      events: ["OS_VERSION_REP", "RECEIPT"],
      op: "or",
      rules: ["acme-version.r", "old.ctx.r", "a.r1.0123abcd"].map(investigation),
    });
    const late = desiredRules(project, wanted, memory, old.expiresAtMs + dayMs);
    expect(late[0]?.data.detect).toEqual(ruleOf(wanted).data.detect);
  });

  it("hears the answers of an earlier command as long as they can come", () => {
    const memory = row([issued(task("version", { command: "os_packages" }))]);
    expect(ruleOf({ ...version, run: 2 }, memory).data.detect).toMatchObject({
      events: ["OS_VERSION_REP", "RECEIPT", "OS_PACKAGES_REP"],
      value: "acme-version.r",
    });
  });

  it("is the same before and after its run was issued", () => {
    expect(ruleOf(version, row([issued(version)]))).toEqual(ruleOf(version));
  });

  it("names no event where none can be known", () => {
    const silent = task("version", { response: [output], command: "not_a_command" });
    expect(ruleOf(silent).data.detect).toMatchObject({ events: [] });
  });
});

describe("a rule as it should stand", () => {
  it("takes over a condition and tests as they are written", () => {
    const detect = { event: "RECEIPT", op: "exists", path: "event" };
    const tests = { match: [[{ event: {}, routing: {} }]] };
    const written = task("version", { response: [{ ...output, detect, tests }] });
    expect(ruleOf(written)).toEqual({
      key: "lctasks.acme.version",
      task: "version",
      data: { detect, respond: output.respond, tests },
      tags: ["lctasks:acme"],
      comment: "lctasks acme/version",
    });
    expect(ruleOf(version).data).not.toHaveProperty("tests");
  });

  it("has a key for each response of a task", () => {
    const three = task("version", { response: [output, output, output] });
    expect(rulesOf(three).map(({ key }) => key)).toEqual([
      "lctasks.acme.version",
      "lctasks.acme.version.2",
      "lctasks.acme.version.3",
    ]);
    expect(rulesOf(task("version"))).toEqual([]);
  });

  it("is known by a key and a tag of its project alone", () => {
    expect(isProjectKey("acme", ruleKey("acme", { name: "version", response: [] }, 1))).toBe(true);
    expect(isProjectKey("acme", ruleKey("acme-two", { name: "version", response: [] }, 0))).toBe(false);
    expect(ownerTag("acme")).toBe("lctasks:acme");
  });
});
