import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
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

test("the program that is built hashes with Node's", () => {
  const dist = join(import.meta.dirname, "../../../dist");
  const names = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".js"),
  );
  const importing = (library: string) =>
    names.filter((name) => readFileSync(join(dist, name), "utf8").includes(`"${library}"`));
  expect(importing("@noble/hashes/sha2.js")).toEqual([]);
  expect(importing("node:crypto")).not.toEqual([]);
});
