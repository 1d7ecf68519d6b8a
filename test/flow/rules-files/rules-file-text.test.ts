import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Json, JsonObject } from "../../../src/core/model/json.js";
import type { DesiredRule } from "../../../src/core/model/rule.js";
import { isRulesFile, rulesFileText } from "../../../src/flow/rules-files/rules-file-text.js";

const owner = { project: "soc", oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd" };

const rule = (key: string, data: DesiredRule["data"]): DesiredRule => ({
  key,
  task: "a",
  data,
  tags: ["lctasks:soc"],
  comment: "lctasks soc/a",
});

const recordsIn = (text: string, version: "1.1" | "1.2"): unknown => {
  const read = parse(text, { version, ...(version === "1.1" ? { schema: "yaml-1.1" } : {}) }) as {
    hives: { "dr-general": unknown };
  };
  return JSON.parse(JSON.stringify(read.hives["dr-general"]));
};

/** Words that YAML 1.1 reads as something else than text. */
const words = [
  "on",
  "no",
  "Y",
  "~",
  "012",
  "1_000",
  "12:30",
  "2026-01-01",
  "0x1f",
  "=",
  "<<",
  ".inf",
  "null",
  "",
  " a",
];
const text = fc.oneof(fc.string(), fc.constantFrom(...words), fc.string({ unit: "binary" }));
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      text.filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 3 },
    ),
  ),
})).value;

describe("the text of a rules file", () => {
  it("means the same to readers of YAML 1.1 and 1.2, whatever a rule says", () => {
    fc.assert(
      fc.property(json, json, (detect, respond) => {
        const data = { detect: { detect } as JsonObject, respond: [{ respond }] as JsonObject[] };
        const written = rulesFileText([rule("lctasks.soc.a", data)], owner);
        const usr_mtd = { enabled: true, expiry: 0, tags: ["lctasks:soc"], comment: "lctasks soc/a" };
        const expected = JSON.parse(JSON.stringify({ "lctasks.soc.a": { data, usr_mtd } })) as unknown;
        expect(recordsIn(written, "1.1")).toEqual(expected);
        expect(recordsIn(written, "1.2")).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("has the same bytes for equal rules, in whatever order their members came", () => {
    const one = { event: "RECEIPT", op: "exists" };
    const other = { op: "exists", event: "RECEIPT" };
    expect(rulesFileText([rule("k", { detect: one, respond: [] })], owner)).toBe(
      rulesFileText([rule("k", { detect: other, respond: [] })], owner),
    );
  });

  it("names its owner: that of another project or organization is another file", () => {
    const written = rulesFileText([], owner);
    expect(isRulesFile(written, owner)).toBe(true);
    expect(isRulesFile(written.replaceAll("\n", "\r\n"), owner)).toBe(true);
    expect(isRulesFile(written, { ...owner, project: "so" })).toBe(false);
    expect(isRulesFile(written, { ...owner, oid: "00000000-0000-4000-8000-000000000000" })).toBe(false);
    expect(isRulesFile(`\n${written}`, owner)).toBe(false);
    expect(recordsIn(written, "1.1")).toEqual({});
  });
});
