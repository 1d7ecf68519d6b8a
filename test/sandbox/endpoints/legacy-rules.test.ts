import { describe, expect, it } from "vitest";
import { type Talk, talk } from "../talk.js";

const detection = { event: "CONNECTED", op: "exists", path: "event" };
const response = [{ action: "report", name: "up" }];

/** As the Go client's `DRRuleAdd` sends it. */
const addRule = (our: Talk, name: string, more: Record<string, string> = {}) =>
  our.send("POST", `/v1/rules/${our.oid}`, {
    form: {
      name,
      is_replace: "false",
      detection: JSON.stringify(detection),
      response: JSON.stringify(response),
      is_enabled: "true",
      ...more,
    },
  });

const listed = async (our: Talk, query = "") => (await our.send("GET", `/v1/rules/${our.oid}${query}`)).body;

describe("rules by the older paths (seen in the Go client)", () => {
  it("are the records of the hives, enabled unless they say otherwise", async () => {
    const our = await talk();
    expect((await addRule(our, "a b")).body).toMatchObject({ name: "a b" });
    expect(await listed(our)).toEqual({
      "a b": { name: "a b", namespace: "general", detect: detection, respond: response, is_enabled: true },
    });
    const record = await our.send("GET", `/v1/hive/dr-general/${our.oid}/a%20b/data`);
    expect(record.body).toMatchObject({
      data: { detect: detection, respond: response },
      usr_mtd: { enabled: true, expiry: 0, tags: [] },
    });
    our.sandbox.disconnect("all");
    our.sandbox.connect("all");
    expect((await our.send("GET", `/v1/insight/${our.oid}/detections`)).body.detects).toHaveLength(20);
  });

  it("replace another only when told to", async () => {
    const our = await talk();
    await addRule(our, "r");
    const again = await addRule(our, "r", { is_enabled: "false" });
    expect([again.status, again.body.error]).toEqual([400, "rule already exists: r"]);
    expect((await addRule(our, "r", { is_replace: "true", is_enabled: "false" })).status).toBe(200);
    expect(await listed(our)).toMatchObject({ r: { is_enabled: false } });
  });

  it("have a namespace, which is a hive, and may end at an instant", async () => {
    const our = await talk();
    const end = String(Math.floor(our.sandbox.nowMs() / 1000) + 60);
    await addRule(our, "m", { namespace: "managed", expire_on: end });
    expect(await listed(our)).toEqual({});
    expect(await listed(our, "?namespace=managed")).toMatchObject({ m: { namespace: "managed" } });
    our.sandbox.advance(61);
    expect(await listed(our, "?namespace=managed")).toEqual({});
    expect((await our.send("GET", `/v1/rules/${our.oid}?namespace=nonsense`)).body.error).toBe(
      "unknown namespace: nonsense",
    );
  });

  it("are compiled when they are saved, and deleted by name in the body", async () => {
    const our = await talk();
    const broken = await addRule(our, "b", { detection: '{"op":"nope"}' });
    expect([broken.status, broken.body.error]).toEqual([400, expect.stringMatching(/^error parsing rule/)]);
    expect((await addRule(our, "b", { detection: "" })).status).toBe(400);
    expect((await addRule(our, "")).body.error).toBe("missing name");
    await addRule(our, "r", { is_enabled: "" });
    const path = `/v1/rules/${our.oid}`;
    expect((await our.send("DELETE", path, { form: { name: "r" } })).body).toEqual({});
    expect((await our.send("DELETE", path, { form: { name: "r" } })).status).toBe(404);
  });

  it("need the permissions of their hive [D]", async () => {
    const our = await talk({ permissions: ["dr.list"] });
    expect((await addRule(our, "r")).body.error).toMatch(/requires dr\.set$/);
    expect((await our.send("GET", `/v1/fp/${our.oid}`)).body.error).toMatch(/requires fp\.ctrl$/);
  });
});

describe("false positive rules by the older path (seen in the Go client)", () => {
  it("are kept, listed with their condition under data, and deleted", async () => {
    const our = await talk();
    const path = `/v1/fp/${our.oid}`;
    const data = { op: "is", path: "cat", value: "up" };
    const form = { name: "fp", is_replace: "false", rule: JSON.stringify(data) };
    expect((await our.send("POST", path, { form })).body).toMatchObject({ name: "fp" });
    expect((await our.send("GET", path)).body).toEqual({ fp: { name: "fp", oid: our.oid, data } });
    await addRule(our, "r");
    our.sandbox.disconnect("all");
    our.sandbox.connect("all");
    expect((await our.send("GET", `/v1/insight/${our.oid}/detections`)).body.detects).toEqual([]);
    await our.send("DELETE", path, { form: { name: "fp" } });
    expect((await our.send("GET", path)).body).toEqual({});
    expect((await our.send("POST", path, { form: { name: "fp" } })).status).toBe(400);
  });
});
