import { readdirSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { loadSchemas } from "../../scripts/generate.mjs";
import { isJsonObject, type Json, type JsonObject } from "../../src/core/model/json.js";
import { ledgerCheck } from "../../src/core/model/ledger-checks.js";
import { encodeLedger } from "../../src/core/model/ledger-document.js";
import { sampleLedger } from "../contracts/ledger.js";
import { goldenFolder, goldenText } from "../golden-ledgers/golden.js";

const { ledger: schema } = await loadSchemas();
const valid = new Ajv2020.default({ strict: false }).compile(isJsonObject(schema) ? schema : {});

const rich = {
  ...sampleLedger(),
  lease: { id: "l", owner: "o", url: "https://ci", takenAtMs: 1, expiresAtMs: 2 },
  commit: { sha: "abc", author: "me", uncommitted: true, older: true, atMs: 3 },
  paused: { why: "pause", by: "me", atMs: 4 },
  movedTo: "git",
  rules: {
    a: { task: "x", intent: { verb: "delete" } },
    b: { task: "x", intent: { verb: "write", hash: "h" }, applied: { hash: "h", content: [1] } },
  },
};
const documents: readonly JsonObject[] = [
  JSON.parse(JSON.stringify(rich)),
  JSON.parse(encodeLedger(sampleLedger())),
  ...readdirSync(goldenFolder)
    .filter((file) => /^v\d+-[a-z-]+\.json$/.test(file))
    .map((file): JsonObject => JSON.parse(goldenText(file))),
];

/** Every place in a value, as the names that lead there. */
function* places(value: Json, path: readonly string[] = []): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) yield* places(member, [...path, name]);
}

const replacements: readonly (Json | undefined)[] = [
  undefined,
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e300,
  "",
  "x",
  [],
  [{}],
  {},
  { tag: "t" },
  { tag: "t", sid: "s" },
  { verb: "delete" },
];

/** A document with one place replaced, or (undefined) gone. */
function mutated(document: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const copy = structuredClone(document);
  const names = [...path];
  const last = names.pop() ?? "";
  const place = names.reduce<Record<string, Json>>(
    (object, name) => object[name] as unknown as Record<string, Json>,
    copy as Record<string, Json>,
  );
  if (value === undefined) delete place[last];
  else Object.defineProperty(place, last, { value, enumerable: true, writable: true, configurable: true });
  return copy;
}

const isRead = (document: JsonObject): boolean => {
  const problem = ledgerCheck(document, "ledger");
  const { version } = document;
  return (version === 1 || version === 2) && (problem === undefined || problem.includes("highest is lower"));
};

describe("schemas/ledger.schema.json", () => {
  it("accepts what is written", () => {
    for (const document of documents) {
      expect([valid(document), valid.errors]).toEqual([true, null]);
      expect(isRead(document)).toBe(true);
    }
  });

  it("says of every change of every place what reading says", () => {
    const differ = documents.flatMap((document) =>
      [...places(document)].flatMap((path) =>
        replacements.flatMap((value) => {
          const changed = mutated(document, path, value);
          return valid(changed) === isRead(changed) ? [] : [[path, value]];
        }),
      ),
    );
    expect(differ).toEqual([]);
  });
});
