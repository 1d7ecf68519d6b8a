import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readList } from "../../../src/adapters/limacharlie/read-list.js";
import type { Json } from "../../../src/core/model/json.js";

const sidA = "aaaaaaaa-0000-4000-8000-000000000001";
const sidB = "bbbbbbbb-0000-4000-8000-000000000002";
const gone = "cccccccc-0000-4000-8000-000000000003";
const taskUuid = "dddddddd-0000-4000-8000-000000000004";
const known = new Set([sidA, sidB]);

const leaf = { task: "os_version", context: "c.r1.00000000", expiry: 1_790_000_000 };
const entry = {
  taskId: "t1",
  command: "os_version",
  context: "c.r1.00000000",
  expiresAtMs: 1_790_000_000_000,
};
const enveloped = (data: Json): Json => ({ data, error: "", retry: false });
const read = (answer: Json, sids: ReadonlySet<string> = known) => readList(answer, sids);
const one = (row: { [name: string]: Json }) => read([{ task_id: "t1", ...row }]);
const reason = (answer: Json, sids: ReadonlySet<string> = known): string => {
  const reading = read(answer, sids);
  return reading.readable ? "readable" : reading.reason;
};
const entries = (...wanted: unknown[]) => ({ readable: true, entries: wanted });

describe("nothing is pending", () => {
  it.each([null, {}, [], { tasks: [] }, { tasks: {} }, { tasks: null }, { queue: [] }, { sensors: {} }])(
    "%j",
    (value) => {
      expect(read(enveloped(value))).toEqual(entries());
      expect(read(value)).toEqual(entries());
    },
  );

  it.each([
    { [sidA]: {} },
    { [sidA]: [], [gone]: {} },
    { tasks: [], count: 0, continuation_token: "", truncated: false, error: "", version: 3, oid: "o" },
    { sensors: { [gone]: {} } },
    { data: { data: { queue: [] } } },
  ])("%j, with sensors that wait for nothing or marks of completeness", (value) => {
    expect(read(value)).toEqual(entries());
  });
});

describe("a list by sensor, then task", () => {
  const answer = { [sidA]: { t1: leaf }, [sidB]: { t1: leaf, t2: { ...leaf, context: "other" } } };
  const wanted = entries(
    { ...entry, sids: [sidA, sidB] },
    { ...entry, taskId: "t2", context: "other", sids: [sidB] },
  );

  it("is grouped by task id, in and out of an envelope and of wrappers", () => {
    expect(read(enveloped(answer))).toEqual(wanted);
    expect(read(answer)).toEqual(wanted);
    expect(read(enveloped({ sensors: answer }))).toEqual(wanted);
    expect(read({ queue: answer })).toEqual(wanted);
    expect(read({ data: { tasks: answer } })).toEqual(wanted);
  });

  it("may name sensors that are enrolled no more, and write ids in capitals", () => {
    expect(read({ [sidA.toUpperCase()]: { t1: leaf }, [gone]: { t1: leaf } })).toEqual(
      entries({ ...entry, sids: [sidA, gone] }),
    );
  });

  it("is recognised without known sensors by what the entries say, the wrapper's name, or the form of the keys", () => {
    const none = new Set<string>();
    const byUuid = entries({ ...entry, taskId: taskUuid, sids: [gone] });
    expect(read({ [gone]: { [taskUuid]: { ...leaf, task_id: taskUuid } } }, none)).toEqual(byUuid);
    expect(read({ [gone]: { [taskUuid]: { ...leaf, sid: gone } } }, none)).toEqual(byUuid);
    expect(read({ sensors: { [gone]: { [taskUuid]: leaf } } }, none)).toEqual(byUuid);
    expect(read({ [gone]: { t1: leaf } }, none)).toEqual(entries({ ...entry, sids: [gone] }));
  });

  it("may hold sensors that wait for nothing and marks that say it is whole", () => {
    expect(read({ [sidA]: { t1: leaf, has_more: false }, [sidB]: {}, next: null })).toEqual(
      entries({ ...entry, sids: [sidA] }),
    );
  });
});

