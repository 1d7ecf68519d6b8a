import { describe, expect, it } from "vitest";
import { advance, type StatefulState } from "../../../src/core/detection/stateful.js";
import type { Json, JsonObject } from "../../../src/core/model/json.js";
import { detectOf } from "./rules.js";

interface Happening {
  /** `NEW_PROCESS` when left out. */
  readonly type?: string;
  /** Seconds; null for an event that does not say when. */
  readonly at?: number | null;
  readonly self?: string;
  readonly parent?: string;
  readonly sid?: string;
  readonly event?: Json;
}

function record({
  type = "NEW_PROCESS",
  at = 0,
  self,
  parent,
  sid = "s1",
  event = {},
}: Happening): JsonObject {
  const time = at === null ? {} : { event_time: 1_700_000_000_000 + at * 1000 };
  const links = {
    ...(self === undefined ? {} : { this: self }),
    ...(parent === undefined ? {} : { parent }),
  };
  return { routing: { event_type: type, sid, plat: 0x10000000, ...time, ...links }, event };
}

interface Story {
  /** For each event: `.`, or the numbers of the first, latest and reported event. */
  readonly firings: string;
  readonly doubts: readonly string[];
  readonly state: StatefulState;
}

function tell(detect: Json, happenings: readonly Happening[], nowMs?: number): Story {
  const rule = detectOf(detect);
  const records = happenings.map(record);
  const number = (one: JsonObject) => records.indexOf(one) + 1;
  const doubts: string[] = [];
  let state: StatefulState = {};
  const firings = records.map((one) => {
    const before = structuredClone(state);
    const next = advance(rule, state, {
      record: one,
      ...(nowMs === undefined ? {} : { fixtures: { nowMs } }),
    });
    expect(state).toEqual(before);
    state = JSON.parse(JSON.stringify(next.state)) as StatefulState;
    for (const doubt of next.doubts) doubts.push(doubt);
    if (!next.firing) return ".";
    const { first, latest, reported } = next.firing;
    const found = records.findIndex((other) => JSON.stringify(other) === JSON.stringify(first)) + 1;
    return `${found}-${number(latest)}${reported === latest && first !== latest ? "!" : ""}`;
  });
  return { firings: firings.join(" "), doubts, state };
}

const path = (value: string, more: object = {}): JsonObject => ({
  op: "ends with",
  path: "event/FILE_PATH",
  value,
  ...more,
});
const process = (name: string, self: string, parent?: string, more: Happening = {}): Happening => ({
  event: { FILE_PATH: name },
  self,
  ...(parent === undefined ? {} : { parent }),
  ...more,
});

