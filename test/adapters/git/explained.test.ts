import { describe, expect, it } from "vitest";
import { explained } from "../../../src/adapters/git/explained.js";

describe("what Git complained about", () => {
  it.each([
    [
      "fatal: unable to access 'https://bob:s3cret@host/x.git/': 403",
      "fatal: unable to access 'https://host/x.git/': 403",
    ],
    ["see ssh://s3cret@host:22/x and http://a:p@ss@host", "see ssh://host:22/x and http://host"],
    ["mail ada@example.org about https://host/a@b", "mail ada@example.org about https://host/a@b"],
  ])("carries no credentials: %s", (said, shown) => {
    expect(explained(new Error(said))).toBe(shown);
  });

  it("is one line", () => {
    expect(explained(new Error("remote: no\n  fatal: no\n\nGit ended with 128\n"))).toBe(
      "remote: no; fatal: no; Git ended with 128",
    );
  });
});
