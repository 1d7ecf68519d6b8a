import { describe, expect, it } from "vitest";
import { EventLog, type PlatformEvent } from "../../src/sandbox/events.js";
import { type QueuedTask, TaskQueue } from "../../src/sandbox/task-queue.js";

const event = (id: number): PlatformEvent => ({
  routing: { oid: "", sid: "", event_type: "X", event_time: id, event_id: "", hostname: "" },
  event: {},
  ts: "",
});

describe("the event log", () => {
  it("keeps the newest and says how many it forgot", () => {
    const log = new EventLog(10);
    for (let id = 0; id < 25; id += 1) log.add(event(id));
    expect(log.all().length + log.dropped).toBe(25);
    expect(log.all().length).toBeGreaterThanOrEqual(10);
    expect(log.all().at(-1)?.routing.event_time).toBe(24);
  });
});

const task = (task_id: string): QueuedTask => ({
  task_id,
  task: "os_version",
  context: "",
  createdMs: 0,
  expiresMs: 1000,
  selector: "*",
  acknowledged: new Set(),
});

describe("the task queue", () => {
  it("forgets a sensor and a task with the last that waits", () => {
    const queue = new TaskQueue();
    const [one, two] = [task("one"), task("two")];
    queue.add(one, "a");
    queue.add(one, "b");
    queue.add(two, "a");
    expect(queue.size).toBe(3);
    expect(queue.remove("a", one, 5)).toBe(true);
    expect(queue.remove("a", one, 5)).toBe(false);
    expect(queue.remove("nobody", one, 5)).toBe(false);
    expect(queue.waitingFor("a")).toEqual([two]);
    expect([
      queue.waitingFor("a", "two"),
      queue.waitingFor("a", "one"),
      queue.waitingFor("c", "one"),
    ]).toEqual([[two], [], []]);
    expect(queue.remove("a", two, 5)).toBe(true);
    expect([queue.size, [...queue.pending(5, 5)]]).toEqual([1, [{ sid: "b", task: one }]]);
  });

  it("shows earlier states, the newest removals at least", () => {
    const queue = new TaskQueue();
    const one = task("one");
    const sids = Array.from({ length: 20_001 }, (_, at) => `s${at}`);
    for (const sid of sids) queue.add(one, sid);
    for (const sid of sids) queue.remove(sid, one, 5);
    expect([...queue.pending(5, 5)]).toEqual([]);
    const before = [...queue.pending(5, 4)];
    expect(before.length).toBeGreaterThanOrEqual(10_000);
    expect(before.at(-1)?.sid).toBe("s20000");
    expect([...queue.pending(5, 4, new Set(["s20000", "s0"]))].map(({ sid }) => sid)).toEqual(["s20000"]);
  });
});