describe("with child, with descendant", () => {
  const child = {
    event: "NEW_PROCESS",
    ...path("cmd.exe"),
    "with child": { event: "NEW_PROCESS", ...path("calc.exe") },
  };
  const descendant = { event: "NEW_PROCESS", ...path("cmd.exe"), "with descendant": path("calc.exe") };
  const chain = [process("cmd.exe", "a"), process("firefox.exe", "b", "a"), process("calc.exe", "c", "b")];
  const direct = [process("cmd.exe", "a"), process("calc.exe", "b", "a")];

  it("link an event to its parent", () => {
    expect(tell(child, direct).firings).toBe(". 1-2");
    expect(tell(child, chain).firings).toBe(". . .");
    expect(tell(descendant, direct).firings).toBe(". 1-2");
    expect(tell(descendant, chain).firings).toBe(". . 1-3");
  });

  it("take no event for a descendant that is not linked to one", () => {
    const stranger = [
      process("cmd.exe", "a"),
      process("firefox.exe", "b", "z"),
      process("calc.exe", "c", "b"),
    ];
    expect(tell(descendant, stranger).firings).toBe(". . .");
    const nameless: Happening = { event: { FILE_PATH: "firefox.exe" }, parent: "a" };
    expect(tell(descendant, [process("cmd.exe", "a"), nameless, process("calc.exe", "c")]).firings).toBe(
      ". . .",
    );
    expect(tell(descendant, [{ event: { FILE_PATH: "cmd.exe" } }, process("calc.exe", "c")]).firings).toBe(
      ". .",
    );
  });

  it("look forward only, and at one sensor", () => {
    expect(tell(child, [process("calc.exe", "b", "a"), process("cmd.exe", "a")]).firings).toBe(". .");
    expect(tell(child, [process("cmd.exe", "a"), process("calc.exe", "b", "a", { sid: "s2" })]).firings).toBe(
      ". .",
    );
    expect(tell(child, [process("cmd.exe", "a"), process("calc.exe", "b", "x")]).firings).toBe(". .");
    expect(tell(child, [process("cmd.exe", "a"), process("calc.exe", "b")]).firings).toBe(". .");
    expect(
      tell(child, [{ event: { FILE_PATH: "cmd.exe" } }, { event: { FILE_PATH: "calc.exe" } }]).firings,
    ).toBe(". .");
    expect(tell(descendant, [{ event: { FILE_PATH: "cmd.exe" } }, process("calc.exe", "b")]).firings).toBe(
      ". .",
    );
  });

  it("listen to the types of events they name", () => {
    expect(
      tell(child, [process("cmd.exe", "a"), process("calc.exe", "b", "a", { type: "EXISTING_PROCESS" })])
        .firings,
    ).toBe(". .");
    expect(
      tell(child, [
        process("cmd.exe", "a", undefined, { type: "EXISTING_PROCESS" }),
        process("calc.exe", "b", "a"),
      ]).firings,
    ).toBe(". .");
  });

  it("end with the first match of each event that began one", () => {
    const twice = [...direct, process("calc.exe", "c", "a")];
    const story = tell(child, twice);
    expect(story.firings).toBe(". 1-2 .");
    expect(story.state).toEqual({});
    expect(
      tell(child, [
        process("cmd.exe", "a"),
        process("cmd.exe", "d"),
        process("calc.exe", "b", "d"),
        process("calc.exe", "c", "a"),
      ]).firings,
    ).toBe(". . 2-3 1-4");
  });

  it("report the first event, or the latest when asked to", () => {
    expect(tell({ ...child, "report latest event": true }, direct).firings).toBe(". 1-2!");
  });

  it("can be nested", () => {
    const nested = {
      ...path("outlook.exe"),
      "with child": { ...path("cmd.exe"), "with child": path("calc.exe") },
    };
    const story = [
      process("outlook.exe", "a"),
      process("cmd.exe", "b", "a"),
      process("calc.exe", "x", "a"),
      process("calc.exe", "c", "b"),
    ];
    expect(tell(nested, story).firings).toBe(". . . 1-4");
    const deep = {
      ...path("outlook.exe"),
      "with descendant": { ...path("cmd.exe"), "with descendant": path("calc.exe") },
    };
    const far = [
      process("outlook.exe", "a"),
      process("x", "b", "a"),
      process("cmd.exe", "c", "b"),
      process("y", "d", "c"),
      process("calc.exe", "e", "d"),
    ];
    expect(tell(deep, far).firings).toBe(". . . . 1-5");
  });
});

