import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/core/model/json.js";
import { decodeLedger, encodeLedger } from "../../../src/core/model/ledger-document.js";
import { ledgerHash } from "../../../src/core/model/ledger.js";
import { contractOwner, sampleLedger } from "../../contracts/ledger.js";

const ledger = sampleLedger();
const stored = (): JsonObject => JSON.parse(encodeLedger(ledger));
const decode = (document: Json) => decodeLedger(JSON.stringify(document), contractOwner);
const reasonOf = (document: Json): string => {
  const decoded = decode(document);
  return decoded.readable ? "readable" : decoded.reason;
};

/** The stored ledger with one member, named by its path, replaced or (undefined) removed. */
function changed(path: string, value: Json | undefined): Json {
  const copy = JSON.parse(encodeLedger(ledger));
  const names = path.split("/");
  const last = names.pop() ?? "";
  const place = names.reduce((object, name) => object[name], copy);
  if (value === undefined) delete place[last];
  else place[last] = value;
  return copy;
}

describe("a stored ledger", () => {
  it("is read as it was written, hash and all", () => {
    const decoded = decodeLedger(encodeLedger(ledger), contractOwner);
    expect(decoded).toEqual({ readable: true, ledger });
    expect(decoded.readable && ledgerHash(decoded.ledger)).toBe(ledgerHash(ledger));
  });

  it("is the same text whatever the order of its members", () => {
    const { tasks, rules, ...rest } = ledger;
    expect(encodeLedger({ rules, tasks, ...rest })).toBe(encodeLedger(ledger));
  });

  it("keeps members that we do not know", () => {
    expect(decode({ ...stored(), later: { a: 1 } })).toMatchObject({ ledger: { later: { a: 1 } } });
  });

  it("may carry everything that a ledger can", () => {
    const target = { tag: "t" };
    const full = {
      ...stored(),
      lease: { id: "l", owner: "o", url: "https://ci", takenAtMs: 1, expiresAtMs: 2 },
      commit: { sha: "abc", author: "me", uncommitted: true, atMs: 3 },
      tasks: {
        gone: { highest: 3, runs: [], onRemove: "cancel", tombstone: { atMs: 1, movedTo: "new" } },
        base: {
          highest: 2,
          runs: [],
          onRemove: "keep",
          baseline: { run: 2, inputs: { command: "x", target } },
        },
      },
      rules: {
        a: { task: "gone", intent: { verb: "delete" } },
        b: { task: "base", intent: { verb: "write", hash: "h" }, applied: { hash: "h" } },
      },
    };
    expect(decode(full)).toMatchObject({ readable: true });
  });

  it("belongs to an organization whatever the letter case it is asked with", () => {
    const owner = { ...contractOwner, oid: contractOwner.oid.toUpperCase() };
    expect(decodeLedger(encodeLedger(ledger), owner)).toMatchObject({ readable: true });
  });
});

describe("a stored ledger is unreadable", () => {
  it.each([["{"], [""], ["null"], ["[]"], ['"text"']])("when it is %s", (text) => {
    expect(decodeLedger(text, contractOwner)).toEqual({ readable: false, reason: "it is not a JSON object" });
  });

  it("when it is newer than we understand", () => {
    expect(reasonOf({ version: 3 })).toBe(
      "its version is 3 and this program understands up to 2; update lctasks",
    );
  });

  it.each([[0], ["1"], [null], [undefined]])("when its version is %j", (version) => {
    expect(reasonOf(changed("version", version))).toBe("it has no version that ever existed");
  });

  it("when it is somebody else's", () => {
    expect(reasonOf(changed("project", "other"))).toBe('it belongs to project "other", not "acme-soc"');
    expect(reasonOf(changed("oid", "other"))).toBe(
      `it belongs to organization "other", not ${contractOwner.oid}`,
    );
  });

  const run = "tasks/os-version/runs/0";
  it.each<[string, Json | undefined, string]>([
    ["ledgerId", undefined, "ledger.ledgerId is missing"],
    ["serial", -1, "ledger.serial is not a whole number"],
    ["tasks", [], "ledger.tasks is not an object"],
    ["rules", undefined, "ledger.rules is missing"],
    ["createdWith", "guessing", "ledger.createdWith is none of"],
    ["lease", {}, "ledger.lease.id is missing"],
    ["commit", { sha: "a" }, "ledger.commit.uncommitted is missing"],
    ["tasks/os-version", null, 'ledger.tasks["os-version"] is not an object'],
    ["tasks/os-version/highest", 1, 'ledger.tasks["os-version"].highest is lower than one of its runs'],
    [
      "tasks/os-version/baseline",
      { run: 9, inputs: { command: "x", target: { sid: "s" } } },
      "highest is lower than",
    ],
    ["tasks/os-version/onRemove", "burn", "onRemove is none of cancel, keep"],
    ["tasks/os-version/served", { run: 1 }, "served.sensors is missing"],
    ["tasks/os-version/served", { run: 1, sensors: "?" }, "served.sensors is no list of sensors"],
    ["tasks/os-version/served", { run: 1, sensors: 7 }, "served.sensors is no list of sensors"],
    [`${run}/token`, "", "runs[0].token is not text with something in it"],
    [`${run}/state`, "maybe", "runs[0].state is none of"],
    [`${run}/how`, undefined, "runs[0].how is missing"],
    [`${run}/taskIds`, "t-1", "runs[0].taskIds is not a list"],
    [`${run}/taskIds/0`, "", "runs[0].taskIds[0] is not text with something in it"],
    [`${run}/request/target`, {}, "target is not exactly one of sid, tag and selector"],
    [`${run}/request/target`, { sid: "a", tag: "b" }, "target is not exactly one of sid, tag and selector"],
    [`${run}/inputs/target`, { sid: "" }, "target.selector is missing"],
    [`${run}/inputs/target`, [], "target is not an object"],
    [`${run}/counts`, { total: 1 }, "counts.tasked is missing"],
    [`${run}/accepted`, [{}], "accepted[0].command is missing"],
    ["rules/x", { task: "t", intent: { verb: "write" } }, 'ledger.rules["x"].intent.hash is missing'],
    ["rules/x", { task: "t", applied: {} }, 'ledger.rules["x"].applied.hash is missing'],
  ])("when %s is %j", (path, value, reason) => {
    expect(reasonOf(changed(path, value))).toContain(reason);
  });

  it("rather than half read, when any member that it needs is missing or of another type", () => {
    const paths = [
      "project",
      "oid",
      "ledgerId",
      "serial",
      "previous",
      "createdAtMs",
      "createdWith",
      "tasks",
      "rules",
    ];
    const parts = [
      "run",
      "token",
      "state",
      "digestVersion",
      "inputs",
      "exactContext",
      "request",
      "intentAtMs",
      "expiresAtMs",
    ];
    const all = fc.constantFrom(...paths, ...parts.map((part) => `${run}/${part}`));
    const values = fc.constantFrom<(Json | undefined)[]>(undefined, null, true, [[]], -0.5);
    fc.assert(
      fc.property(all, values, (path, value) => {
        if (value === true && path.endsWith("exactContext")) return;
        if (value === -0.5 && path.endsWith("AtMs")) return;
        expect(decode(changed(path, value)).readable).toBe(false);
      }),
    );
  });

  it("and never a crash, whatever text there is", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(decodeLedger(text, contractOwner).readable).toBe(false);
      }),
    );
  });
});
