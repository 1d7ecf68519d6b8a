import { describe, expect, it } from "vitest";
import { ruleContent, writtenRules } from "../../src/flow/import/written-rules.js";
import type { Files } from "../../src/ports/files.js";
import { matchesGlob } from "../../src/core/model/glob.js";

function filesOf(texts: { readonly [path: string]: string }): Files {
  const found = Object.entries(texts).map(([path, text]) => ({
    path,
    bytes: new TextEncoder().encode(text),
  }));
  return {
    read: (path) => found.find((file) => file.path === path),
    find: (globs) => found.filter(({ path }) => globs.some((glob) => matchesGlob(glob, path))),
  };
}

const detect = "detect: { event: A, op: exists, path: event }";

describe("rules in files of the vendor's", () => {
  it("are found by name in hives, in rules and by themselves, with their YAML", () => {
    const { rules, unreadable } = writtenRules(
      filesOf({
        "a.yaml": `hives:\n  dr-general:\n    one: { data: { ${detect}, respond: [] } }\n`,
        "b.yml": `rules:\n  two: { ${detect}, respond: [] }\n`,
      }),
      ["."],
    );
    expect([...rules].map(([key, { file, node }]) => [key, file, node !== undefined])).toEqual([
      ["one", "a.yaml", true],
      ["two", "b.yml", true],
    ]);
    expect(unreadable).toEqual([]);
  });

  it("whose content is said elsewhere in their file have no YAML of their own", () => {
    const text = `x: &x [{ action: report, name: n }]\nhives:\n  dr-general:\n    one: { ${detect}, respond: *x }\n`;
    const rule = writtenRules(filesOf({ "a.yaml": text }), ["a.yaml"]).rules.get("one");
    expect([rule?.data["respond"], rule?.node]).toEqual([[{ action: "report", name: "n" }], undefined]);
  });

  it("that cannot be read are said once", () => {
    const files = filesOf({ "a/index.yaml": "include: [b.yaml, ../../c.yaml]\n", "a/b.yaml": "x: [" });
    expect(writtenRules(files, ["a", "nowhere"]).unreadable).toEqual([
      "a/index.yaml: ../../c.yaml leads out of the repository",
      expect.stringContaining("Cannot read a/b.yaml"),
      "nowhere: no such file, or no YAML file in it",
    ]);
  });

  it("say the same where tests are empty or left out", () => {
    const rule = { detect: { op: "exists" }, respond: [] };
    expect(ruleContent({ ...rule, tests: {} })).toEqual(ruleContent(rule));
    expect(ruleContent({ ...rule, tests: { match: [] } })).not.toEqual(ruleContent(rule));
  });
});
