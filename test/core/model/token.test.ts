import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonDigest } from "../../../src/core/model/digest.js";
import { sha256Hex } from "../../../src/core/model/sha256.js";
import {
  carriesToken,
  contextOf,
  digestVersion,
  editDigest,
  formToken,
  isTokenOf,
  type TokenParts,
  tokenPrefix,
} from "../../../src/core/model/token.js";

const inputs = { command: "os_version", target: { selector: "plat == `windows`" } };
const parts: TokenParts = {
  inputs,
  context: "acme-version",
  project: "acme",
  oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd",
  ledgerId: "0b8a1f7e-2c1d-4f0e-9a55-1d2c3b4a5f60",
  run: 1,
  rendered: inputs,
  exactContext: false,
};

/**
 * Stored ledgers and delivered tasks depend on these texts: a program that forms others would hold every task as edited, and
 * would not recognise its own runs. They may never change; a new algorithm gets a new version.
 */
describe("digests that may never change", () => {
  it("SHA-256 is SHA-256", () => {
    expect(sha256Hex("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(sha256Hex("grüße")).toBe("8285d1ad84c6b6e475d3b50dbf90389c8c7a07a278d9ae46d5698cbe872e3834");
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(sha256Hex(text)).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
      }),
    );
    expect(jsonDigest({ b: [1, null], a: "x" })).toBe(sha256Hex('{"a":"x","b":[1,null]}'));
  });

  it("the edit digest of a run", () => {
    expect(digestVersion).toBe(1);
    expect(editDigest(inputs)).toBe("69ef5fd24534a2ac1f20e6918e025148d73b250929febacce39bd9ce3eb822df");
    expect(editDigest({ command: "dir_list /tmp", target: { tag: "server" }, context: "tmp" })).toBe(
      "e527e6a982fb7c51de7c68dc246d4d2625450e12e157effa07254f9614bb70b6",
    );
    expect(
      editDigest({ command: "os_version", target: { sid: "bb4b30af-11f3-4a5c-a2a6-52b1d4ee2d52" } }),
    ).toBe("4d91c094ca8c6983632d9cc80cc42a01f4ee06da32b83c6abd279b91e88831fd");
  });

  it("the token of a run", () => {
    expect(formToken(parts)).toBe("acme-version.r1.66a8708d");
    expect(
      formToken({ ...parts, run: 12, inputs: { ...inputs, context: "version" }, context: "version" }),
    ).toBe("version.r12.d7c64e46");
  });
});

describe("the edit digest", () => {
  it("is the same in whatever order members come", () => {
    expect(editDigest({ target: inputs.target, command: inputs.command })).toBe(editDigest(inputs));
  });

  it("moves with command, target and a written context", () => {
    const others = [
      { ...inputs, command: "os_packages" },
      { ...inputs, target: { tag: "plat == `windows`" } },
      { ...inputs, target: { sid: "plat == `windows`" } },
      { ...inputs, context: "acme-version" },
    ];
    expect(new Set([inputs, ...others].map(editDigest)).size).toBe(5);
  });
});

describe("a token", () => {
  it("is the context, the run and eight digits", () => {
    expect(formToken(parts)).toMatch(/^acme-version\.r1\.[0-9a-f]{8}$/);
  });

  it("is another one for everything that makes a run another one", () => {
    const others = [
      { ...parts, project: "acme-two" },
      { ...parts, oid: "00000000-0000-4000-8000-000000000000" },
      { ...parts, ledgerId: "another" },
      { ...parts, run: 2 },
      { ...parts, inputs: { ...inputs, command: "os_packages" } },
      { ...parts, rendered: { ...inputs, command: "os_version " } },
      { ...parts, rendered: { ...inputs, target: { tag: "server" } } },
      { ...parts, context: "acme-versions" },
    ];
    expect(new Set([parts, ...others].map(formToken)).size).toBe(others.length + 1);
  });

  it("is the context as written when that is asked for", () => {
    expect(formToken({ ...parts, exactContext: true, context: "version" })).toBe("version");
  });

  it("tells the context it was formed from", () => {
    expect(contextOf(formToken(parts))).toBe("acme-version");
    expect(contextOf("version")).toBe("version");
    expect(contextOf("a.r1.0123abcd.r2.0123abcd")).toBe("a.r1.0123abcd");
    expect(contextOf("a.r1.0123abc")).toBe("a.r1.0123abc");
    expect(contextOf("a.r1.0123ABCD")).toBe("a.r1.0123ABCD");
    expect(tokenPrefix("version")).toBe("version.r");
  });

  it("is recognised bare and with a suffix, and never as part of another", () => {
    const token = formToken(parts);
    for (const text of [token, `${token}/`, `${token}/5f0c1c3e-7d0a`]) {
      expect(carriesToken(text, token)).toBe(true);
      expect(isTokenOf("acme-version", text)).toBe(true);
    }
    for (const text of [`${token}0`, `x${token}`, token.slice(0, -1), `x/${token}`, "", "acme-version"]) {
      expect(carriesToken(text, token)).toBe(false);
      expect(isTokenOf("acme-version", text)).toBe(false);
    }
    expect(isTokenOf("acme", token)).toBe(false);
  });

  it("is of its own context, for every context that a file may write", () => {
    const context = fc.stringMatching(/^[!-.0-~]{1,40}$/);
    fc.assert(
      fc.property(context, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (written, run) => {
        const token = formToken({ ...parts, context: written, run });
        expect(contextOf(token)).toBe(written);
        expect(isTokenOf(written, token)).toBe(true);
        expect(token.startsWith(tokenPrefix(written))).toBe(true);
      }),
    );
  });
});
