import { describe, expect, it } from "vitest";
import type { HiveRecord } from "../../../src/core/model/rule.js";
import {
  appliedRow,
  changesOf,
  dayMs,
  inShort,
  issued,
  live,
  longAgo,
  nowMs,
  output,
  planOf,
  recordOf,
  row,
  ruleOf,
  rulesOf,
  tagOfOwner,
  task,
  type World,
} from "./builders.js";

const version = task("version", { response: [output] });
const rows = { version: row([issued(version, longAgo)]) };
const rule = ruleOf(version);
const ours = { [rule.key]: appliedRow(rule) };
const otherwise = task("version", { response: [{ respond: [{ action: "report", name: "ran" }] }] });
const edited = ruleOf(otherwise);

/** A world in which the task drained long ago, so that only its rule is to be decided about. */
const world = (more: World): World => ({ tasks: [version], rows, ...more });
const ofRules = (more: World): string[] =>
  inShort(planOf(world(more))).filter((line) => line.includes("lctasks."));
const tagged = (tags: string[]): HiveRecord =>
  recordOf(rule, { userMetadata: { enabled: true, expiry: 0, tags, comment: "" } });
const disabled = (record: HiveRecord): HiveRecord => ({
  ...record,
  userMetadata: { ...record.userMetadata, enabled: false },
});

describe("rule row 1: a record that cannot be judged", () => {
  const hidden = { readable: false, key: rule.key, reason: "its content is restricted or locked" } as const;

  it("is held when the rule is wanted, or known", () => {
    for (const rules of [{}, ours]) {
      const plan = planOf(world({ live: [hidden], rules }));
      expect(inShort(plan)).toContain("held rule lctasks.acme.version (1)");
      expect(plan.held[0]?.reason).toContain("restricted or locked");
    }
    expect(ofRules({ tasks: [task("version")], live: [hidden], rules: ours })).toEqual([
      "held rule lctasks.acme.version (1)",
    ]);
  });

  it("is held when an extension or the platform owns it", () => {
    for (const tag of ["ext:ext-reliable-tasking", "lc:system"]) {
      const plan = planOf(world({ live: [live(tagged([tagOfOwner, tag]))], rules: ours }));
      expect(inShort(plan)).toContain("held rule lctasks.acme.version (1)");
      expect(plan.held[0]?.reason).toContain(tag);
    }
  });
});

describe("rule row 2: a live record that is not ours", () => {
  it("is held and never overwritten, whatever its content", () => {
    for (const record of [recordOf(rule), recordOf(edited), tagged([])]) {
      expect(ofRules({ live: [live(record)] })).toEqual(["held rule lctasks.acme.version (2)"]);
    }
    expect(planOf(world({ live: [live(recordOf(edited))] })).held[0]?.diff).toMatchObject([
      { path: "respond[0].action", before: "report", after: "output" },
      { path: "respond[0].name" },
    ]);
  });

  it("is held when we were about to write something else there, wanted or not", () => {
    const intent = { [rule.key]: { task: "version", intent: { verb: "write", hash: "another" } as const } };
    const plan = planOf(world({ live: [live(recordOf(rule))], rules: intent }));
    expect(inShort(plan)).toContain("held rule lctasks.acme.version (2)");
    expect(plan.held[0]?.reason).toContain("we were about to write this rule");
    expect(ofRules({ tasks: [task("version")], live: [live(recordOf(rule))], rules: intent })).toEqual([
      "held rule lctasks.acme.version (2)",
    ]);
  });
});

describe("rule row 3: a write whose answer was lost", () => {
  const intent = {
    [rule.key]: { task: "version", intent: { verb: "write", hash: appliedRow(rule).applied!.hash } as const },
  };

  it("is recorded when it stands there", () => {
    const plan = planOf(world({ live: [live(recordOf(rule))], rules: intent }));
    expect(inShort(plan)).toContain("adopt-rule lctasks.acme.version (3)");
    expect(changesOf(plan, "adopt-rule")[0]).toMatchObject({ task: "version", ...appliedRow(rule).applied });
  });

  it("is recorded first and updated then, when the file changed meanwhile", () => {
    const plan = planOf(world({ tasks: [otherwise], live: [live(recordOf(rule))], rules: intent }));
    expect(ofRules({ tasks: [otherwise], live: [live(recordOf(rule))], rules: intent })).toEqual([
      "adopt-rule lctasks.acme.version (3)",
      "update-rule lctasks.acme.version (6)",
    ]);
    expect(changesOf(plan, "update-rule")[0]?.etag).toBe("etag-lctasks.acme.version");
  });

  it("needs no recording when something was applied there before", () => {
    const again = { [rule.key]: { ...appliedRow(edited), ...intent[rule.key] } };
    expect(ofRules({ live: [live(recordOf(rule))], rules: again })).toEqual([
      "unchanged rule lctasks.acme.version (5)",
    ]);
    expect(ofRules({ tasks: [otherwise], live: [live(recordOf(rule))], rules: again })).toEqual([
      "update-rule lctasks.acme.version (6)",
    ]);
  });
});