describe("a list by task, then sensor", () => {
  it("is grouped the same way", () => {
    const answer = { t1: { [sidA]: leaf, [gone]: leaf } };
    expect(read(enveloped(answer))).toEqual(entries({ ...entry, sids: [sidA, gone] }));
    expect(read({ tasks: answer })).toEqual(entries({ ...entry, sids: [sidA, gone] }));
  });

  it("is recognised without known sensors by what the entries say or the form of the keys", () => {
    const none = new Set<string>();
    const byUuid = entries({ ...entry, taskId: taskUuid, sids: [gone] });
    expect(read({ [taskUuid]: { [gone]: { ...leaf, sid: gone } } }, none)).toEqual(byUuid);
    expect(read({ [taskUuid]: { [gone]: { ...leaf, task_id: taskUuid } } }, none)).toEqual(byUuid);
    expect(read({ t1: { [gone]: leaf } }, none)).toEqual(entries({ ...entry, sids: [gone] }));
  });
});

describe("a list of entries", () => {
  it("takes sensors from sid and pending_for; who acknowledged does not wait", () => {
    const rows = [
      { ...leaf, task_id: "t1", sid: sidA },
      { ...leaf, task_id: "t1", sid: sidB.toUpperCase() },
      { ...leaf, id: "t2", pending_for: [sidA], sid: gone, acknowledged_by: [sidB] },
      { ...leaf, task_id: "t3", acknowledged_by: [sidB], sensor_selector: "*", retention: 60, created: 1 },
    ];
    const wanted = entries(
      { ...entry, sids: [sidA, sidB] },
      { ...entry, taskId: "t2", sids: [sidA, gone] },
      { ...entry, taskId: "t3", selector: "*", sids: [] },
    );
    expect(read(rows)).toEqual(wanted);
    expect(read(enveloped({ tasks: rows, total: 4 }))).toEqual(wanted);
  });

  it("names a sensor once, however often it is listed", () => {
    const rows = [
      { ...leaf, task_id: "t1", sid: sidA },
      { ...leaf, task_id: "t1", sid: sidA },
    ];
    expect(read(rows)).toEqual(entries({ ...entry, sids: [sidA] }));
  });
});

describe("an object of entries or of lists of entries", () => {
  it("has task ids as keys when no key is a sensor", () => {
    expect(read({ t1: leaf })).toEqual(entries({ ...entry, sids: [] }));
    expect(read({ t1: { ...leaf, sid: sidA } })).toEqual(entries({ ...entry, sids: [sidA] }));
    expect(read({ t1: { ...leaf, task_id: "t1", pending_for: [sidA, sidB] } })).toEqual(
      entries({ ...entry, sids: [sidA, sidB] }),
    );
    expect(
      read({
        t1: [
          { ...leaf, sid: sidA },
          { ...leaf, sid: sidB },
        ],
      }),
    ).toEqual(entries({ ...entry, sids: [sidA, sidB] }));
    expect(read({ t1: [{ ...leaf, task_id: "t1" }] })).toEqual(entries({ ...entry, sids: [] }));
  });

  it("has sensors as keys when a key is one, or when the entries name other task ids", () => {
    expect(read({ [sidA]: { ...leaf, task_id: "t1" } })).toEqual(entries({ ...entry, sids: [sidA] }));
    expect(
      read({ [sidA]: [{ ...leaf, id: "t1" }], [gone]: [{ ...leaf, task_id: "t1" }], [sidB]: [] }),
    ).toEqual(entries({ ...entry, sids: [sidA, gone] }));
    expect(read({ [gone]: { ...leaf, task_id: "t1" } })).toEqual(entries({ ...entry, sids: [gone] }));
    expect(read({ [gone]: [{ ...leaf, task_id: "t1" }] })).toEqual(entries({ ...entry, sids: [gone] }));
  });
});

