import fc from "fast-check";
import { expect, test } from "vitest";
import { moduleChunks } from "../../../scripts/function-chunks.mjs";
import { sha256Hex as native } from "../../../src/adapters/system/sha256.js";
import { sha256Hex } from "../../../src/core/model/sha256.js";

const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.string({ unit: "grapheme-composite" }));
const halves = fc
  .array(fc.integer({ min: 0xd7ff, max: 0xe000 }))
  .map((units) => String.fromCharCode(...units));

test("Node's SHA-256 and the portable one agree on every text, halves of surrogate pairs too", () => {
  fc.assert(
    fc.property(fc.oneof(text, halves), (said) => {
      expect(native(said)).toBe(sha256Hex(said));
    }),
  );
  expect(native("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("the program that is built hashes with Node's", async () => {
  const chunks = await moduleChunks({ program: "src/program.ts", sandbox: "src/sandbox/start.ts" });
  expect(chunks.filter(({ files }) => files.some((file) => file.includes("@noble/hashes/sha2")))).toEqual([]);
  const [hashing] = chunks.filter(({ files }) => files.includes("src/core/model/sha256.ts"));
  expect(hashing?.text).toContain("node:crypto");
});
