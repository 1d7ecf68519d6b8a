import { describe, expect, it } from "vitest";
import { talk } from "./talk.js";

describe("the control plane", () => {
  it("shows the deliveries, in the documented members", async () => {
    const { sandbox, sendBare, extension } = await talk();
    await extension("task", { task: "os_version", selector: "*", context: "c" });
    const { status, body } = await sendBare("GET", "/_sandbox/deliveries");
    expect(status).toBe(200);
    expect(body).toEqual({ deliveries: sandbox.deliveries() });
    expect(Object.keys((body.deliveries as object[])[0] ?? {})).toEqual([
      "at",
      "sid",
      "task_id",
      "task",
      "context",
    ]);
  });

  it("shows every API request with its status and action, and none of its own", async () => {
    const { sandbox, oid, sendBare, extension, send } = await talk();
    await sendBare("GET", "/v1/who");
    await extension("nonsense");
    await send("GET", `/v1/sensors/${oid}?limit=1`);
    await send("POST", `/v1/extension/request/ext-reliable-tasking?oid=${oid}`);
    const { body } = await sendBare("GET", "/_sandbox/requests");
    expect(body).toEqual({ requests: sandbox.requests() });
    expect(
      sandbox.requests().map(({ method, path, action, status }) => [method, path, action, status]),
    ).toEqual([
      ["POST", "/jwt", null, 200],
      ["GET", "/v1/who", null, 401],
      ["POST", "/v1/extension/request/ext-reliable-tasking", "nonsense", 400],
      ["GET", `/v1/sensors/${oid}`, null, 200],
      ["POST", "/v1/extension/request/ext-reliable-tasking", null, 400],
    ]);
    expect(sandbox.requests()[0]?.at).toBe(new Date(sandbox.nowMs()).toISOString());
  });

  it("shows the events, and how many were forgotten", async () => {
    const { sandbox, sendBare } = await talk();
    sandbox.connect("all");
    const { body } = await sendBare("GET", "/_sandbox/events");
    expect(body).toEqual({ events: sandbox.events(), dropped: 0 });
    expect(sandbox.events().length).toBeGreaterThan(0);
  });

  it("moves the clock, which the Date header follows", async () => {
    const { sandbox, sendBare } = await talk({ startMs: Date.UTC(2026, 0, 1) });
    expect((await sendBare("GET", "/v1/who")).headers.date).toBe("Thu, 01 Jan 2026 00:00:00 GMT");
    const { body } = await sendBare("POST", "/_sandbox/clock", { json: { advance_s: 3600 } });
    expect(body).toEqual({ now: "2026-01-01T01:00:00.000Z", now_ms: Date.UTC(2026, 0, 1, 1) });
    expect((await sendBare("GET", "/v1/who")).headers.date).toBe("Thu, 01 Jan 2026 01:00:00 GMT");
    expect((await sendBare("GET", "/_sandbox/clock")).body.now_ms).toBe(sandbox.nowMs());
  });

  it("takes JSON bodies whatever their content type says", async () => {
    const { sandbox, sendBare } = await talk();
    const before = sandbox.nowMs();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await sendBare("POST", "/_sandbox/clock", { json: { advance_s: 1 }, headers });
    expect(sandbox.nowMs()).toBe(before + 1000);
  });

  it("connects and disconnects sensors, the second first, and says how many", async () => {
    const { sandbox, sendBare } = await talk();
    const all = sandbox.sensors().length;
    const online = sandbox.sensors().filter((sensor) => sensor.online).length;
    const { sid } = sandbox.sensors()[0] ?? {};
    const post = async (json: object) => (await sendBare("POST", "/_sandbox/sensors", { json })).body;
    expect(await post({ connect: "all" })).toEqual({ connected: all - online, disconnected: 0 });
    expect(await post({ disconnect: [sid] })).toEqual({ connected: 0, disconnected: 1 });
    expect(await post({ connect: [sid] })).toEqual({ connected: 1, disconnected: 0 });
    expect(await post({ disconnect: "all", connect: "all" })).toEqual({ connected: all, disconnected: all });
  });

  it("lets what is sent to sensors fail, and mends them", async () => {
    const { sandbox, sendBare } = await talk();
    const all = sandbox.sensors().length;
    const { sid } = sandbox.sensors()[0] ?? {};
    const post = async (json: object) => (await sendBare("POST", "/_sandbox/sensors", { json })).body;
    const none = { connected: 0, disconnected: 0 };
    expect(await post({ fail: [sid] })).toEqual({ ...none, failing: 1 });
    expect(await post({ fail: "all" })).toEqual({ ...none, failing: all - 1 });
    expect(await post({ mend: "all", fail: [sid] })).toEqual({ ...none, failing: 0, mended: all });
  });

  it.each([
    ["POST", "clock", { advance_s: -1 }, /only goes forward/],
    ["POST", "clock", { advance_s: "1" }, /advance_s is not a number/],
    ["POST", "clock", { advance_s: 1e300 }, /year 9999/],
    ["POST", "clock", { seconds: 1 }, /unknown member seconds/],
    ["POST", "clock", [], /not a JSON object/],
    ["POST", "clock", undefined, /not a JSON object/],
    ["POST", "sensors", { connect: "some" }, /"all" or a list/],
    ["POST", "sensors", { connect: ["abc"] }, /Cannot reach sensor abc/],
    ["POST", "variants", { nope: 1 }, /"nope": there is none/],
    ["POST", "variants", { list_shape: "round" }, /list_shape to "round": choose by_sid/],
    ["POST", "variants", { list_limit: -1 }, /list_limit to -1: choose a whole number of at least 0/],
    ["POST", "variants", { list_limit: "all" }, /a whole number of at least 0/],
    ["POST", "variants", { etag_mismatch_status: "409" }, /choose 409, 400/],
    ["POST", "variants", ["rows"], /not a JSON object/],
    ["POST", "faults", { do: {} }, /says nothing/],
  ])("refuses %s %s %j with 400", async (method, name, json, text) => {
    const { sandbox, sendBare } = await talk();
    const before = sandbox.nowMs();
    const { status, body } = await sendBare(method, `/_sandbox/${name}`, json === undefined ? {} : { json });
    expect(status).toBe(400);
    expect(body.error).toMatch(text);
    expect(sandbox.nowMs()).toBe(before);
  });

  it("names what there is when asked for something else", async () => {
    const { sendBare } = await talk();
    for (const path of ["/_sandbox", "/_sandbox/nope", "/_sandbox/toString", "/_sandbox/deliveries/x"]) {
      const { status, body } = await sendBare("GET", path);
      expect(status).toBe(404);
      expect(body.error).toMatch(/there are GET deliveries/);
    }
  });

  it("lists and clears faults, and lists variants with their choices", async () => {
    const { sendBare } = await talk();
    const fault = { match: { path: "/v1" }, do: { status: 500 } };
    expect((await sendBare("POST", "/_sandbox/faults", { json: fault })).body).toEqual({ id: 1 });
    await sendBare("GET", "/v1/who");
    expect((await sendBare("GET", "/_sandbox/faults")).body).toEqual({
      faults: [{ id: 1, ...fault, seen: 1, hit: 1 }],
    });
    expect((await sendBare("DELETE", "/_sandbox/faults")).body).toEqual({ cleared: 1 });
    expect((await sendBare("GET", "/_sandbox/faults")).body).toEqual({ faults: [] });
    const set = await sendBare("POST", "/_sandbox/variants", { json: { list_shape: "rows" } });
    expect(set.body.variants).toMatchObject({ list_shape: "rows", list_limit: 0 });
    await sendBare("POST", "/_sandbox/variants", { json: { list_limit: 3 } });
    const { body } = await sendBare("GET", "/_sandbox/variants");
    expect(body).toMatchObject({
      variants: { list_shape: "rows", list_limit: 3 },
      choices: { receipt_lost: [false, true] },
    });
  });
});