describe("combinations over several events", () => {
  const both = {
    op: "and",
    rules: [path("chrome.exe", { event: "NEW_PROCESS" }), path(".ps1", { event: "NEW_DOCUMENT" })],
  };
  const rule = (inner: object): Json =>
    ({ event: "NEW_PROCESS", ...path("outlook.exe"), "with child": inner }) as Json;
  const chrome = process("chrome.exe", "b", "a");
  const script = process("x.ps1", "c", "a", { type: "NEW_DOCUMENT" });
  const outlook = process("outlook.exe", "a");

  it("let and be met by different events, in any order", () => {
    expect(tell(rule(both), [outlook, chrome, script]).firings).toBe(". . 1-3");
    expect(tell(rule(both), [outlook, script, chrome]).firings).toBe(". . 1-3");
    expect(tell(rule(both), [outlook, chrome, chrome]).firings).toBe(". . .");
    expect(tell(rule({ ...both, op: "or" }), [outlook, script]).firings).toBe(". 1-2");
  });

  it("ask one event for all with is stateless", () => {
    const parts = [path("evil.exe"), { op: "contains", path: "event/COMMAND_LINE", value: "-x" }];
    const evil = process("evil.exe", "b", "a");
    const flagged = process("good.exe", "c", "a", { event: { FILE_PATH: "good.exe", COMMAND_LINE: "-x" } });
    const whole = process("evil.exe", "d", "a", { event: { FILE_PATH: "evil.exe", COMMAND_LINE: "-x" } });
    expect(tell(rule({ op: "and", rules: parts }), [outlook, evil, flagged]).firings).toBe(". . 1-3");
    expect(
      tell(rule({ op: "and", "is stateless": true, rules: parts }), [outlook, evil, flagged, whole]).firings,
    ).toBe(". . . 1-4");
  });

  it("take event and times of the combination for all its parts", () => {
    const typed = { ...both, event: "NEW_DOCUMENT", rules: [path("chrome.exe"), path(".ps1")] };
    expect(tell(rule(typed), [outlook, chrome, script]).firings).toBe(". . .");
    expect(tell(rule(typed), [outlook, { ...chrome, type: "NEW_DOCUMENT" }, script]).firings).toBe(". . 1-3");
    const timed = { ...both, times: [{ time_of_day_start: 0, time_of_day_end: 1200 }] };
    expect(tell(rule(timed), [outlook, chrome, script], 8 * 3_600_000).firings).toBe(". . 1-3");
    expect(tell(rule(timed), [outlook, chrome, script], 8 * 3_600_000).doubts).toEqual([]);
    expect(tell(rule(timed), [outlook, chrome, script], 20 * 3_600_000).firings).toBe(". . .");
    const unknown = tell(rule(timed), [outlook, chrome, script]);
    expect(unknown.firings).toBe(". . .");
    expect(unknown.doubts).toContain("times needs the moment of evaluation, which is not given");
  });

  it("can be followed themselves, and stand beside each other", () => {
    const followed = { ...both, "with child": path("calc.exe") };
    expect(tell(rule(followed), [outlook, chrome, script, process("calc.exe", "d", "c")]).firings).toBe(
      ". . . 1-4",
    );
    expect(tell(rule(followed), [outlook, script, chrome, process("calc.exe", "d", "c")]).firings).toBe(
      ". . . .",
    );
    const beside = {
      op: "and",
      rules: [
        { ...path(".exe"), "with child": path("x") },
        { ...path(".exe"), "with child": path("y") },
      ],
    };
    expect(
      tell(beside, [process("a.exe", "a"), process("x", "b", "a"), process("y", "c", "a")]).firings,
    ).toBe(". . 1-3");
    expect(tell({ ...beside, op: "or" }, [process("a.exe", "a"), process("y", "c", "a")]).firings).toBe(
      ". 1-2",
    );
    const [start, x, other, y] = [
      process("a.exe", "a"),
      process("x", "b", "a"),
      process("z", "d", "a"),
      process("y", "c", "a"),
    ];
    expect(tell(beside, [start, other, x, y]).firings).toBe(". . . 1-4");
    expect(tell(beside, [start, other, x, other, y]).firings).toBe(". . . . 1-5");
    expect(tell({ ...beside, op: "or" }, [start, other, y]).firings).toBe(". . 1-3");
    expect(tell({ ...beside, op: "or" }, [start, other, other, x]).firings).toBe(". . . 1-4");
  });

  it("inside the event that begins: an and with one part that waits, an or that is true at once", () => {
    const and = { op: "and", rules: [{ op: "is windows" }, { ...path("a.exe"), "with child": path("x") }] };
    expect(tell(and, [process("a.exe", "a"), process("x", "b", "a")]).firings).toBe(". 1-2");
    expect(
      tell({ ...and, event: "NEW_PROCESS" }, [process("a.exe", "a"), process("x", "b", "a")]).firings,
    ).toBe(". 1-2");
    expect(tell({ ...and, event: "OTHER" }, [process("a.exe", "a"), process("x", "b", "a")]).firings).toBe(
      ". .",
    );
    expect(tell(and, [process("b.exe", "a"), process("x", "b", "a")]).firings).toBe(". .");
    const or = { op: "or", rules: [path("b.exe"), { ...path("a.exe"), "with child": path("x") }] };
    expect(tell(or, [process("b.exe", "a")]).firings).toBe("1-1");
    expect(tell(or, [process("a.exe", "a"), process("x", "b", "a")]).firings).toBe(". 1-2");
    expect(tell(or, [process("c.exe", "a"), process("x", "b", "a")]).firings).toBe(". .");
  });

  it("give up what can never come, but not what may come otherwise", () => {
    const soon = (name: string) => ({ ...path(".exe"), "with child": path(name, { within: 5 }) });
    const late = [
      process("a.exe", "a"),
      process("z", "c", "z", { at: 9 }),
      process("y", "d", "a", { at: 9 }),
    ];
    const and = tell({ op: "and", rules: [soon("x"), { ...path(".exe"), "with child": path("y") }] }, late);
    expect(and.firings).toBe(". . .");
    expect(and.state).toEqual({});
    expect(
      tell({ op: "or", rules: [soon("x"), { ...path(".exe"), "with child": path("y") }] }, late).firings,
    ).toBe(". . 1-3");
    expect(tell({ op: "or", rules: [soon("x"), soon("y")] }, late).state).toEqual({});
  });

  it("need all of several sequels of one node", () => {
    const two = {
      ...path("a.exe"),
      "with child": path("x"),
      "with events": { event: "WEL", op: "is windows" },
    };
    const wel: Happening = { type: "WEL" };
    expect(tell(two, [process("a.exe", "a"), process("x", "b", "a"), wel]).firings).toBe(". . 1-3");
    expect(tell(two, [process("a.exe", "a"), wel, process("x", "b", "a")]).firings).toBe(". . 1-3");
  });
});

