import { describe, expect, it } from "vitest";
import { createTokens } from "../../../src/sandbox/tokens.js";
import { talk } from "../talk.js";

const claimsOf = (jwt: unknown): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(jwt).split(".")[1] ?? "", "base64url").toString("utf8")) as Record<
    string,
    unknown
  >;

describe("the token exchange", () => {
  it("answers a token of three parts with an integer exp one hour ahead [C, D]", async () => {
    const { sandbox, sendBare } = await talk();
    const { status, body } = await sendBare("POST", "/jwt", {
      form: { oid: sandbox.oid, secret: sandbox.apiKey },
    });
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(["jwt"]);
    expect(String(body.jwt).split(".")).toHaveLength(3);
    expect(claimsOf(body.jwt).exp).toBe(Math.floor(sandbox.nowMs() / 1000) + 3600);
  });

  it("takes expiry as a duration below 1e9 and as an instant above [C]", async () => {
    const { sandbox, sendBare } = await talk();
    const exchange = async (expiry: string) => {
      const form = { oid: sandbox.oid, secret: sandbox.apiKey, expiry };
      return claimsOf((await sendBare("POST", "/jwt", { form })).body.jwt).exp;
    };
    const nowS = Math.floor(sandbox.nowMs() / 1000);
    expect(await exchange("60")).toBe(nowS + 60);
    expect(await exchange(String(nowS + 500))).toBe(nowS + 500);
  });

  it("refuses an expiry that is no number", async () => {
    const { sandbox, sendBare } = await talk();
    const form = { oid: sandbox.oid, secret: sandbox.apiKey, expiry: "soon" };
    expect((await sendBare("POST", "/jwt", { form })).status).toBe(400);
  });

  it("refuses a wrong key, a wrong organization and nothing at all with 401 `unknown api key` [C]", async () => {
    const { sandbox, sendBare } = await talk();
    const stranger = "00000000-0000-4000-8000-000000000000";
    for (const form of [
      { oid: sandbox.oid, secret: stranger },
      { oid: stranger, secret: sandbox.apiKey },
      { secret: sandbox.apiKey },
      {},
    ]) {
      const { status, body } = await sendBare("POST", "/jwt", { form });
      expect([status, body]).toEqual([401, { error: "unknown api key" }]);
    }
  });

  it("refuses an unknown uid with 400, and a known one beside an organization key with 401 [C]", async () => {
    const { sandbox, sendBare } = await talk();
    const form = { oid: sandbox.oid, secret: sandbox.apiKey };
    const unknown = await sendBare("POST", "/jwt", { form: { ...form, uid: "u1" } });
    expect([unknown.status, unknown.body]).toEqual([400, { error: "user not found: u1" }]);
    const known = await sendBare("POST", "/jwt", { form: { ...form, uid: sandbox.user.uid } });
    expect([known.status, known.body]).toEqual([401, { error: "unknown api key" }]);
  });

  it("gives a user a token for every organization, for one, or for none that does not exist [D]", async () => {
    const { sandbox, as, sendBare } = await talk();
    const user = { uid: sandbox.user.uid, secret: sandbox.user.apiKey };
    for (const exchange of [user, { ...user, oid: sandbox.oid }]) {
      const { body } = await (await as(exchange)).send("GET", "/v1/who");
      expect(Object.keys(body.user_perms as object)).toEqual([sandbox.oid]);
      expect(body.ident).toBe(sandbox.user.uid);
    }
    const elsewhere = { ...user, oid: "00000000-0000-4000-8000-000000000000" };
    expect((await sendBare("POST", "/jwt", { form: elsewhere })).status).toBe(401);
    const nowhere = await as({ ...user, oid: "-" });
    expect((await nowhere.send("GET", "/v1/who")).body.user_perms).toEqual({});
  });
});

describe("who", () => {
  it("names the organization and the permissions of an organization key [C]", async () => {
    const { sandbox, send } = await talk();
    const { body } = await send("GET", "/v1/who");
    expect(body.orgs).toEqual([sandbox.oid]);
    expect(body.perms).toContain("dr.set");
    expect(body.ident).toBe("sandbox-automation");
  });

  it("covers no organization with oid `-` [C]", async () => {
    const { sandbox, as } = await talk();
    const minimal = await as({ oid: "-", secret: sandbox.apiKey });
    expect((await minimal.send("GET", "/v1/who")).body).toMatchObject({ orgs: [], perms: [] });
    const listing = await minimal.send("GET", `/v1/sensors/${sandbox.oid}`);
    expect([listing.status, listing.body]).toEqual([401, { error: "unauthorized" }]);
  });

  it("shows only the permissions that perms asked for, and never more than the key has [C]", async () => {
    const { sandbox, as } = await talk({ permissions: ["dr.list", "sensor.list"] });
    const narrow = await as({ oid: sandbox.oid, secret: sandbox.apiKey, perms: "dr.list, dr.set" });
    expect((await narrow.send("GET", "/v1/who")).body.perms).toEqual(["dr.list"]);
  });
});

describe("a token", () => {
  it("is taken with the scheme in any case [C]", async () => {
    const { sandbox, sendBare } = await talk();
    const { body } = await sendBare("POST", "/jwt", { form: { oid: sandbox.oid, secret: sandbox.apiKey } });
    for (const scheme of ["bearer", "Bearer", "BEARER"]) {
      const headers = { authorization: `${scheme} ${String(body.jwt)}` };
      expect((await sendBare("GET", "/v1/who", { headers })).status).toBe(200);
    }
  });

  it("is refused with 401 when it is over by the sandbox clock, forged, broken or missing [D]", async () => {
    const { sandbox, sendBare } = await talk();
    const { body } = await sendBare("POST", "/jwt", { form: { oid: sandbox.oid, secret: sandbox.apiKey } });
    const [head, claims, signature] = String(body.jwt).split(".");
    const forged = Buffer.from(JSON.stringify({ ...claimsOf(body.jwt), exp: 9e9 })).toString("base64url");
    for (const authorization of [
      "",
      "Bearer ",
      "Bearer abc",
      `Basic ${String(body.jwt)}`,
      `Bearer ${head}.${forged}.${signature}`,
      `Bearer ${head}.${claims}.${signature?.slice(1)}`,
      `Bearer ${String(body.jwt)}.more`,
    ]) {
      const reply = await sendBare("GET", "/v1/who", { headers: { authorization } });
      expect([reply.status, reply.body]).toEqual([401, { error: "unauthorized" }]);
    }
    const headers = { authorization: `Bearer ${String(body.jwt)}` };
    sandbox.advance(3599);
    expect((await sendBare("GET", "/v1/who", { headers })).status).toBe(200);
    sandbox.advance(1);
    expect((await sendBare("GET", "/v1/who", { headers })).status).toBe(401);
  });

  it("stays good after many others were minted", () => {
    const tokens = createTokens("secret");
    const names = Array.from({ length: 1100 }, (_, at) => `caller ${at}`);
    const minted = names.map((ident) => tokens.mint({ ident, permissions: {}, isUser: false }, 10));
    expect(minted.map((token) => tokens.read(token, 9_999)?.ident)).toEqual(names);
    expect(tokens.read(minted[0] ?? "", 10_000)).toBeUndefined();
  });
});