describe("rule row 4: a rule that is not there", () => {
  it("is created whole: enabled, tagged, with its condition", () => {
    const plan = planOf(world({}));
    expect(inShort(plan)).toContain("create-rule lctasks.acme.version (4)");
    const [create] = changesOf(plan, "create-rule");
    expect(create).toMatchObject({ reason: "new", rule: { tags: ["lctasks:acme"] } });
    expect(create).not.toHaveProperty("etag");
    expect(create?.diff).toMatchObject([{ path: "" }]);
  });

  it("is created after a lost intent, and again when it was deleted outside", () => {
    const intent = { [rule.key]: { task: "version", intent: { verb: "write", hash: "h" } as const } };
    const reasonOf = (rules: World["rules"]) =>
      changesOf(planOf(world(rules === undefined ? {} : { rules })), "create-rule")[0]?.reason;
    expect(reasonOf(intent)).toBe("new");
    expect(reasonOf(ours)).toBe("drift: deleted outside");
    expect(reasonOf({ [rule.key]: { ...appliedRow(rule), intent: { verb: "delete" } } })).toBe("new");
  });
});

describe("rule row 5: a rule that stands as it is wanted", () => {
  const same = ["unchanged rule lctasks.acme.version (5)"];

  it("stays as it is", () => {
    expect(ofRules({ live: [live(recordOf(rule))], rules: ours })).toEqual(same);
  });

  it("is equal whatever the order of keys, the comment, and tags that actions add at run time", () => {
    const { detect, respond } = rule.data;
    const record = recordOf(rule, {
      data: { respond, tests: null, detect: Object.fromEntries(Object.entries(detect).toReversed()) },
      userMetadata: {
        enabled: true,
        expiry: 0,
        tags: ["noisy", tagOfOwner, "reviewed"],
        comment: "looked at",
        ui_actions: [],
      },
    });
    expect(ofRules({ live: [live(record)], rules: ours })).toEqual(same);
  });

  it("is equal beside members of the data that we never write", () => {
    const record = recordOf(rule, { data: { ...rule.data, acl_scopes: ["soc"] } });
    expect(ofRules({ live: [live(record)], rules: ours })).toEqual(same);
  });
});