describe("with events, count and within", () => {
  const failed = (at: number | null): Happening => ({ type: "WEL", at, event: { ID: "4625" } });
  const other = (at: number): Happening => ({ type: "WEL", at, event: { ID: "1" } });
  const logons = {
    event: "WEL",
    op: "is windows",
    "with events": { event: "WEL", op: "is", path: "event/ID", value: "4625", count: 3, within: 60 },
  };

  it("count the event that begins, as the vendor's example needs", () => {
    expect(tell(logons, [failed(0), failed(10), failed(20)]).firings).toBe(". . 1-3");
    expect(tell(logons, [other(0), failed(10), failed(20), failed(30)]).firings).toBe(". . . 1-4");
  });

  it("measure the time between the counted events", () => {
    expect(tell(logons, [failed(0), failed(10), failed(70)]).firings).toBe(". . .");
    expect(tell(logons, [failed(0), failed(10), failed(60)]).firings).toBe(". . 1-3");
    expect(tell(logons, [failed(0), failed(50), failed(100), failed(105)]).firings).toBe(". . . 1-4");
  });

  it("measure the time of a single event from the one that it follows", () => {
    const soon = { ...path("a.exe"), "with child": path("x", { within: 5 }) };
    const story = (at: number) => [process("a.exe", "a"), process("x", "b", "a", { at })];
    expect(tell(soon, story(5)).firings).toBe(". 1-2");
    expect(tell(soon, story(6)).firings).toBe(". .");
    expect(tell(soon, story(6)).state).toEqual({});
  });

  it("count children, and combinations", () => {
    const scripts = { ...path("outlook.exe"), "with child": path(".ps1", { count: 2 }) };
    const outlook = process("outlook.exe", "a");
    expect(tell(scripts, [outlook, process("1.ps1", "b", "a"), process("2.ps1", "c", "a")]).firings).toBe(
      ". . 1-3",
    );
    const pairs = {
      ...path("outlook.exe"),
      "with child": { op: "and", count: 2, rules: [path("x"), path("y")] },
    };
    const x = process("x", "b", "a");
    const y = process("y", "c", "a");
    expect(tell(pairs, [outlook, x, y, x, y]).firings).toBe(". . . . 1-5");
    expect(tell(pairs, [outlook, x, x, y, y]).firings).toBe(". . . . .");
    expect(
      tell({ ...path("a.exe"), "with child": path("x", { count: 0 }) }, [process("a.exe", "a"), x]).firings,
    ).toBe(". 1-2");
  });

  it("say what they cannot judge: events without a time", () => {
    const story = tell(logons, [failed(null), failed(null), failed(null)]);
    expect(story.firings).toBe(". . .");
    expect(new Set(story.doubts)).toEqual(
      new Set(["within needs routing/event_time, which an event does not have"]),
    );
    const child = { ...path("a.exe"), "with child": path("x", { within: 5 }) };
    expect(
      tell(child, [process("a.exe", "a", undefined, { at: null }), process("x", "b", "a")]).firings,
    ).toBe(". .");
  });

  it("say so also when only one of two events has no time", () => {
    const child = { ...path("a.exe"), "with child": path("x", { within: 5 }) };
    const noTime = ["within needs routing/event_time, which an event does not have"];
    const timeless = { at: null };
    expect(tell(child, [process("a.exe", "a", undefined, timeless), process("x", "b", "a")]).doubts).toEqual(
      noTime,
    );
    expect(tell(child, [process("a.exe", "a"), process("x", "b", "a", timeless)]).doubts).toEqual(noTime);
    expect(tell(child, [process("a.exe", "a"), process("x", "b", "a", timeless)]).firings).toBe(". .");
    expect(tell(child, [process("a.exe", "a"), process("x", "b", "a")]).doubts).toEqual([]);
  });

  it("see the event that begins also where they are nested", () => {
    const nested = {
      ...path("a.exe"),
      "with child": { ...path("x"), "with events": { ...path("x"), count: 2 } },
    };
    expect(
      tell(nested, [process("a.exe", "a"), process("x", "b", "a"), process("x", "c", "z")]).firings,
    ).toBe(". . 1-3");
    const atOnce = { ...path("a.exe"), "with events": path("a.exe") };
    expect(tell(atOnce, [process("a.exe", "a")]).firings).toBe("1-1");
    const childAtOnce = { ...path("a.exe"), "with child": { ...path("x"), "with events": path("x") } };
    expect(tell(childAtOnce, [process("a.exe", "a"), process("x", "b", "a")]).firings).toBe(". 1-2");
    const never = {
      ...path("a.exe"),
      "with child": { ...path("x"), count: 2, "with events": path("y", { within: 1 }) },
    };
    const late = [process("a.exe", "a"), process("x", "b", "a"), process("y", "c", "z", { at: 9 })];
    expect(tell(never, late).firings).toBe(". . .");
    const later = [...late, process("x", "d", "a", { at: 10 }), process("y", "e", "z", { at: 10 })];
    expect(tell(never, later).firings).toBe(". . . . .");
    const further = [process("x", "f", "a", { at: 11 }), process("y", "g", "z", { at: 11 })];
    expect(tell(never, [...later, ...further]).firings).toBe(". . . . . . 1-7");
  });
});

