import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { talk } from "../talk.js";

const extension = "ext-reliable-tasking";
const requestPath = `/v1/extension/request/${extension}`;

describe("subscriptions", () => {
  it("start with reliable tasking and configuration as a document, as keys of an object [C]", async () => {
    const { oid, send } = await talk();
    const both = { [extension]: {}, "ext-infrastructure": {} };
    expect((await send("GET", `/v1/orgs/${oid}/subscriptions`)).body).toEqual(both);
  });

  it("can be left, taken again and given a new key [C]", async () => {
    const { oid, send } = await talk();
    const path = `/v1/orgs/${oid}/subscription/extension/${extension}`;
    const listing = async () => (await send("GET", `/v1/orgs/${oid}/subscriptions`)).body;
    await send("DELETE", `/v1/orgs/${oid}/subscription/extension/ext-infrastructure`);
    expect((await send("DELETE", path)).body).toEqual({});
    expect(await listing()).toEqual({});
    expect((await send("PATCH", path)).status).toBe(403);
    expect((await send("POST", path)).body).toEqual({});
    expect((await send("PATCH", path)).body).toEqual({});
    expect(await listing()).toEqual({ [extension]: {} });
  });

  it("refuse an extension that there is not", async () => {
    const { oid, send } = await talk();
    const { status, body } = await send("POST", `/v1/orgs/${oid}/subscription/extension/ext-nope`);
    expect([status, body]).toEqual([400, { error: "no such extension" }]);
  });

  it("take with them the rules that the extension made, and no other [C]", async () => {
    const { oid, send } = await talk();
    const rule = JSON.stringify({ detect: { event: "RECEIPT", op: "exists", path: "event" }, respond: [] });
    const write = (key: string, tags: readonly string[]) =>
      send("POST", `/v1/hive/dr-general/${oid}/${key}/data`, {
        form: { data: rule, usr_mtd: JSON.stringify({ tags }) },
      });
    await write("theirs", [`ext:${extension}`]);
    await write("ours", ["lctasks:acme"]);
    const path = `/v1/orgs/${oid}/subscription/extension/${extension}`;
    await send("DELETE", path);
    expect(Object.keys((await send("GET", `/v1/hive/dr-general/${oid}`)).body)).toEqual(["ours"]);
    expect((await send("DELETE", path)).status).toBe(200);
  });
});

describe("extension/definition", () => {
  it("is an array of every extension, or one of them [C]", async () => {
    const { send } = await talk();
    const all = JSON.parse((await send("GET", "/v1/extension/definition")).text) as { name: string }[];
    expect(all.map(({ name }) => name)).toEqual([extension, "ext-infrastructure"]);
    expect((await send("GET", `/v1/extension/definition/${extension}`)).body).toEqual(all[0]);
    const { status, body } = await send("GET", "/v1/extension/definition/ext-nope");
    expect([status, body]).toEqual([400, { error: "failed to get extension ext-nope: no such entity" }]);
  });
});

describe("orgs/{oid}/resources", () => {
  it("is the older form of subscriptions, by category [C]", async () => {
    const { oid, send } = await talk();
    const path = `/v1/orgs/${oid}/resources`;
    const extensions = async () => (await send("GET", path)).body.resources;
    const form = { res_cat: "extension", res_name: extension };
    expect(await extensions()).toEqual({ extension: [extension, "ext-infrastructure"] });
    expect((await send("DELETE", path, { form })).body).toEqual({});
    expect(await extensions()).toEqual({ extension: ["ext-infrastructure"] });
    expect((await send("POST", path, { form })).body).toEqual({});
    expect(await extensions()).toEqual({ extension: ["ext-infrastructure", extension] });
  });

  it("refuses what there is not", async () => {
    const { oid, send } = await talk();
    for (const form of [
      { res_cat: "extension", res_name: "nope" },
      { res_cat: "api", res_name: extension },
      {},
    ]) {
      expect((await send("POST", `/v1/orgs/${oid}/resources`, { form })).status).toBe(400);
    }
  });
});

describe("extension/schema", () => {
  it("shows the actions and which parameters they need [C, D]", async () => {
    const { oid, send } = await talk();
    const { body } = await send("GET", `/v1/extension/schema/${extension}?oid=${oid}`);
    expect(Object.keys(body.request_schema as object)).toEqual(["task", "untask", "list"]);
    expect(body).toMatchObject({
      request_schema: { task: { parameters: { requirements: [["sid", "tag", "selector"], ["task"]] } } },
    });
  });

  it("fails with `no such entity` when not subscribed or unknown, and without an oid [C]", async () => {
    const { oid, send } = await talk();
    await send("DELETE", `/v1/orgs/${oid}/subscription/extension/${extension}`);
    for (const name of [extension, "ext-nope"]) {
      const { status, body } = await send("GET", `/v1/extension/schema/${name}?oid=${oid}`);
      expect([status, body]).toEqual([400, { error: `failed to get extension ${name}: no such entity` }]);
    }
    expect((await send("GET", `/v1/extension/schema/${extension}`)).body).toEqual({ error: "missing oid" });
  });
});

describe("an extension request", () => {
  it("takes oid and action from the form, from the query or from JSON, and data packed or not [C]", async () => {
    const { oid, send } = await talk();
    const data = JSON.stringify({ selector: "*" });
    const gzdata = gzipSync(data).toString("base64");
    const answers = [
      await send("POST", requestPath, { form: { oid, action: "list", data } }),
      await send("POST", requestPath, { form: { oid, action: "list", gzdata } }),
      await send("POST", requestPath, { form: { oid, action: "list" } }),
      await send("POST", `${requestPath}?oid=${oid}&action=list`, { form: { data } }),
      await send("POST", requestPath, { json: { oid, action: "list", data: { selector: "*" } } }),
    ];
    for (const { status, body } of answers)
      expect([status, body]).toEqual([200, { data: {}, error: "", retry: false }]);
  });

  it("refuses an unknown action in the extension's words [C]", async () => {
    const { extension: act } = await talk();
    for (const action of ["list_jobs", "toString", ""]) {
      const { status, body } = await act(action);
      expect([status, body]).toEqual([
        400,
        { data: {}, error: `unknown request action: ${action}`, retry: false },
      ]);
    }
  });

  it("refuses data that is not JSON, not an object, or not packed as it says", async () => {
    const { oid, send } = await talk();
    for (const carried of [{ data: "{" }, { data: "[]" }, { data: '"x"' }, { gzdata: "AAAA" }]) {
      const { status, body } = await send("POST", requestPath, { form: { oid, action: "list", ...carried } });
      expect(status).toBe(400);
      expect(body.error).toMatch(/^error parsing (data|gzdata): /);
    }
  });

  it("is refused without a subscription, with the status that is switched on", async () => {
    const { oid, send, extension: act, sandbox } = await talk();
    await send("DELETE", `/v1/orgs/${oid}/subscription/extension/${extension}`);
    for (const status of [403, 400, 404] as const) {
      sandbox.variants.set({ not_subscribed_status: status });
      const reply = await act("list");
      expect([reply.status, reply.body]).toEqual([
        status,
        { error: `organization is not subscribed to ${extension}` },
      ]);
    }
    const unknown = await send("POST", "/v1/extension/request/ext-nope", { form: { oid, action: "x" } });
    expect(unknown.status).toBe(404);
  });

  it("asks for ext.request [D]", async () => {
    const { extension: act } = await talk({ permissions: ["sensor.task"] });
    const { status, body } = await act("list");
    expect([status, body]).toEqual([401, { error: "unauthorized: requires ext.request" }]);
  });
});