describe("rule rows 6 to 8: a rule of ours that differs", () => {
  it("is updated when the file changed", () => {
    const plan = planOf(world({ tasks: [otherwise], live: [live(recordOf(rule))], rules: ours }));
    expect(inShort(plan)).toContain("update-rule lctasks.acme.version (6)");
    const [update] = changesOf(plan, "update-rule");
    expect(update).toMatchObject({ etag: "etag-lctasks.acme.version", reason: "what is wanted changed" });
    expect(update?.diff).toMatchObject([
      { path: "respond[0].action", before: "output", after: "report" },
      { path: "respond[0].name" },
    ]);
    expect(update).not.toHaveProperty("drift");
  });

  it("is updated when live moved: drift, with who did it and what", () => {
    const plan = planOf(world({ live: [live(recordOf(edited))], rules: ours }));
    expect(inShort(plan)).toContain("update-rule lctasks.acme.version (7)");
    const [update] = changesOf(plan, "update-rule");
    expect(update?.reason).toBe("drift: edited by ci@example.org");
    expect(update?.drift).toMatchObject([
      { path: "respond[0].action", before: "output", after: "report" },
      { path: "respond[0].name" },
    ]);
  });

  it("names a rule that was disabled by hand as such, and nobody where nobody is known", () => {
    const { lastAuthor: _unknown, ...record } = disabled(recordOf(rule));
    const plan = planOf(world({ live: [live(record)], rules: ours }));
    expect(changesOf(plan, "update-rule")[0]).toMatchObject({
      row: "7",
      reason: "drift: disabled",
      drift: [{ path: "enabled", before: true, after: false }],
    });
  });

  it("takes a missing owner tag and an expiry for drift as well", () => {
    const expiring = recordOf(rule, {
      userMetadata: { enabled: true, expiry: 1_800_000_000, tags: [tagOfOwner], comment: "" },
    });
    for (const record of [tagged(["other"]), expiring]) {
      expect(ofRules({ live: [live(record)], rules: ours })).toEqual([
        "update-rule lctasks.acme.version (7)",
      ]);
    }
  });

  it("shows both differences when both moved", () => {
    const plan = planOf(world({ tasks: [otherwise], live: [live(disabled(recordOf(rule)))], rules: ours }));
    expect(inShort(plan)).toContain("update-rule lctasks.acme.version (8)");
    const [update] = changesOf(plan, "update-rule");
    expect(update?.reason).toBe(
      "drift: disabled by ci@example.org, and the file changed as well: the file wins",
    );
    expect(update?.drift).toEqual([{ path: "enabled", before: true, after: false }]);
    expect(update?.diff.map(({ path }) => path)).toEqual(["respond[0].action", "respond[0].name", "enabled"]);
  });

  it("shows the whole difference as drift where the ledger has forgotten the content", () => {
    const compacted = { [rule.key]: { task: "version", applied: { hash: appliedRow(rule).applied!.hash } } };
    const plan = planOf(world({ live: [live(disabled(recordOf(rule)))], rules: compacted }));
    expect(changesOf(plan, "update-rule")[0]?.drift).toEqual([
      { path: "enabled", before: true, after: false },
    ]);
  });
});

describe("a row of the ledger whose content and hash are of two rules, because somebody edited it", () => {
  const contentOf = (of: typeof rule) => appliedRow(of).applied?.content ?? null;
  const hashOf = (of: typeof rule) => appliedRow(of).applied?.hash ?? "";
  const mixed = (content: typeof rule, hash: typeof rule) => ({
    [rule.key]: { task: "version", applied: { hash: hashOf(hash), content: contentOf(content) } },
  });

  it("never makes a rule that differs the one that is wanted", () => {
    for (const [rules, number] of [
      [mixed(rule, edited), 7],
      [mixed(edited, rule), 6],
    ] as const) {
      const plan = planOf(world({ tasks: [otherwise], live: [live(recordOf(rule))], rules }));
      expect(inShort(plan)).toContain(`update-rule lctasks.acme.version (${number})`);
      expect(changesOf(plan, "update-rule")[0]?.hash).toBe(hashOf(edited));
    }
  });

  it("does not say what hash a rule has that has to be written again", () => {
    const plan = planOf(world({ live: [], rules: mixed(rule, edited) }));
    expect(changesOf(plan, "create-rule")[0]?.hash).toBe(hashOf(rule));
  });
});

describe("rule rows 9 to 11: a rule of ours that nobody wants", () => {
  const silent = [task("version")];

  it("is kept until the last answer can have come, and deleted then", () => {
    const run = issued(version);
    const at = (now: number) =>
      ofRules({
        tasks: silent,
        rows: { version: row([run]) },
        live: [live(recordOf(rule))],
        rules: ours,
        nowMs: now,
      });
    expect(at(nowMs)).toEqual(["unchanged rule lctasks.acme.version (9)"]);
    expect(at(run.expiresAtMs + dayMs - 1)).toEqual(["unchanged rule lctasks.acme.version (9)"]);
    expect(at(run.expiresAtMs + dayMs)).toEqual(["delete-rule lctasks.acme.version (10)"]);
  });

  it("is kept after its task was removed as well", () => {
    const plan = planOf({
      rows: { version: row([issued(version)]) },
      live: [live(recordOf(rule))],
      rules: ours,
    });
    expect(inShort(plan)).toContain("unchanged rule lctasks.acme.version (9)");
  });

  it("is deleted with the etag that was seen, even when it was edited", () => {
    for (const record of [recordOf(rule), recordOf(edited)]) {
      const plan = planOf(world({ tasks: silent, live: [live(record)], rules: ours }));
      expect(changesOf(plan, "delete-rule")).toMatchObject([
        { task: "version", key: rule.key, etag: record.etag, row: "10" },
      ]);
    }
  });

  it("is deleted although only the intent of an earlier deletion is left", () => {
    const deleting = { [rule.key]: { task: "version", intent: { verb: "delete" } as const } };
    expect(ofRules({ tasks: silent, live: [live(recordOf(rule))], rules: deleting })).toEqual([
      "delete-rule lctasks.acme.version (10)",
    ]);
    expect(ofRules({ live: [live(recordOf(rule))], rules: deleting })).toEqual([
      "unchanged rule lctasks.acme.version (5)",
    ]);
  });

  it("is deleted when only our intent is left and its content stands there", () => {
    const { hash } = appliedRow(rule).applied!;
    const intent = { [rule.key]: { task: "version", intent: { verb: "write", hash } as const } };
    expect(ofRules({ tasks: silent, live: [live(recordOf(rule))], rules: intent })).toEqual([
      "delete-rule lctasks.acme.version (10)",
    ]);
  });

  it("is forgotten when it is gone already", () => {
    expect(ofRules({ tasks: silent, rules: ours })).toEqual(["forget-rule lctasks.acme.version (11)"]);
  });

  it("is deleted when no task is remembered to which it belonged", () => {
    expect(ofRules({ tasks: [], rows: {}, live: [live(recordOf(rule))], rules: ours })).toEqual([
      "delete-rule lctasks.acme.version (10)",
    ]);
  });
});

