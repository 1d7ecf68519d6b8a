import { describe, expect, it } from "vitest";
import { byToken, type JournalEntry, readJournal } from "../../../src/core/model/journal.js";
import { encodeLedger } from "../../../src/core/model/ledger-document.js";
import type { LedgerStamp } from "../../../src/core/model/ledger.js";
import type { RunPart } from "../../../src/core/model/run-part.js";
import { witnessed } from "../../../src/core/model/witness.js";
import { ledgerImport } from "../../../src/core/plan/import-ledger.js";
import { withJournal } from "../../../src/core/plan/import-journal.js";
import { taskHistory } from "../../../src/core/plan/ledger-history.js";
import { type RebuildInput, rebuiltLedger } from "../../../src/core/plan/rebuild-ledger.js";
import { instant } from "../../../src/core/report/instant.js";
import {
  baseline,
  dayMs,
  entryOf,
  inputOf,
  issued,
  ledgerId,
  ledgerOf,
  live,
  nowMs,
  oid,
  output,
  present,
  project,
  recordOf,
  row,
  ruleOf,
  task,
  tokenOf,
  unresolved,
  type World,
} from "./builders.js";

const version = task("version", { response: [output] });
const known = ledgerOf({ version: row([issued(version)]) });
const absent = { state: "absent" } as const;

const note = (members: Partial<JournalEntry> = {}): JournalEntry => ({
  event: "issued",
  atMs: nowMs - 1000,
  ledgerId,
  task: "version",
  run: 1,
  token: tokenOf(version),
  taskId: "t-1",
  ...members,
});

describe("an export that is to come back", () => {
  const outcome = (world: World, exported = known) =>
    ledgerImport({
      project,
      tasks: [version],
      observation: inputOf({ ledger: absent, ...world }).observation,
      exported,
    });
  const witnessAt = (serial: number, hash = "0".repeat(12)) =>
    ({ state: "read", highest: { serial, hash, where: "a ref" } }) as const;

  it("is refused when a witness knows a later document, or another one, or cannot be read", () => {
    expect(outcome({ witness: witnessAt(9) })).toMatchObject({
      reasons: [expect.stringContaining("the witness knows serial 9 (a ref)")],
    });
    expect(outcome({ witness: witnessAt(7) })).toMatchObject({ result: "refused" });
    expect(outcome({ witness: { state: "unreadable", reason: "no route" } })).toMatchObject({
      reasons: ["the witness cannot be read: no route"],
    });
  });

  it("is written above every serial that anybody knows, without a lease", () => {
    const lease = { id: "l", owner: "o", takenAtMs: 1, expiresAtMs: 2 };
    const written = outcome({ witness: witnessAt(6) }, { ...known, lease });
    expect(written).toMatchObject({ result: "written", ledger: { serial: 8 } });
    expect(written).not.toHaveProperty("ledger.lease");
    expect(outcome({ witness: { state: "read" } })).toMatchObject({ result: "written" });
  });

  it("lets a run in parts go on only when the witness knows it as the last document", () => {
    const wave: RunPart = { wave: { from: 0, to: 13 } };
    const exported = ledgerOf({
      version: row([{ ...issued(version), part: wave }]),
      base: row([issued(version)]),
    });
    const over = (world: World) => {
      const written = outcome(world, exported);
      return written.result === "written" && written.ledger.tasks["version"]?.runs[0]?.over === true;
    };
    const { serial, hash } = witnessed(exported);
    expect(over({ witness: witnessAt(serial, hash) })).toBe(false);
    expect(over({ witness: witnessAt(serial - 1, hash) })).toBe(true);
    expect(over({ witness: { state: "read" } })).toBe(true);
    expect(over({})).toBe(true);
    expect(outcome({}, exported)).not.toHaveProperty("ledger.tasks.base.runs.0.over");
  });

  it("is refused over a damaged one that was further, by its text or its place, and over one that moved", () => {
    const torn = { state: "unreadable", reason: "torn" } as const;
    const stored = JSON.stringify({ ...known, serial: 12, tasks: 7 });
    for (const ledger of [
      { ...torn, stored },
      { ...torn, stored: "{", serial: 12 },
    ])
      expect(outcome({ ledger })).toMatchObject({
        reasons: [expect.stringContaining("at serial 12, the export at 7")],
      });
    expect(outcome({ ledger: { ...torn, movedTo: "git" } })).toMatchObject({ reasons: ["torn"] });
    expect(outcome({ ledger: torn })).toMatchObject({ result: "written" });
  });

  it("is refused when what is there knows tokens or numbers that it has forgotten", () => {
    const older = ledgerOf({ version: row([issued(version)]), base: baseline(task("base")) });
    expect(outcome({ ledger: present({ ...older, serial: 3 }) })).toMatchObject({
      reasons: ["it has forgotten that run 1 of base was used"],
    });
    expect(outcome({ ledger: present({ ...known, serial: 3 }) })).toMatchObject({ result: "written" });
  });
});