describe("advance", () => {
  it("fires at once for a rule that waits for nothing", () => {
    expect(tell(path("a.exe"), [process("a.exe", "a"), process("b.exe", "b")]).firings).toBe("1-1 .");
  });

  it("says why something is uncertain", () => {
    const open = { op: "is", path: "event/A", value: "1" };
    expect(tell(open, [{ event: { A: 1 } }]).doubts).toHaveLength(1);
    expect(
      tell({ ...path("a.exe"), "with child": open }, [
        process("a.exe", "a"),
        { parent: "a", event: { A: 1 } },
      ]).doubts,
    ).toHaveLength(1);
    const partly = { op: "and", rules: [open, { ...path("a.exe"), "with child": path("x") }] };
    expect(
      tell(partly, [process("a.exe", "a", undefined, { event: { A: 1, FILE_PATH: "a.exe" } })]).doubts,
    ).toHaveLength(1);
    const either = { op: "or", rules: [open, { ...path("a.exe"), "with child": path("x") }] };
    expect(tell(either, [{ event: { A: 1 } }]).doubts).toHaveLength(1);
    const negated = { ...partly, not: true };
    expect(tell(negated, [process("a.exe", "a")]).doubts).toEqual([
      "what not means for events that follow is not documented",
    ]);
  });

  it("does not judge targets that are not evaluated offline", () => {
    const story = tell({ target: "artifact", op: "is windows" }, [{}]);
    expect(story).toEqual({
      firings: ".",
      doubts: ["rules of target artifact are not evaluated offline"],
      state: {},
    });
  });

  it("hands on metadata of lookups", () => {
    const rule = detectOf({ op: "lookup", path: "event/A", resource: "hive://lookup/l" });
    const { metadata } = advance(
      rule,
      {},
      { record: record({ event: { A: "k" } }), fixtures: { lookups: { l: { k: { x: 1 } } } } },
    );
    expect(metadata).toEqual({ l: { x: 1 } });
  });

  it("keeps sensors apart, whatever they are called", () => {
    const rule = { ...path("a.exe"), "with child": path("x") };
    const story = tell(rule, [
      process("a.exe", "a", undefined, { sid: "__proto__" }),
      process("a.exe", "a"),
      process("x", "b", "a", { sid: "__proto__" }),
    ]);
    expect(story.firings).toBe(". . 1-3");
    expect(Object.keys(story.state)).toEqual(["s1"]);
  });

  it("gives up the oldest of too many open matches, and says how many", () => {
    const rule = detectOf({ ...path("a.exe"), "with child": path("x") });
    let state: StatefulState = {};
    let dropped = 0;
    for (let count = 0; count < 1005; count += 1) {
      const next = advance(rule, state, { record: record(process("a.exe", `a${count}`)) });
      state = next.state;
      dropped += next.dropped;
    }
    expect(dropped).toBe(5);
    expect(state["s1"]).toHaveLength(1000);
    expect(advance(rule, state, { record: record(process("x", "b", "a0")) }).firing).toBeUndefined();
    expect(advance(rule, state, { record: record(process("x", "b", "a5")) }).firing).toBeDefined();
  });

  it("keeps the youngest of too large a family", () => {
    const rule = detectOf({ ...path("a.exe"), "with descendant": path("x") });
    let { state } = advance(rule, {}, { record: record(process("a.exe", "a")) });
    for (let count = 0; count < 1000; count += 1) {
      state = advance(rule, state, { record: record(process("b.exe", `b${count}`, "a")) }).state;
    }
    expect(advance(rule, state, { record: record(process("x", "c", "a")) }).firing).toBeUndefined();
    expect(advance(rule, state, { record: record(process("x", "c", "b0")) }).firing).toBeDefined();
    expect(advance(rule, state, { record: record(process("x", "c", "b999")) }).firing).toBeDefined();
  });

  it("counts an atom of a family once, however often it is seen", () => {
    const rule = detectOf({ ...path("a.exe"), "with descendant": path("x") });
    let { state } = advance(rule, {}, { record: record(process("a.exe", "a")) });
    for (let count = 0; count < 1000; count += 1) {
      state = advance(rule, state, { record: record(process("b.exe", "b", "a")) }).state;
    }
    expect(advance(rule, state, { record: record(process("x", "c", "a")) }).firing).toBeDefined();
  });

  it("gives up the oldest of too many matches of a node inside, too", () => {
    const rule = detectOf({ ...path("a.exe"), "with child": { ...path("b.exe"), "with child": path("x") } });
    let { state } = advance(rule, {}, { record: record(process("a.exe", "a")) });
    for (let count = 0; count < 1001; count += 1) {
      state = advance(rule, state, { record: record(process("b.exe", `b${count}`, "a")) }).state;
    }
    expect(advance(rule, state, { record: record(process("x", "c", "b0")) }).firing).toBeUndefined();
    expect(advance(rule, state, { record: record(process("x", "c", "b1")) }).firing).toBeDefined();
  });

  it("forgets what a rule remembers about places that the rule does not have", () => {
    const first = detectOf({ ...path("a.exe"), "with child": path("x") });
    const { state } = advance(first, {}, { record: record(process("a.exe", "a")) });
    const second = detectOf({ ...path("b.exe"), "with events": path("x") });
    const next = advance(second, state, { record: record(process("x", "b", "a")) });
    expect(next.firing).toBeUndefined();
    expect(next.state).toEqual({});
  });
});