describe("what an entry says about itself", () => {
  it.each(["task", "command", "cmd"])("has its command under %s", (name) => {
    expect(one({ [name]: "os_version", context: "c" })).toEqual(
      entries({ taskId: "t1", command: "os_version", context: "c", sids: [] }),
    );
  });

  it.each(["context", "investigation_id", "inv_id"])("has its context under %s", (name) => {
    expect(one({ [name]: "c" })).toEqual(entries({ taskId: "t1", context: "c", sids: [] }));
  });

  it.each(["expiry", "expires", "expires_at", "expire", "expiration"])("has its expiry under %s", (name) => {
    expect(one({ context: "c", [name]: 1_790_000_000 })).toMatchObject({
      entries: [{ expiresAtMs: 1_790_000_000_000 }],
    });
  });

  it("may leave an unusable expiry or the command out, and use two names for one value", () => {
    expect(
      one({ context: "c", investigation_id: "c/0001", task: "x", command: "x", expiry: 3600, ttl: 3600 }),
    ).toEqual(entries({ taskId: "t1", command: "x", context: "c", sids: [] }));
    expect(one({ context: "c", task: null, sid: null, pending_for: null })).toEqual(
      entries({ taskId: "t1", context: "c", sids: [] }),
    );
  });

  it("may leave out an empty context where others have one, and parts that another row of the task has", () => {
    const rows = [
      { task_id: "t1", task: "x" },
      { task_id: "t2", context: "c", expiry: 1_790_000_000 },
      { task_id: "t2", task: "y", expiry: 1_790_000_100 },
      { task_id: "t2", task: "y", expiry: 1_790_000_050 },
    ];
    expect(read(rows)).toEqual(
      entries(
        { taskId: "t1", command: "x", context: "", sids: [] },
        { taskId: "t2", command: "y", context: "c", expiresAtMs: 1_790_000_100_000, sids: [] },
      ),
    );
  });
});