describe("the state", () => {
  it("shows organizations, hives, sensors and queue, and no key", async () => {
    const { sandbox, oid, sendBare, send, extension } = await talk();
    sandbox.disconnect("all");
    await extension("task", { task: "os_version", tag: "server", context: "c" });
    const data = JSON.stringify({ lookup_data: {} });
    await send("POST", `/v1/hive/lookup/${oid}/l/data`, { form: { data } });
    const { body, text } = await sendBare("GET", "/_sandbox/state");
    expect(body).toMatchObject({
      organizations: [
        {
          oid,
          subscriptions: ["ext-reliable-tasking", "ext-infrastructure"],
          hives: { lookup: { l: { data: { lookup_data: {} } } } },
        },
      ],
    });
    const [organization] = body.organizations as { queue: object[]; sensors: object[] }[];
    expect(organization?.sensors).toHaveLength(20);
    expect(organization?.queue[0]).toMatchObject({ task: "os_version", context: "c" });
    expect(text).not.toContain(sandbox.apiKey);
  });

  it("goes back to the start on reset, while clock and ids stay", async () => {
    const { sandbox, oid, sendBare, send, extension } = await talk();
    const sids = sandbox.sensors().map(({ sid }) => sid);
    await extension("task", { task: "os_version", selector: "*" });
    await send("POST", `/v1/hive/lookup/${oid}/l/data`, {
      form: { data: JSON.stringify({ lookup_data: {} }) },
    });
    sandbox.variants.set({ list_shape: "rows" });
    sandbox.faults.add({ match: {}, do: { status: 500 } });
    sandbox.advance(60);
    const now = sandbox.nowMs();
    expect((await sendBare("POST", "/_sandbox/reset")).body).toEqual({});
    expect(sandbox.nowMs()).toBe(now);
    expect(sandbox.sensors().map(({ sid }) => sid)).toEqual(sids);
    expect([sandbox.deliveries(), sandbox.requests(), sandbox.events(), sandbox.faults.list()]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(sandbox.variants.current().list_shape).toBe("by_sid");
    expect((await send("GET", `/v1/hive/lookup/${oid}`)).body).toEqual({});
    expect((await extension("list")).body.data).toEqual({});
    sandbox.reset();
    expect(sandbox.requests()).toEqual([]);
  });

  it("forgets on reset what was to happen later", async () => {
    const { sandbox, send } = await talk();
    const { sid = "" } = sandbox.sensors()[0] ?? {};
    await send("POST", `/v1/${sid}/tags`, { form: { tags: "brief", ttl: "60" } });
    sandbox.reset();
    await send("POST", `/v1/${sid}/tags`, { form: { tags: "brief" } });
    sandbox.advance(60);
    expect(sandbox.sensors().find((sensor) => sensor.sid === sid)?.tags).toContain("brief");
  });
});
