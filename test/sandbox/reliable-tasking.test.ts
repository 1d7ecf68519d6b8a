import { describe, expect, it } from "vitest";
import { type Talk, talk } from "./talk.js";

const hourS = 3600;
const weekS = 604_800;

const pending = async (
  { extension }: Talk,
  scope: object = {},
): Promise<Record<string, Record<string, unknown>>> =>
  (await extension("list", scope)).body.data as Record<string, Record<string, unknown>>;

const counts = async ({ extension }: Talk, data: object): Promise<Record<string, number>> =>
  (await extension("task", data)).body.data as Record<string, number>;

/** A sandbox whose sensors are all offline. */
async function asleep(sensors = 10): Promise<Talk> {
  const sleeping = await talk({ sensors });
  sleeping.sandbox.disconnect("all");
  return sleeping;
}

const agent = ({ sandbox }: Talk, plat = "linux") =>
  sandbox.sensors().find((sensor) => sensor.plat === plat && sensor.arch !== "usp_adapter")?.sid ?? "";

describe("task", () => {
  it("reaches what matches at request time: sent to who is online, queued for who is not [D]", async () => {
    const our = await talk({ sensors: 40 });
    const online = our.sandbox.sensors().filter((sensor) => sensor.online).length;
    const data = await counts(our, { task: "os_version", selector: "*", context: "c" });
    expect(data).toMatchObject({ total_sensors: 40, tasked_sensors: online, queued_sensors: 40 - online });
    expect(our.sandbox.deliveries()).toHaveLength(online);
    expect(Object.keys(await pending(our))).toHaveLength(40 - online);
  });

  it("gives one task id to all its sensors and another one to an identical request [D, I]", async () => {
    const our = await asleep();
    const first = await counts(our, { task: "os_version", tag: "server" });
    const second = await counts(our, { task: "os_version", tag: "server" });
    expect(first.task_id).not.toBe(second.task_id);
    for (const tasks of Object.values(await pending(our))) {
      expect(Object.keys(tasks)).toEqual([first.task_id, second.task_id]);
    }
  });

  it("is aimed by sid, tag or selector", async () => {
    const our = await asleep(40);
    const sid = agent(our);
    const servers = our.sandbox.sensors().filter(({ tags }) => tags.includes("server"));
    const windows = our.sandbox.sensors().filter(({ plat }) => plat === "windows");
    const total = async (scope: object) =>
      (await counts(our, { task: "os_version", ...scope })).total_sensors;
    expect(await total({ sid })).toBe(1);
    expect(await total({ sid: sid.toUpperCase(), tag: "" })).toBe(1);
    expect(await total({ sid: "00000000-0000-4000-8000-000000000000" })).toBe(0);
    expect(await total({ tag: "server" })).toBe(servers.length);
    expect(await total({ selector: "plat == `windows`" })).toBe(windows.length);
    expect(await total({ tag: "nobody" })).toBe(0);
  });

  it("delivers to an offline sensor when it connects, and to nobody who came later [D, I]", async () => {
    const our = await asleep();
    const sid = agent(our);
    const { task_id } = await counts(our, { task: "os_version", sid, context: "late" });
    expect(our.sandbox.deliveries()).toEqual([]);
    our.sandbox.connect("all");
    expect(our.sandbox.deliveries()).toEqual([
      { at: new Date(our.sandbox.nowMs()).toISOString(), sid, task_id, task: "os_version", context: "late" },
    ]);
    expect(await pending(our)).toEqual({});
  });

  it("is never sent after its TTL, which is checked at the attempt [D]", async () => {
    const our = await asleep();
    await counts(our, { task: "os_version", selector: "*", ttl: hourS });
    our.sandbox.advance(hourS);
    expect(await pending(our)).toEqual({});
    our.sandbox.connect("all");
    expect(our.sandbox.deliveries()).toEqual([]);
  });

  it("lives a week by default [D]", async () => {
    const our = await asleep();
    await counts(our, { task: "os_version", sid: agent(our) });
    our.sandbox.advance(weekS - 1);
    expect(Object.keys(await pending(our))).toHaveLength(1);
    our.sandbox.advance(1);
    expect(await pending(our)).toEqual({});
  });

  it("with a TTL of 0 is never sent, not even to who is online", async () => {
    const our = await talk();
    await counts(our, { task: "os_version", selector: "*", ttl: 0 });
    expect(our.sandbox.deliveries()).toEqual([]);
  });

  it("is answered by the sensor, and said by the extension, in this order [D]", async () => {
    const our = await talk();
    const sid = agent(our);
    our.sandbox.connect("all");
    const { task_id } = await counts(our, { task: "os_version", sid, context: "inventory" });
    const said = our.sandbox.events().filter(({ routing }) => routing.event_type !== "CONNECTED");
    expect(said.map(({ routing }) => routing.event_type)).toEqual([
      "add_task",
      "try_task",
      "task_sent",
      "CLOUD_NOTIFICATION",
      "task_done",
      "OS_VERSION_REP",
    ]);
    expect(said.at(-1)).toMatchObject({
      routing: { oid: our.oid, sid, investigation_id: "inventory" },
      event: { BUILD_NUMBER: expect.any(Number) as number },
    });
    expect(said.at(0)?.routing.hostname).toBe("ext-reliable-tasking");
    expect(said.at(2)?.event).toEqual({ task_id, sid });
  });

  it("is refused in the extension manager's words when a parameter is missing, doubled, unknown or of the wrong kind", async () => {
    const { extension } = await asleep();
    const selector = "*";
    const refusals: readonly (readonly [object, RegExp])[] = [
      [{ task: "os_version" }, /^missing one of sid, tag, selector$/],
      [{ task: "os_version", selector: "" }, /^missing one of sid, tag, selector$/],
      [{ selector }, /^missing task$/],
      [{ task: "  ", selector }, /^missing task$/],
      [{ task: "os_version", selector, tag: "server" }, /^only one of sid, tag, selector/],
      [{ task: "os_version", plat: "windows" }, /^unknown parameter: plat$/],
      [{ task: "os_version", sid: "abc" }, /^sid is not a UUID$/],
      [{ task: "os_version", tag: 7 }, /^tag is not text$/],
      [{ task: ["os_version"], selector }, /^task is not text$/],
      [{ task: "os_version", selector, ttl: "1d" }, /^ttl is not a number of seconds$/],
      [{ task: "os_version", selector, ttl: -1 }, /^ttl/],
      [{ task: "os_version", selector, ttl: 1.5 }, /^ttl/],
      [{ task: "os_version", selector, ttl: 1e11 }, /^ttl/],
      [{ task: "os_version", selector: "plat ==" }, /^bad selector: /],
      [{ task: "os_version", selector: "plat == `windows` and colour == `red`" }, /^bad selector: /],
    ];
    for (const [data, text] of refusals) {
      const { status, body } = await extension("task", data);
      expect([status, body.data, body.retry]).toEqual([400, {}, false]);
      expect(body.error).toMatch(text);
    }
  });

  it("takes single quotes in selectors, unless that is switched off", async () => {
    const our = await asleep();
    const status = async (selector: string) =>
      (await our.extension("task", { task: "os_version", selector })).status;
    expect(await status("plat == 'linux'")).toBe(200);
    our.sandbox.variants.set({ single_quotes: "refused" });
    expect(await status("plat == 'linux'")).toBe(400);
    expect(await status("hostname == `it's`")).toBe(200);
    expect(await status(`hostname == "it's"`)).toBe(200);
  });
});