describe("what cannot be relied on is unreadable", () => {
  const t1 = { ...leaf, task_id: "t1" };
  it.each<[string, Json, string]>([
    ["text", "3 tasks pending", "there is no list"],
    ["a number", 3, "there is no list"],
    ["a boolean", false, "there is no list"],
    ["a number in an envelope", enveloped(3), "there is no list"],
    ["one bare entry", leaf, "one entry without a list"],
    ["an error in the envelope", { data: {}, error: "no", retry: false }, "carries an error"],
    ["a wish to be asked again", { data: {}, error: "", retry: true }, "asks to be asked again"],
    ["an unknown wrapper", { result: { [sidA]: { t1: leaf } } }, "something else where an entry should be"],
    ["an unknown wrapper of nothing", { result: {} }, "no known sensor holds nothing"],
    ["an unknown wrapper of an empty list", { items: [] }, "no known sensor holds nothing"],
    ["an unknown key beside the list", { tasks: [], pending: [t1] }, "something unknown beside the list"],
    [
      "an unknown key beside the envelope's data",
      { data: {}, error: "", more_tasks: [t1] },
      "something unknown beside",
    ],
    ["an odd error beside the list", { tasks: [], error: { code: 5 } }, "something unknown beside"],
    ["two lists", { tasks: [], queue: [t1] }, "several lists"],
    ["lists of ids", { [sidA]: ["t1"] }, "something else where an entry should be"],
    ["numbers of entries", { [sidA]: 3 }, "holds neither an entry nor entries"],
    ["a list of texts", ["t1", "t2"], "something else where an entry should be"],
    ["a list of nothing", [null], "something else where an entry should be"],
    ["a list of unknown objects", [{ name: "x" }], "something else where an entry should be"],
    ["an entry without a task id", [{ ...leaf, sid: sidA }], "an entry has no task id"],
    ["an entry without a task id under a sensor", { [sidA]: leaf }, "an entry has no task id"],
    ["listed entries without a task id", { [gone]: [leaf] }, "an entry has no task id"],
    ["a task id that is a number", [{ ...leaf, task_id: 7 }], "an id of an entry is not text"],
    ["an empty task id", [{ ...leaf, task_id: " " }], "an id of an entry is not text"],
    ["an empty key", { "": leaf }, "a task id is empty"],
    ["a sensor's id as task id", [{ ...leaf, id: sidA.toUpperCase() }], "a sensor's id stands where"],
    ["no context anywhere", [{ task_id: "t1", task: "x" }], "no entry carries a context"],
    ["a context that is a number", [{ ...t1, context: 4 }], "a command or context is not text"],
    ["a command that is an object", [{ ...t1, task: {} }], "a command or context is not text"],
    ["two commands in one entry", [{ ...t1, command: "other" }], "an entry contradicts itself"],
    ["two contexts in one entry", [{ ...t1, inv_id: "other" }], "an entry contradicts itself"],
    ["sensors that are no list", [{ ...t1, pending_for: sidA }], "are not a list"],
    ["sensors that are no text", [{ ...t1, pending_for: [1] }], "an id of an entry is not text"],
    ["sensors that are null", [{ ...t1, acknowledged_by: [null] }], "a sensor of an entry is null"],
    [
      "one task id, two commands",
      [t1, { ...t1, task: "other" }],
      "entries of one task id contradict each other",
    ],
    [
      "one task id, two contexts",
      [t1, { ...t1, context: "other" }],
      "entries of one task id contradict each other",
    ],
    [
      "an entry with another task id than its key",
      { t1: { ...leaf, task_id: "t2" } },
      "an entry contradicts its key",
    ],
    [
      "an entry with another sensor than its key",
      { [sidA]: { ...t1, sid: sidB } },
      "an entry contradicts its key",
    ],
    [
      "a nested entry with another task id",
      { [sidA]: { t1: { ...leaf, task_id: "t2" } } },
      "an entry contradicts its key",
    ],
    [
      "a nested entry with another sensor",
      { [sidA]: { t1: { ...leaf, sid: sidB } } },
      "an entry contradicts its key",
    ],
    ["sensors on both levels", { [sidA]: { [sidB]: leaf } }, "both levels of keys look like sensors"],
    ["a task id that holds nothing", { t1: {}, t2: { [sidA]: leaf } }, "a task id holds nothing"],
    ["an entry beside a key that holds nothing", { t1: leaf, t2: {} }, "no known sensor holds nothing"],
    ["mixed forms", { [sidA]: { t1: leaf }, [sidB]: [t1] }, "the answer mixes forms"],
    ["mixed depths", { [sidA]: { t1: leaf }, [sidB]: t1 }, "the answer mixes forms"],
    ["three levels", { [sidA]: { t1: { x: leaf } } }, "something else where an entry should be"],
    ["nothing but marks", { continuation_token: "" }, "marks but no entries"],
    [
      "a continuation token beside the list",
      { tasks: [t1], continuation_token: "x" },
      "only a part: it carries continuation_token",
    ],
    ["a cursor beside the entries", { [sidA]: { t1: leaf }, cursor: "x" }, "only a part: it carries cursor"],
    [
      "a next page in the envelope",
      { data: {}, error: "", next_page: 2 },
      "only a part: it carries next_page",
    ],
    ["truncation", { tasks: [], truncated: true }, "only a part: it carries truncated"],
    ["more behind a sensor", { [sidA]: { t1: leaf, has_more: true } }, "only a part: it carries has_more"],
    ["fewer entries than claimed", { tasks: [t1], total: 500 }, "claims more entries than it holds"],
    ["none of the entries claimed", { tasks: [], count: 1 }, "claims more entries than it holds"],
    [
      "wrappers without end",
      { data: { data: { data: { data: { data: { data: {} } } } } } },
      "no known sensor holds nothing",
    ],
  ])("%s", (_, answer, why) => {
    const reading = read(answer);
    expect(reading).toMatchObject({ readable: false, reason: expect.stringContaining(why) });
  });

  it("ids of unknown sensors and task ids of the same form", () => {
    expect(reason({ [gone]: { [taskUuid]: leaf } })).toContain("cannot be told from task ids");
    expect(reason({ x: { y: leaf } })).toContain("cannot be told from task ids");
  });

  it("and its shape is described without its content", () => {
    expect(read({ result: { [sidA]: { t1: leaf } } })).toMatchObject({
      shape: "{result: {<uuid>: {<id>: {task: string, context: string, expiry: number}}}}",
    });
  });
});

