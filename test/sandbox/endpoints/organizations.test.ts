import { describe, expect, it } from "vitest";
import { talk } from "../talk.js";

describe("orgs/{oid}/url", () => {
  it("is public and points every service at the sandbox [C-run]", async () => {
    const { sandbox, sendBare } = await talk();
    const { status, body } = await sendBare("GET", `/v1/orgs/${sandbox.oid}/url`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      url: { replay: sandbox.url, search: sandbox.url, hooks: sandbox.url },
      certs: {},
    });
  });

  it("is 404 for an organization that does not exist", async () => {
    const { sendBare } = await talk();
    expect((await sendBare("GET", "/v1/orgs/00000000-0000-4000-8000-000000000000/url")).status).toBe(404);
  });
});

describe("orgs/{oid}", () => {
  it("names the organization and counts its rules [C]", async () => {
    const { oid, send } = await talk({ sensors: 7 });
    expect((await send("GET", `/v1/orgs/${oid}`)).body).toMatchObject({
      oid,
      name: "sandbox",
      n_rules: 0,
      sensor_quota: 7,
    });
  });

  it("asks for org.get and names it in the refusal [D]", async () => {
    const { oid, send } = await talk({ permissions: [] });
    const { status, body } = await send("GET", `/v1/orgs/${oid}`);
    expect([status, body]).toEqual([401, { error: "unauthorized: requires org.get" }]);
  });

  it("takes the oid in any case", async () => {
    const { oid, send } = await talk();
    expect((await send("GET", `/v1/orgs/${oid.toUpperCase()}`)).status).toBe(200);
  });
});

describe("outputs/{oid}", () => {
  it("has the tailored output of the vendor's page, its stream under `for` [C-run]", async () => {
    const { oid, send } = await talk();
    expect((await send("GET", `/v1/outputs/${oid}`)).body).toEqual({
      [oid]: { "tasks-output": { name: "tasks-output", module: "slack", for: "tailored" } },
    });
  });
});

describe("a missing permission", () => {
  it("is refused with the status that is switched on", async () => {
    const { sandbox, oid, send } = await talk({ permissions: [] });
    for (const status of [400, 401, 403] as const) {
      sandbox.variants.set({ missing_permission_status: status });
      expect((await send("GET", `/v1/outputs/${oid}`)).status).toBe(status);
      expect((await send("GET", `/v1/hive/dr-general/${oid}`)).status).toBe(status);
    }
  });
});