describe("a journal", () => {
  it("is read line by line; a half line at the end is where a process died", () => {
    const text = `${JSON.stringify(note())}\n\n[]\n{"event":"sent"}\n{"half`;
    expect(readJournal(text)).toEqual({ entries: [note()], strange: [3, 4] });
    expect(readJournal("")).toEqual({ entries: [], strange: [] });
  });

  it("knows of a token what was noted last, and no answer is ever taken back but by a cancellation", () => {
    const events = (...all: JournalEntry["event"][]) =>
      byToken(all.map((event) => note({ event }))).get(tokenOf(version))?.known;
    expect(events("send")).toBe("sent");
    expect(events("send", "unaccepted", "send", "issued", "unresolved")).toBe("issued");
    expect(events("issued", "cancelled", "send")).toBe("cancelled");
    expect(events("send", "refused")).toBe("unaccepted");
  });

  it("answers only the run of the token and number that the ledger has", () => {
    const open = ledgerOf({ version: row([unresolved(version)]) });
    expect(withJournal(open, [note({ run: 2 })]).took).toEqual([]);
    const { taskId: _id, ...silent } = note();
    expect(withJournal(open, [silent])).toMatchObject({
      took: [],
      left: [expect.stringContaining("no answer")],
    });
    expect(withJournal(open, [note()]).ledger.tasks["version"]?.runs[0]).toMatchObject({
      state: "issued",
      taskIds: ["t-1"],
      issuedAtMs: nowMs - 1000,
    });
    expect(withJournal(known, [note()])).toEqual({ ledger: known, took: [], left: [] });
  });
});