describe("delivery", () => {
  it("of restart and upgrade_core counts as done when sent: no receipt, no answer, the sensor comes back [D]", async () => {
    const our = await talk();
    const sid = agent(our);
    our.sandbox.connect("all");
    for (const task of ["restart", "upgrade_core"]) {
      const before = our.sandbox.events().length;
      await counts(our, { task, sid, context: "x" });
      const said = our.sandbox.events().slice(before);
      expect(said.map(({ routing }) => routing.event_type)).toEqual([
        "add_task",
        "try_task",
        "task_sent",
        "STARTING_UP",
        "CONNECTED",
      ]);
    }
    expect(await pending(our)).toEqual({});
    expect(our.sandbox.deliveries()).toHaveLength(2);
  });

  it("whose receipt is lost stays queued and is repeated at the next connection, no earlier [D]", async () => {
    const our = await talk();
    const sid = agent(our);
    our.sandbox.connect("all");
    our.sandbox.variants.set({ receipt_lost: true });
    await counts(our, { task: "os_version", sid });
    expect(our.sandbox.connect([sid])).toBe(0);
    our.sandbox.advance(hourS);
    expect(our.sandbox.deliveries()).toHaveLength(1);
    our.sandbox.variants.set({ receipt_lost: false });
    our.sandbox.disconnect([sid]);
    our.sandbox.connect([sid]);
    expect(our.sandbox.deliveries()).toHaveLength(2);
    expect(await pending(our)).toEqual({});
  });

  it("of a restart lets what still waits be tried again, once", async () => {
    const our = await talk();
    const sid = agent(our);
    our.sandbox.connect("all");
    our.sandbox.variants.set({ receipt_lost: true });
    await counts(our, { task: "os_version", sid });
    await counts(our, { task: "restart", sid });
    expect(our.sandbox.deliveries().map(({ task }) => task)).toEqual(["os_version", "restart", "os_version"]);
  });

  it("is doubled once that is switched on, and counts once", async () => {
    const our = await talk();
    const sid = agent(our);
    our.sandbox.connect("all");
    our.sandbox.variants.set({ duplicate_delivery: true });
    await counts(our, { task: "os_version", sid });
    expect(our.sandbox.deliveries()).toHaveLength(2);
    expect(our.sandbox.events().filter(({ routing }) => routing.event_type === "task_done")).toHaveLength(1);
    expect(await pending(our)).toEqual({});
  });

  it("stops where the machine goes away: what comes behind a shutdown waits", async () => {
    const our = await asleep();
    const sid = agent(our);
    await counts(our, { task: "shutdown --is-confirmed", sid });
    await counts(our, { task: "os_version", sid });
    our.sandbox.connect([sid]);
    expect(our.sandbox.deliveries().map(({ task }) => task)).toEqual(["shutdown --is-confirmed"]);
    our.sandbox.connect([sid]);
    expect(our.sandbox.deliveries().map(({ task }) => task)).toEqual([
      "shutdown --is-confirmed",
      "os_version",
    ]);
  });

  it("of a reboot takes the machine away for a while", async () => {
    const our = await talk();
    const sid = agent(our);
    our.sandbox.connect("all");
    const online = () => our.sandbox.sensors().find((sensor) => sensor.sid === sid)?.online;
    await counts(our, { task: "reboot --is-confirmed", sid });
    expect(online()).toBe(false);
    our.sandbox.advance(120);
    expect(online()).toBe(true);
  });

  it("carries the context as investigation id, or with a suffix once that is switched on [D, I]", async () => {
    const our = await talk();
    const sid = agent(our);
    our.sandbox.connect("all");
    our.sandbox.variants.set({ investigation_id: "suffix" });
    await counts(our, { task: "os_version", sid, context: "ctx" });
    await counts(our, { task: "os_version", sid });
    const answers = our.sandbox.events().filter(({ routing }) => routing.event_type === "OS_VERSION_REP");
    expect(answers[0]?.routing.investigation_id).toMatch(/^ctx\/[0-9a-f-]{36}$/);
    expect(answers[1]?.routing.investigation_id).toMatch(/^ext-reliable-tasking\/[0-9a-f-]{36}$/);
  });

  it("works in a fleet too small for the extension's own sensor", async () => {
    const our = await talk({ sensors: 1 });
    our.sandbox.connect("all");
    await counts(our, { task: "os_version", selector: "*" });
    expect(our.sandbox.deliveries()).toHaveLength(1);
    expect(our.sandbox.events().map(({ routing }) => routing.event_type)).not.toContain("task_sent");
  });
});

