import { describe, expect, it } from "vitest";
import { draftsOf } from "../../../src/core/import/drafts.js";
import { withListeners } from "../../../src/core/import/listening-rules.js";
import type { JsonObject } from "../../../src/core/model/json.js";
import type { LiveRule, UserMetadata } from "../../../src/core/model/rule.js";
import { ledgerOf } from "../plan/builders.js";

const { drafts } = draftsOf({
  entries: ["one", "two words", ""].map((context, index) => ({
    taskId: `t${index}`,
    command: "os_version",
    context,
    sids: ["a"],
  })),
  ledger: ledgerOf({}),
  declared: [],
  here: [],
  files: [],
  wanted: () => true,
});

const hears = (value: string): JsonObject => ({
  event: "RECEIPT",
  op: "contains",
  path: "routing/investigation_id",
  value,
});

const rule = (
  detect: JsonObject | undefined,
  metadata: Partial<UserMetadata> = {},
  key = "rule",
): LiveRule => ({
  readable: true,
  record: {
    key,
    data: { ...(detect === undefined ? {} : { detect }), respond: [] },
    userMetadata: { enabled: true, expiry: 0, tags: [], comment: "", ...metadata },
    etag: "1",
  },
});

const listen = (live: LiveRule, rules = {}, named: readonly string[] = []) => {
  const found = withListeners({
    drafts,
    live: [live],
    ledger: { rules },
    named: new Set(named),
    wanted: () => true,
  });
  return {
    given: found.drafts.filter((draft) => draft.rules.length > 0).map(({ name }) => name),
    why: found.left.map(({ why }) => why),
  };
};

describe("a rule of somebody else", () => {
  it("goes to the one task that it hears", () => {
    expect(listen(rule(hears("one")))).toEqual({ given: ["one"], why: [] });
  });

  it.each([
    ["that expires", rule(hears("one"), { expiry: 5 }), "it expires, and a response of one would not"],
    [
      "that is disabled",
      rule(hears("one"), { enabled: false }),
      "it is disabled, and a response of one would enable it",
    ],
    ["of an extension", rule(hears("one"), { tags: ["ext:x"] }), "it is tagged ext:x: an extension owns it"],
    ["of another project", rule(hears("one"), {}, "lctasks.other.one"), "another project of lctasks owns it"],
    [
      "for a context that no file can have",
      rule(hears("two words")),
      "the file of two-words cannot have the context that it listens for",
    ],
    [
      "with what a file reads as a variable",
      rule({ ...hears("one"), name: "${{ vars.x }}" }),
      "it has ${{ in it, which a file reads as a variable",
    ],
    ["that hears several", rule(hears("o")), "it hears several tasks: one, two-words"],
  ])("%s stays there", (_, live, why) => {
    expect(listen(live)).toEqual({ given: [], why: [why] });
  });

  it.each([
    ["that cannot be read", { readable: false, key: "x", reason: "locked" } as const],
    ["without a condition", rule(undefined)],
    ["whose condition cannot be understood", rule({ op: "no such operator" })],
    ["that hears whatever comes", rule({ event: "RECEIPT", op: "exists", path: "event" })],
    ["that hears none of them", rule(hears("three"))],
  ])("%s is not spoken of", (_, live) => {
    expect(listen(live)).toEqual({ given: [], why: [] });
  });

  it("that a file names already, or that is ours, is not given again; one of an import before is", () => {
    const nothing = { given: [], why: [] };
    expect(listen(rule(hears("one")), {}, ["rule"])).toEqual(nothing);
    expect(listen(rule(hears("one")), { rule: { task: "x" } })).toEqual(nothing);
    expect(listen(rule(hears("one")), { rule: { task: "one", foreign: "keep" } }).given).toEqual(["one"]);
  });
});
