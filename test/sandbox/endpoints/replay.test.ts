import { describe, expect, it } from "vitest";
import { type Talk, talk } from "../talk.js";

const rule = {
  detect: { event: "NEW_PROCESS", op: "ends with", path: "event/FILE_PATH", value: "evil" },
  respond: [
    { action: "report", name: "bad {{ .detect.event.FILE_PATH }}" },
    { action: "task", command: "netstat" },
  ],
};
const event = (FILE_PATH: string) => ({ event: { FILE_PATH }, routing: { event_type: "NEW_PROCESS" } });

/** As the official clients send it. */
const replay = (our: Talk, more: object, events?: readonly unknown[]) =>
  our.send("POST", "/", {
    json: {
      oid: our.oid,
      rule_source: { rule_name: "", namespace: "", rule },
      event_source: { stream: "event", sensor_events: {}, ...(events ? { events } : {}) },
      trace: false,
      limit_event: 0,
      limit_eval: 0,
      is_dry_run: false,
      ...more,
    },
  });

describe("a replay on given events", () => {
  it("is also found behind two slashes [seen in the Python client]", async () => {
    const our = await talk();
    const json = { oid: our.oid, rule_source: { rule }, event_source: { events: [event("/bin/evil")] } };
    expect((await our.send("POST", "//", { json })).body.did_match).toBe(true);
  });

  it("says what matched and what the rule would do, and does nothing [C]", async () => {
    const our = await talk();
    const { status, body } = await replay(our, {}, [event("/bin/evil"), event("/bin/ls")]);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      error: "",
      did_match: true,
      is_dry_run: false,
      traces: [],
      results: [
        { action: "report", data: { cat: "bad /bin/evil", detect: event("/bin/evil") } },
        { action: "task", data: { command: "netstat" } },
      ],
      stats: { n_proc: 2, n_eval: 2, n_matched: 1, n_billed: 0, cummulative_time: 0 },
    });
    expect(our.sandbox.deliveries()).toEqual([]);
    expect((await our.send("GET", `/v1/insight/${our.oid}/detections`)).body.detects).toEqual([]);
  });

  it("is the usual probe whether a rule compiles, with one empty event [C]", async () => {
    const our = await talk();
    const empty = [{ event: {}, routing: {} }];
    expect((await replay(our, { is_dry_run: true }, empty)).body).toMatchObject({
      error: "",
      did_match: false,
      is_dry_run: true,
    });
    const broken = { rule_source: { rule: { detect: { op: "nope" }, respond: [] } } };
    const reply = await replay(our, broken, empty);
    expect([reply.status, reply.body.error]).toEqual([200, expect.stringMatching(/^error parsing rule: /)]);
    our.sandbox.variants.set({ replay_broken_rule_status: 400 });
    expect((await replay(our, broken, empty)).status).toBe(400);
  });

  it("gives the reasons when asked, and keeps to its limit", async () => {
    const our = await talk();
    const events = [event("/bin/evil"), event("/bin/ls"), event("/bin/evil")];
    const { body } = await replay(our, { trace: true, limit_event: 2 }, events);
    expect(body.traces).toEqual([[expect.stringMatching(/^true: /)], [expect.stringMatching(/^false: /)]]);
    expect(body.stats).toMatchObject({ n_proc: 2, n_matched: 1 });
    expect((await replay(our, { is_validation: true }, events)).body).toMatchObject({ did_match: false });
  });

  it("looks up what the request brings along, before what the organization has (seen in the Go client)", async () => {
    const our = await talk();
    const detect = {
      event: "NEW_PROCESS",
      op: "lookup",
      path: "event/FILE_PATH",
      resource: "hive://lookup/l",
    };
    const matches = async (lookups?: object) => {
      const rule_source = { rule: { detect, respond: [] } };
      return (await replay(our, { rule_source, ...(lookups ? { lookups } : {}) }, [event("evil")])).body
        .did_match;
    };
    expect(await matches({ l: { evil: {} } })).toBe(true);
    expect(await matches({ l: {} })).toBe(false);
    const data = JSON.stringify({ lookup_data: { evil: {} } });
    await our.send("POST", `/v1/hive/lookup/${our.oid}/l/data`, {
      form: { data, usr_mtd: '{"enabled":true}' },
    });
    expect([await matches(), await matches({ l: {} })]).toEqual([true, false]);
    const odd = await replay(our, { lookups: { l: 1 } }, []);
    expect(odd.body.error).toBe("lookups.l is not a JSON object");
  });

  it("only counts when it is a dry run (seen in the Go client)", async () => {
    const our = await talk();
    const { body } = await replay(our, { is_dry_run: true }, [event("/bin/evil"), event("/bin/ls")]);
    expect(body).toMatchObject({
      is_dry_run: true,
      did_match: false,
      results: [],
      stats: { n_free: 2, n_matched: 0 },
    });
  });

  it("says of a report that cannot be rendered why", async () => {
    const our = await talk();
    const respond = [{ action: "report", name: '{{ index .detect.event.NOPE "x" "y" }}' }];
    const { body } = await replay(our, { rule_source: { rule: { ...rule, respond } } }, [event("evil")]);
    expect(body.results).toMatchObject([
      { data: { error: expect.stringMatching(/^cannot render/) as string } },
    ]);
  });
});