describe("rule row 12: a rule that bears our name and that the ledger does not know", () => {
  it("is shown and never touched; rules of other names are not even spoken of", () => {
    const hidden = { readable: false, key: "lctasks.acme.hidden", reason: "locked" } as const;
    const plan = planOf({
      live: [
        live(recordOf(rule)),
        hidden,
        live(recordOf({ ...rule, key: "lctasks.acme2.version" })),
        live(recordOf({ ...rule, key: "their-rule" })),
      ],
    });
    expect(inShort(plan)).toEqual(["foreign rule lctasks.acme.hidden", "foreign rule lctasks.acme.version"]);
  });
});

describe("several rules of one task", () => {
  const both = task("version", { response: [output, ...otherwise.response] });

  it("have keys of their own, and go one by one", () => {
    const [first, second] = rulesOf(both);
    expect([first?.key, second?.key]).toEqual(["lctasks.acme.version", "lctasks.acme.version.2"]);
    const rules = { [first!.key]: appliedRow(first!), [second!.key]: appliedRow(second!) };
    expect(ofRules({ live: [live(recordOf(first!)), live(recordOf(second!))], rules })).toEqual([
      "delete-rule lctasks.acme.version.2 (10)",
      "unchanged rule lctasks.acme.version (5)",
    ]);
  });
});

describe("a task without a listener it can rely on", () => {
  const fresh = (more: World): string[] => inShort(planOf({ tasks: [version], ...more }));

  it("is not issued while its rule is held", () => {
    const plan = planOf({ tasks: [version], live: [live(recordOf(edited))] });
    expect(inShort(plan)).toEqual(["held rule lctasks.acme.version (2)", "held task version (rule)"]);
    expect(plan.held[1]?.reason).toContain("lctasks.acme.version");
  });

  it("is not issued while one of its rules is held", () => {
    const both = task("version", { response: [output, ...otherwise.response] });
    const [, second] = rulesOf(both);
    expect(fresh({ tasks: [both], live: [live(recordOf(second!))] })).toEqual([
      "create-rule lctasks.acme.version (4)",
      "held rule lctasks.acme.version.2 (2)",
      "held task version (rule)",
    ]);
  });

  it("is not issued with a higher run either; what that supersedes is cancelled all the same", () => {
    const second = { ...version, run: 2 };
    expect(
      fresh({ tasks: [second], rows: { version: row([issued(version)]) }, live: [live(recordOf(edited))] }),
    ).toEqual([
      "cancel version run 1 id-version-1 (17)",
      "held rule lctasks.acme.version (2)",
      "held task version (rule)",
    ]);
  });

  it("does not stop the others", () => {
    expect(fresh({ tasks: [version, task("other")], live: [live(recordOf(edited))] })).toContain(
      "issue other run 1 (7)",
    );
  });

  it("is issued after its rule is written, never before", () => {
    expect(fresh({ tasks: [version, task("a")] })).toEqual([
      "create-rule lctasks.acme.version (4)",
      "issue a run 1 (7)",
      "issue version run 1 (7)",
    ]);
  });
});