describe("untask", () => {
  it("deletes one task on the sensors of its scope and counts them [D]", async () => {
    const our = await asleep(40);
    const { task_id } = await counts(our, { task: "os_version", selector: "*" });
    await counts(our, { task: "os_packages", selector: "*" });
    const servers = our.sandbox.sensors().filter(({ tags }) => tags.includes("server")).length;
    expect((await our.extension("untask", { tag: "server", task_id })).body.data).toEqual({
      deleted: servers,
    });
    expect((await our.extension("untask", { selector: "*", task_id })).body.data).toEqual({
      deleted: 40 - servers,
    });
    expect((await our.extension("untask", { selector: "*", task_id })).body.data).toEqual({ deleted: 0 });
    our.sandbox.connect("all");
    expect(new Set(our.sandbox.deliveries().map(({ task }) => task))).toEqual(new Set(["os_packages"]));
  });

  it("without a task id, or with an empty one, deletes everything on the sensors, whoever made it [D]", async () => {
    for (const nothing of [{}, { task_id: "" }]) {
      const our = await asleep(4);
      await counts(our, { task: "os_version", selector: "*" });
      await counts(our, { task: "os_packages", selector: "*" });
      expect((await our.extension("untask", { selector: "*", ...nothing })).body.data).toEqual({
        deleted: 8,
      });
      expect(await pending(our)).toEqual({});
    }
  });

  it("counts nothing for what has expired [D]", async () => {
    const our = await asleep();
    const { task_id } = await counts(our, { task: "os_version", selector: "*", ttl: 5 });
    our.sandbox.advance(5);
    expect((await our.extension("untask", { selector: "*", task_id })).body.data).toEqual({ deleted: 0 });
  });

  it("needs a scope of sensors: a task id alone is refused [C]", async () => {
    const { extension } = await asleep();
    const { status, body } = await extension("untask", { task_id: "abc" });
    expect([status, body.error]).toEqual([400, "missing one of sid, tag, selector"]);
    expect((await extension("untask", { selector: "*", task_ids: ["a"] })).status).toBe(400);
  });
});

