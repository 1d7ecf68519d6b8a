import { describe, expect, it } from "vitest";
import { talk, unpack } from "../talk.js";

type Entry = Record<string, unknown>;

describe("the audit log", () => {
  it("has every change: who, what and when, without routing [D]", async () => {
    const { oid, send, sandbox } = await talk();
    const extension = `/v1/orgs/${oid}/subscription/extension/ext-reliable-tasking`;
    const [{ sid } = { sid: "" }] = sandbox.sensors();
    await send("POST", `/v1/hive/secret/${oid}/a/data`, { form: { data: '{"secret":"s"}' } });
    await send("POST", `/v1/hive/secret/${oid}/a/rename?new_name=b`);
    await send("DELETE", `/v1/hive/secret/${oid}/b`);
    await send("PATCH", extension);
    await send("DELETE", extension);
    await send("DELETE", extension);
    await send("POST", extension);
    await send("POST", `/v1/outputs/${oid}`, { form: { name: "o", module: "slack", type: "event" } });
    await send("DELETE", `/v1/outputs/${oid}`, { form: { name: "o" } });
    await send("POST", `/v1/configs/${oid}/v`, { form: { value: "1" } });
    sandbox.advance(10);
    sandbox.connect("all");
    await send("POST", `/v1/${sid}/tags`, { form: { tags: "x" } });
    await send("DELETE", `/v1/${sid}/tags`, { form: { tag: "x" } });
    await send("POST", `/v1/${sid}`, { form: { tasks: "os_version" } });
    await send("POST", `/v1/${sid}/isolation`);
    await send("DELETE", `/v1/${sid}/isolation`);
    const path = `/v1/insight/${oid}/audit`;
    const all = (await send("GET", `${path}?start=0&end=9999999999&cursor=-&is_compressed=true`)).body;
    const events = unpack(all.events) as Entry[];
    expect(events.map(({ etype }) => etype)).toEqual([
      "hive_set",
      "hive_set",
      "hive_delete",
      "extension_rekey",
      "unsubscribe",
      "subscribe",
      "output_add",
      "output_delete",
      "org_value_set",
      "tag_add",
      "tag_remove",
      "task",
      "isolate",
      "rejoin",
    ]);
    expect(events[0]).toEqual({
      oid,
      ts: new Date(sandbox.nowMs() - 10_000).toISOString(),
      time: sandbox.nowMs() - 10_000,
      origin: "api",
      etype: "hive_set",
      msg: "secret/a",
      ident: "sandbox-automation",
      entity: { type: "hive_record", hive: "secret", name: "a" },
    });
    const types = async (query: string) =>
      ((await send("GET", `${path}?${query}`)).body.events as Entry[]).map(({ etype }) => etype);
    expect(await types("event_type=subscribe")).toEqual(["subscribe"]);
    expect(await types(`sid=${sid}`)).toEqual(["tag_add", "tag_remove", "task", "isolate", "rejoin"]);
    expect(await types(`sid=${sid}&limit=2&cursor=2`)).toEqual(["task", "isolate"]);
    expect(await types(`start=${Math.floor(sandbox.nowMs() / 1000) - 1}&limit=1`)).toEqual(["tag_add"]);
  });

  it("asks for audit.get, detections for insight.det.get", async () => {
    const { oid, send } = await talk({ permissions: [] });
    expect((await send("GET", `/v1/insight/${oid}/audit`)).body.error).toBe(
      "unauthorized: requires audit.get",
    );
    expect((await send("GET", `/v1/insight/${oid}/detections`)).body.error).toBe(
      "unauthorized: requires insight.det.get",
    );
  });
});

describe("one event", () => {
  it("is found by its atom, and has the children that name it [C]", async () => {
    const { oid, send, sandbox } = await talk();
    sandbox.disconnect("all");
    sandbox.connect("all");
    const [event] = sandbox.events();
    const path = `/v1/insight/${oid}/${event?.routing.sid ?? ""}`;
    const atom = JSON.stringify(event?.routing.this).slice(1, -1);
    expect((await send("GET", `${path}/${atom}`)).body).toEqual(event);
    expect((await send("GET", `${path}/nope`)).status).toBe(404);
    expect((await send("GET", `${path}/${atom}/children`)).body).toEqual({ events: [] });
    expect(unpack((await send("GET", `${path}/${atom}/children?is_compressed=true`)).body.events)).toEqual(
      [],
    );
  });
});
