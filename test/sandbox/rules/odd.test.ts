import { describe, expect, it } from "vitest";
import { onVersion, ruled } from "./ruled.js";

describe("what a rule cannot do is an error of the rule", () => {
  it.each([
    [
      { "extension name": "ext-infrastructure", "extension action": "fetch" },
      /unknown request action: fetch/,
    ],
    [
      { "extension name": "ext-reliable-tasking", "extension action": "dance" },
      /unknown request action: dance/,
    ],
    [{ "extension name": "ext-reliable-tasking", "extension action": "task" }, /missing/],
    [{ "extension name": "ext-yara", "extension action": "scan" }, /not subscribed to ext-yara/],
  ])("extension request %j", async (asked, error) => {
    const our = await ruled();
    const respond = [{ action: "extension request", "extension request": {}, ...asked }];
    await our.rule("r", { detect: onVersion, respond });
    await our.task("os_version");
    expect((await our.errors())[0]?.error).toMatch(error);
  });

  it("and a list of queued tasks is nothing that anybody sees", async () => {
    const our = await ruled();
    const asked = { "extension name": "ext-reliable-tasking", "extension action": "list" };
    await our.rule("r", {
      detect: onVersion,
      respond: [{ action: "extension request", "extension request": {}, ...asked }],
    });
    await our.task("os_version");
    expect(await our.errors()).toEqual([]);
  });
});

describe("detections that are about no sensor", () => {
  it("are found by a search of any sensor, not by one of some", async () => {
    const our = await ruled();
    const detect = { target: "audit", op: "is", path: "etype", value: "org_value_set" };
    await our.rule("r", { detect, respond: [{ action: "report", name: "set" }] });
    await our.send("POST", `/v1/configs/${our.oid}/vt`, { form: { value: "x" } });
    const found = async (query: string) => {
      const event_source = { stream: "detect", sensor_events: {} };
      return (await our.send("POST", "/", { json: { oid: our.oid, query, event_source } })).body.results;
    };
    expect(await found("-1h | * | set | true")).toMatchObject([{ data: { cat: "set", source: our.oid } }]);
    expect(await found("-1h | plat == linux | set | true")).toEqual([]);
  });
});

describe("lookups of every documented form", () => {
  it.each([
    [{ newline_content: "inv\n\nother\r\n" }, true],
    [{ yaml_content: "inv: {a: 1}" }, true],
    [{ lookup_data: { other: {} } }, false],
  ])("%j", async (data, hit) => {
    const our = await ruled();
    const form = { data: JSON.stringify(data), usr_mtd: '{"enabled":true}' };
    expect((await our.send("POST", `/v1/hive/lookup/${our.oid}/l/data`, { form })).status).toBe(200);
    const detect = {
      ...onVersion,
      op: "lookup",
      path: "routing/investigation_id",
      resource: "hive://lookup/l",
    };
    await our.rule("r", { detect, respond: [{ action: "report", name: "hit" }] });
    await our.task("os_version", "inv");
    expect(await our.detections()).toHaveLength(hit ? 1 : 0);
  });
});

describe("a replay of odd events", () => {
  it("that have no routing, or are no objects", async () => {
    const our = await ruled();
    const rule = { detect: { op: "exists", path: "event" }, respond: [{ action: "report", name: "x" }] };
    const ask = (events: readonly unknown[]) =>
      our.send("POST", "/", {
        json: {
          oid: our.oid,
          rule_source: { rule: { ...rule, detect: { ...rule.detect, event: "A" } } },
          event_source: { events },
        },
      });
    expect((await ask([{ event: {} }, 1, null])).body).toMatchObject({
      did_match: false,
      stats: { n_proc: 1 },
    });
    expect((await ask([{ event: {}, routing: { event_type: "A" } }])).body).toMatchObject({
      did_match: true,
    });
  });

  it("on detections without a sensor, when sensors are named", async () => {
    const our = await ruled();
    const detect = { target: "audit", op: "is", path: "etype", value: "org_value_set" };
    await our.rule("r", { detect, respond: [{ action: "report", name: "set" }] });
    await our.send("POST", `/v1/configs/${our.oid}/vt`, { form: { value: "x" } });
    const rule = { detect: { target: "detection", event: "set", op: "exists", path: "cat" }, respond: [] };
    const matched = async (sensor_events: object) => {
      const event_source = { stream: "detect", sensor_events };
      const reply = await our.send("POST", "/", {
        json: { oid: our.oid, rule_source: { rule }, event_source },
      });
      return reply.body.did_match;
    };
    expect([await matched({}), await matched({ sids: [our.sid, 1] })]).toEqual([true, false]);
    const audited = { stream: "audit", sensor_events: { sid: our.sid } };
    const reply = await our.send("POST", "/", {
      json: { oid: our.oid, rule_source: { rule }, event_source: audited },
    });
    expect(reply.body.stats).toMatchObject({ n_proc: 0 });
  });
});