describe("list", () => {
  it("groups by sensor and task id, with command, context and expiry in epoch seconds [D]", async () => {
    const our = await asleep();
    const sid = agent(our);
    const { task_id } = await counts(our, { task: "os_version", sid, context: "c", ttl: 60 });
    expect((await our.extension("list")).body).toEqual({
      data: {
        [sid]: {
          [String(task_id)]: {
            task: "os_version",
            context: "c",
            expiry: Math.floor(our.sandbox.nowMs() / 1000 + 60),
          },
        },
      },
      error: "",
      retry: false,
    });
  });

  it("picks the queues of the sensors of its scope, not tasks by their selector [D]", async () => {
    const our = await asleep(40);
    await counts(our, { task: "os_version", selector: "*" });
    const windows = our.sandbox.sensors().filter(({ plat }) => plat === "windows");
    expect(Object.keys(await pending(our, { selector: "plat == `windows`" })).toSorted()).toEqual(
      windows.map(({ sid }) => sid).toSorted(),
    );
    expect(Object.keys(await pending(our, { sid: agent(our) }))).toEqual([agent(our)]);
    expect(Object.keys(await pending(our, { selector: "*" }))).toHaveLength(40);
  });

  it("refuses what it does not know", async () => {
    const { extension } = await asleep();
    expect((await extension("list", { task_id: "x" })).body.error).toBe("unknown parameter: task_id");
  });
});
