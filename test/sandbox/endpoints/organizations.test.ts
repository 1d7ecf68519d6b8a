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

describe("user/orgs", () => {
  const names = (body: Record<string, unknown>) => (body.orgs as { name: string }[]).map(({ name }) => name);

  it("lists what a user reaches, also with a token for nothing, as the official client asks [C]", async () => {
    const { sandbox, oid, as } = await talk();
    const user = await as({ uid: sandbox.user.uid, secret: sandbox.user.apiKey, oid: "-" });
    const { body } = await user.send("GET", "/v1/user/orgs?offset=0&limit=50");
    expect(body).toEqual({ orgs: [{ oid, name: "sandbox" }], total: 1 });
    expect((await user.send("GET", "/v1/user/orgs?offset=1&limit=50")).body).toEqual({ orgs: [], total: 1 });
  });

  it("lists the one organization of an organization key, and filters in any case", async () => {
    const { send } = await talk();
    expect(names((await send("GET", "/v1/user/orgs?filter=SAND")).body)).toEqual(["sandbox"]);
    expect((await send("GET", "/v1/user/orgs?filter=nope")).body).toEqual({ orgs: [], total: 0 });
  });
});