describe("a replay on stored events", () => {
  it("of a saved rule looks at the sensor, selector and time that are named", async () => {
    const our = await talk();
    our.sandbox.disconnect("all");
    our.sandbox.connect("all");
    const [{ sid } = { sid: "" }] = our.sandbox.sensors();
    const data = {
      detect: { event: "CONNECTED", op: "exists", path: "event" },
      respond: [{ action: "report", name: "x" }],
    };
    for (const hive of ["dr-general", "dr-managed"])
      await our.send("POST", `/v1/hive/${hive}/${our.oid}/r/data`, { form: { data: JSON.stringify(data) } });
    const matched = async (
      sensor_events: object,
      rule_source: object = { rule_name: "r", namespace: "general" },
    ) => {
      const { body } = await replay(our, { rule_source, event_source: { stream: "event", sensor_events } });
      return (body.stats as { n_matched: number }).n_matched;
    };
    expect(await matched({})).toBe(20);
    expect(await matched({ sid: sid.toUpperCase() })).toBe(1);
    const others = our.sandbox.sensors().map((sensor) => sensor.sid);
    expect(await matched({ sids: others.slice(0, 3) }), "sids, as the Go client names several").toBe(3);
    expect(await matched({ selector: "plat == chrome" })).toBe(0);
    expect(await matched({ end_time: 1 })).toBe(0);
    expect(
      await matched(
        { start_time: Math.floor(our.sandbox.nowMs() / 1000) },
        { rule_name: "r", namespace: "managed" },
      ),
    ).toBe(20);
    const { body } = await replay(our, {
      rule_source: { rule_name: "r" },
      event_source: { stream: "audit" },
    });
    expect(body.stats).toMatchObject({ n_proc: 2, n_matched: 0 });
  });
});

describe("a replay on detections", () => {
  it("looks at those of the sensors that are named", async () => {
    const our = await talk();
    our.sandbox.disconnect("all");
    const data = {
      detect: { event: "CONNECTED", op: "exists", path: "event" },
      respond: [{ action: "report", name: "up" }],
    };
    await our.send("POST", `/v1/hive/dr-general/${our.oid}/r/data`, {
      form: { data: JSON.stringify(data), usr_mtd: '{"enabled":true}' },
    });
    our.sandbox.connect("all");
    const [{ sid } = { sid: "" }] = our.sandbox.sensors();
    const rule_source = {
      rule: { detect: { target: "detection", event: "up", op: "exists", path: "cat" }, respond: [] },
    };
    const stats = async (sensor_events: object) =>
      (await replay(our, { rule_source, event_source: { stream: "detect", sensor_events } })).body.stats;
    expect(await stats({ sid })).toMatchObject({ n_proc: 1, n_matched: 1 });
    expect(await stats({})).toMatchObject({ n_proc: 20, n_matched: 20 });
    expect(await stats({ selector: "plat == chrome" })).toMatchObject({ n_proc: 0 });
  });
});

describe("a replay is refused", () => {
  it.each([
    [{ rule_source: { rule_name: "nope" } }, 404, "no rule nope"],
    [{ rule_source: { rule_name: "r", namespace: "toString" } }, 400, "unknown namespace: toString"],
    [{ rule_source: {} }, 400, "rule_source.rule is not a JSON object"],
    [{ rule_source: 1 }, 400, "rule_source is not a JSON object"],
    [{ event_source: 1 }, 400, "event_source is not a JSON object"],
    [{ event_source: { stream: "x" } }, 400, "unknown stream: x"],
    [{ event_source: { sensor_events: { selector: "plat ==== 1" } } }, 400, /^bad selector/],
    [{ oid: "x" }, 401, "unauthorized"],
  ])("%j", async (more, status, error) => {
    const our = await talk();
    const reply = await replay(our, more);
    expect(reply.status).toBe(status);
    expect(reply.body.error).toMatch(error);
  });

  it("without a body, and without insight.evt.get [D]", async () => {
    const our = await talk({ permissions: [] });
    expect((await replay(our, {})).body.error).toBe("unauthorized: requires insight.evt.get");
    expect((await our.send("POST", "/")).body.error).toBe("the body is not a JSON object");
  });
});
