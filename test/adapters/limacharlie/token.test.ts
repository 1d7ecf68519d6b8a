import { describe, expect, it } from "vitest";
import { expiryOf } from "../../../src/adapters/limacharlie/token.js";

const claims = (value: unknown): string => `h.${Buffer.from(JSON.stringify(value)).toString("base64url")}.s`;

describe("the end of a token", () => {
  it("is its exp claim in milliseconds", () => {
    expect(expiryOf(claims({ exp: 1_790_000_000 }))).toBe(1_790_000_000_000);
  });

  it.each([
    "opaque",
    "a.b",
    "a.b.c",
    "a.b.c.d",
    claims(3),
    claims({}),
    claims({ exp: "soon" }),
    claims({ exp: null }),
  ])("is unknown for %s", (token) => {
    expect(expiryOf(token)).toBeUndefined();
  });
});
