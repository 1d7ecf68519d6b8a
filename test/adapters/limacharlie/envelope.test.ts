import { describe, expect, it } from "vitest";
import { openEnvelope } from "../../../src/adapters/limacharlie/envelope.js";

describe("an extension's reply", () => {
  it.each([
    [
      { data: { a: 1 }, error: "", retry: false },
      { enveloped: true, data: { a: 1 }, error: "", retry: false },
    ],
    [
      { data: null, retry: true },
      { enveloped: true, data: null, error: "", retry: true },
    ],
    [
      { data: {}, error: " no " },
      { enveloped: true, data: {}, error: "no", retry: false },
    ],
    [
      { data: 1, error: null },
      { enveloped: true, data: 1, error: "", retry: false },
    ],
    [{ data: { a: 1 } }, { enveloped: false, data: { data: { a: 1 } }, error: "", retry: false }],
    [
      { error: "no", retry: true },
      { enveloped: false, data: { error: "no", retry: true }, error: "no", retry: false },
    ],
    [[1], { enveloped: false, data: [1], error: "", retry: false }],
    [null, { enveloped: false, data: null, error: "", retry: false }],
  ])("%j", (value, expected) => {
    expect(openEnvelope(value)).toEqual(expected);
  });
});