describe("whatever comes", () => {
  const key = fc.oneof(
    fc.constantFrom(
      sidA,
      sidB,
      gone,
      taskUuid,
      "t1",
      "t2",
      "tasks",
      "data",
      "sensors",
      "queue",
      "error",
      "retry",
    ),
    fc.constantFrom(
      "task_id",
      "id",
      "sid",
      "task",
      "context",
      "expiry",
      "cursor",
      "count",
      "__proto__",
      "constructor",
    ),
    fc.string(),
  );
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom<Json[]>(null, true, false, 0, 1_790_000_000, "", "t1", sidA),
      fc.string(),
      fc.array(tie("json"), { maxLength: 4 }),
      fc.dictionary(key, tie("json"), { maxKeys: 4 }),
    ),
  }));
  const holdsNothing = (value: Json): boolean =>
    typeof value !== "object" || value === null ? !value : Object.values(value).every(holdsNothing);

  it("reading never throws, and gives entries with ids and texts", () => {
    fc.assert(
      fc.property(json, (answer) => {
        const reading = read(answer);
        if (!reading.readable) expect(reading.shape.length).toBeLessThanOrEqual(400);
        else
          for (const { taskId, context, sids } of reading.entries) {
            expect(taskId.trim()).not.toBe("");
            expect(known.has(taskId)).toBe(false);
            expect([typeof context, ...sids.map((sid) => typeof sid)]).not.toContain("undefined");
          }
      }),
      { numRuns: 3000 },
    );
  });

  it("an answer that holds something is never an empty queue", () => {
    const harmless = new Set(["count", "total", "total_count", "version", "oid"]);
    const holdsOnlyClaims = (value: Json): boolean =>
      typeof value === "object" && value !== null
        ? Object.entries(value).every(([name, item]) => harmless.has(name) || holdsOnlyClaims(item))
        : holdsNothing(value);
    fc.assert(
      fc.property(json, (answer) => {
        const reading = read(answer);
        if (reading.readable && reading.entries.length === 0) expect(holdsOnlyClaims(answer)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("every pending delivery of every readable form is found again", () => {
    const delivery = fc.record({
      sid: fc.constantFrom(sidA, sidB, gone),
      task: fc.constantFrom("t1", "t2", taskUuid),
    });
    const forms: ((list: readonly { sid: string; task: string }[]) => Json)[] = [
      (list) => list.map(({ sid, task }) => ({ sid, task_id: task, ...leaf })),
      (list) => nest(list.map(({ sid, task }) => [sid, task])),
      (list) => nest(list.map(({ sid, task }) => [task, sid])),
    ];
    fc.assert(
      fc.property(fc.array(delivery, { minLength: 1 }), fc.constantFrom(...forms), (list, form) => {
        const all = [...list, { sid: sidA, task: "t1" }];
        const reading = read(form(all));
        const found = reading.readable
          ? reading.entries.flatMap((each) => each.sids.map((sid) => `${sid} ${each.taskId}`))
          : [];
        expect(new Set(found)).toEqual(new Set(all.map(({ sid, task }) => `${sid} ${task}`)));
      }),
    );
  });

  it("a hundred thousand entries are read whole", () => {
    const rows = Array.from({ length: 100_000 }, (_, index): [string, string] => [
      sidOf(index),
      `t${index % 7}`,
    ]);
    const reading = read(nest(rows), new Set([sidOf(0)]));
    expect(reading.readable && reading.entries.map(({ sids }) => sids.length)).toEqual([
      14286, 14286, 14286, 14286, 14286, 14285, 14285,
    ]);
  });

  it("a defect of the reader is not passed off as an unreadable answer", () => {
    const answer = {
      get tasks(): Json {
        throw new TypeError("defect");
      },
    };
    expect(() => read(answer)).toThrow("defect");
  });

  it("nesting without end is unreadable, not a crash", () => {
    const deep: Json = JSON.parse(`${'{"data":['.repeat(50_000)}${"]}".repeat(50_000)}`);
    expect(reason(deep)).toBe("there is something else where an entry should be");
  });
});

const sidOf = (index: number): string => `eeeeeeee-0000-4000-8000-${String(index).padStart(12, "0")}`;

function nest(pairs: readonly (readonly string[])[]): Json {
  const outer: Record<string, Record<string, Json>> = {};
  for (const [first = "", second = ""] of pairs) (outer[first] ??= {})[second] = leaf;
  return outer;
}