describe("a ledger that is made again", () => {
  const rebuilt = (world: World, more: Partial<RebuildInput> = {}) =>
    rebuiltLedger({
      project,
      oid,
      tasks: world.tasks ?? [version],
      observation: inputOf({ ledger: absent, ...world }).observation,
      journal: [],
      believed: { tasks: {}, rules: {} },
      newId: "fresh",
      ...more,
    });
  const rowOf = (...of: Parameters<typeof rebuilt>) => rebuilt(...of).ledger.tasks["version"];

  it("believes a token only with the lost ledger's id", () => {
    const queue = [entryOf(issued(version))];
    expect(rowOf({ queue }, { journal: [note({ task: "other", token: "x" })] })?.runs).toMatchObject([
      { state: "issued", how: "adopted", taskIds: ["id-version-1"] },
    ]);
    expect(rowOf({ queue }, { journal: [note({ task: "other", token: "x" })] })?.runs[0]).not.toHaveProperty(
      "foreign",
    );
    expect(rowOf({ queue })?.runs).toMatchObject([{ foreign: "keep", run: 1 }]);
  });

  it("takes an unanswered request as unresolved, a cancelled run as that, and a refused one as never sent", () => {
    expect(rowOf({}, { journal: [note({ event: "send" })] })?.runs).toMatchObject([{ state: "unresolved" }]);
    expect(rowOf({}, { journal: [note({ event: "cancelled" })] })?.runs).toMatchObject([
      { state: "cancelled", cancelledAtMs: nowMs - 1000 },
    ]);
    expect(rowOf({}, { journal: [note({ event: "refused" })] })).toMatchObject({
      runs: [],
      unknown: { run: 1 },
    });
  });

  it("does not take an entry for the run when it runs something else, and keeps its number used up", () => {
    const entry = entryOf(issued(version), { command: "reboot" });
    const { expiresAtMs: _end, command: _line, ...bare } = entryOf(issued({ ...version, run: 4 }));
    const after = rowOf({ queue: [entry, bare] }, { journal: [note({ task: "other", token: "x" })] });
    expect(after).toMatchObject({
      highest: 4,
      runs: [{ run: 1, foreign: "keep", request: { command: "reboot" } }, { run: 4 }],
    });
  });

  it("knows a marked run by its token, and keeps a token that proves nothing", () => {
    const rule = ruleOf(version);
    const record = recordOf(rule);
    const marked = (token: string) =>
      live({
        ...record,
        userMetadata: { ...record.userMetadata, tags: [...rule.tags, `lctasks-run:${token}`] },
      });
    const journal = [note({ task: "other", token: "x" })];
    expect(rowOf({ live: [marked(tokenOf(version))] }, { journal })?.runs).toMatchObject([
      { state: "issued", taskIds: [] },
    ]);
    const unproven = rowOf({ live: [marked("acme-version.r3.0a1b2c3d")] });
    expect(unproven).toMatchObject({
      highest: 3,
      runs: [],
      unknown: { run: 3, tokens: ["acme-version.r3.0a1b2c3d"] },
    });
    expect(
      rebuilt({ live: [marked("t"), { readable: false, key: rule.key, reason: "locked" }] }).ledger.rules,
    ).toHaveProperty([rule.key]);
  });

  it("with an exact context proves nothing", () => {
    const exact = task("version", { exactContext: true, context: "theirs" });
    const queue = [
      entryOf(issued(version), { context: "theirs.r1.0a1b2c3d" }),
      entryOf(issued(version), { context: "theirs" }),
    ];
    expect(rowOf({ tasks: [exact], queue })).toMatchObject({ runs: [], unknown: { run: 1 } });
  });

  it("goes on from what is believed: known runs stay, later ones are unknown, a baseline covers what it covers", () => {
    const believed = {
      tasks: { version: row([issued(version)]), base: baseline(task("base")) },
      rules: {},
      ledgerId,
      serial: 7,
    };
    const next = rebuilt({ tasks: [{ ...version, run: 2 }, task("base")] }, { believed });
    expect(next.ledger).toMatchObject({
      serial: 8,
      ledgerId,
      tasks: {
        version: { highest: 2, runs: [{ run: 1 }], unknown: { run: 2 } },
        base: baseline(task("base")),
      },
    });
    expect(next.steps.join("\n")).toContain("base: highest run 1");
    const covered = rebuilt({}, { believed, journal: [note({ token: "acme-version.r1.ffffffff" })] });
    expect(covered.ledger.tasks["version"]).toMatchObject({
      highest: 1,
      unknown: { run: 1, tokens: ["acme-version.r1.ffffffff"] },
    });
  });

  it("remembers what shows of tasks without a file", () => {
    const believed = {
      tasks: { gone: row([issued(task("gone"), { expiresAtMs: nowMs - 9 * dayMs })]) },
      rules: {},
    };
    const stray = entryOf(issued(task("gone")), { context: "acme-gone.r5.ffffffff" });
    const { ledger, steps } = rebuilt(
      { tasks: [], queue: [stray] },
      { believed, journal: [note({ run: 2 }), note({ run: 1, token: "y" })] },
    );
    expect(ledger.tasks).toMatchObject({
      gone: { highest: 5, runs: [{ run: 1 }], unknown: { run: 5 } },
      version: { highest: 2, tombstone: { atMs: nowMs }, unknown: { tokens: [tokenOf(version), "y"] } },
    });
    expect(steps.join("\n")).toMatch(/gone: run 1 issued, over; up to run 5 unknown[^]*its file is gone/);
  });

  it("is above what the witness and the damaged document say", () => {
    const ledger = {
      state: "unreadable",
      reason: "torn",
      stored: encodeLedger(known),
      version: "s" as LedgerStamp,
    } as const;
    expect(rebuilt({ ledger }).ledger.serial).toBe(8);
    const witness = { state: "read", highest: { serial: 30, hash: "x", where: "a ref" } } as const;
    expect(rebuilt({ ledger, witness }).ledger.serial).toBe(31);
  });
});

describe("a history", () => {
  it("has every former name, the latest first", () => {
    const moved = (movedTo: string, atMs: number) => ({
      highest: 1,
      runs: [],
      onRemove: "cancel" as const,
      tombstone: { atMs, movedTo },
    });
    const ledger = ledgerOf({ c: row([issued(task("c"))]), a: moved("b", 1), b: moved("c", 2) });
    expect(taskHistory(ledger, "a", { organization: "prod", nowMs })).toMatchObject({
      name: "c",
      formerly: [{ name: "b" }, { name: "a" }],
    });
    expect(taskHistory(ledger, "x", { organization: "prod", nowMs })).toBeUndefined();
  });

  it("shows a time that is none as its number", () => {
    expect(instant(Number.MAX_VALUE)).toBe(`${Number.MAX_VALUE} ms`);
  });
});
