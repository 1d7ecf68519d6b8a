import { describe, expect, it } from "vitest";
import { type Talk, talk, unpack } from "../talk.js";

type Row = Record<string, unknown>;

async function page(
  { oid, send }: Talk,
  query: Record<string, string>,
): Promise<{ sensors: Row[]; token: string }> {
  const { status, body } = await send("GET", `/v1/sensors/${oid}?${new URLSearchParams(query).toString()}`);
  expect(status).toBe(200);
  return { sensors: body.sensors as Row[], token: (body.continuation_token as string | undefined) ?? "" };
}

describe("the sensor listing", () => {
  it("writes numbers for platform and architecture, text for times, and tags [C, D]", async () => {
    const our = await talk({ startMs: Date.UTC(2026, 10, 21, 12, 34, 56) });
    const { sensors } = await page(our, {});
    const windows = our.sandbox.sensors().find(({ plat, arch }) => plat === "windows" && arch === "x64");
    const row = sensors.find(({ sid }) => sid === windows?.sid);
    expect(row).toMatchObject({
      oid: our.oid,
      plat: 268_435_456,
      arch: 2,
      hostname: windows?.hostname,
      isolated: false,
    });
    expect(row?.alive).toMatch(/^2026-11-\d\d \d\d:\d\d:\d\d$/);
    expect(row?.enroll).toMatch(/^\d{4}-\d\d-\d\d 12:34:56$/);
    expect(row?.tags).toEqual(windows?.tags);
  });

  it("leaves tags out once that is switched on", async () => {
    const our = await talk();
    our.sandbox.variants.set({ sensor_tags: "no" });
    expect((await page(our, {})).sensors.filter((row) => "tags" in row)).toEqual([]);
    const { body } = await our.send("GET", `/v1/${our.sandbox.sensors()[0]?.sid}`);
    expect(body.info).not.toHaveProperty("tags");
  });

  it("comes page by page, each sensor once, a thousand by default [C-run]", async () => {
    const our = await talk({ sensors: 1001 });
    const first = await page(our, { limit: "0" });
    expect(first.sensors).toHaveLength(1000);
    const second = await page(our, { continuation_token: first.token });
    expect(second).toMatchObject({ sensors: [{}], token: "" });
    const sids = [...first.sensors, ...second.sensors].map(({ sid }) => sid);
    expect(new Set(sids).size).toBe(1001);
  });

  it("has no token on its last page: the classic Python client goes on with an empty one [seen in the Python client]", async () => {
    const our = await talk({ sensors: 8 });
    const path = `/v1/sensors/${our.oid}?limit=`;
    expect((await our.send("GET", `${path}8`)).body).not.toHaveProperty("continuation_token");
    expect((await our.send("GET", `${path}7`)).body.continuation_token).toMatch(/^.+$/);
  });

  it("keeps its place between pages of any size", async () => {
    const our = await talk({ sensors: 20 });
    const sids: unknown[] = [];
    let token = "";
    do {
      const { sensors, token: next } = await page(our, { limit: "7", continuation_token: token });
      sids.push(...sensors.map(({ sid }) => sid));
      token = next;
    } while (token !== "");
    expect(sids).toEqual(our.sandbox.sensors().map(({ sid }) => sid));
  });

  it("gives nothing behind the last sensor", async () => {
    const our = await talk();
    const token = Buffer.from("after ffffffff-ffff-4fff-bfff-ffffffffffff").toString("base64url");
    expect(await page(our, { continuation_token: token })).toEqual({ sensors: [], token: "" });
  });

  it("is base64 of gzip when asked for compression, whatever the spelling [C-run]", async () => {
    const our = await talk();
    for (const yes of ["true", "True", "1"]) {
      const packed = (await our.send("GET", `/v1/sensors/${our.oid}?is_compressed=${yes}`)).body.sensors;
      expect(unpack(packed)).toEqual((await page(our, { is_compressed: "false" })).sensors);
    }
  });

  it("is narrowed by selector, address, start of the host name and being online [C]", async () => {
    const our = await talk({ sensors: 40 });
    const all = our.sandbox.sensors();
    const found = async (query: Record<string, string>) =>
      (await page(our, query)).sensors.map(({ sid }) => sid);
    const sids = (test: (sensor: (typeof all)[number]) => boolean) => all.filter(test).map(({ sid }) => sid);
    expect(await found({ selector: "arch == `usp_adapter`" })).toEqual(
      sids(({ arch }) => arch === "usp_adapter"),
    );
    expect(await found({ selector: "*" })).toEqual(sids(() => true));
    expect(await found({ is_online_only: "true" })).toEqual(sids(({ online }) => online));
    expect(await found({ with_hostname_prefix: "lt-" })).toEqual(
      sids(({ hostname }) => hostname.startsWith("LT-")),
    );
    const [{ int_ip, ext_ip, sid } = {}] = (await page(our, { selector: "plat == `macos`", limit: "1" }))
      .sensors;
    expect(await found({ with_ip: String(int_ip) })).toEqual([sid]);
    expect(await found({ with_ip: String(ext_ip) })).toContain(sid);
  });

  it.each([
    ["selector=plat+%3D%3D", /^bad selector: /],
    ["selector=nofield+%3D%3D+x", /^bad selector: /],
    ["limit=-1", /^limit must be/],
    ["limit=ten", /^limit must be/],
    ["is_online_only=maybe", /^is_online_only must be/],
    ["continuation_token=abc", /^bad continuation_token$/],
  ])("refuses %s", async (query, text) => {
    const { oid, send } = await talk();
    const { status, body } = await send("GET", `/v1/sensors/${oid}?${query}`);
    expect(status).toBe(400);
    expect(body.error).toMatch(text);
  });

  it("asks for sensor.list [D]", async () => {
    const { oid, send } = await talk({ permissions: ["sensor.get"] });
    expect((await send("GET", `/v1/sensors/${oid}`)).body.error).toBe("unauthorized: requires sensor.list");
  });
});

describe("one sensor", () => {
  it("says online both ways that clients look at [C]", async () => {
    const { sandbox, send } = await talk();
    const { sid = "" } = sandbox.sensors()[0] ?? {};
    sandbox.connect("all");
    const on = await send("GET", `/v1/${sid}`);
    expect(on.body).toMatchObject({ info: { sid }, is_online: true, online: { [sid]: true } });
    sandbox.disconnect([sid]);
    expect((await send("GET", `/v1/${sid.toUpperCase()}`)).body).toMatchObject({
      is_online: false,
      online: {},
    });
  });

  it("is 404 when unknown, when no id at all, or out of the token's reach", async () => {
    const { sandbox, send, as } = await talk();
    expect((await send("GET", "/v1/00000000-0000-4000-8000-000000000000")).body.error).toBe(
      "sensor not found",
    );
    expect((await send("GET", "/v1/nonsense")).body.error).toBe("not found");
    const stranger = await as({ oid: "-", secret: sandbox.apiKey });
    expect((await stranger.send("GET", `/v1/${sandbox.sensors()[0]?.sid}`)).status).toBe(404);
  });

  it("asks for sensor.get [D]", async () => {
    const { sandbox, send } = await talk({ permissions: [] });
    expect((await send("GET", `/v1/${sandbox.sensors()[0]?.sid}`)).body.error).toBe(
      "unauthorized: requires sensor.get",
    );
  });
});

describe("online", () => {
  it("counts, answers for the sensors asked for, and without any for all that are online [C-run]", async () => {
    const { sandbox, oid, send } = await talk();
    const online = sandbox.sensors().filter((sensor) => sensor.online);
    const off = sandbox.sensors().find((sensor) => !sensor.online)?.sid ?? "";
    const stranger = "00000000-0000-4000-8000-000000000000";
    const [on] = online;
    expect((await send("GET", `/v1/online/${oid}`)).body).toEqual({ count: online.length });
    const form: [string, string][] = [
      ["sids", on?.sid ?? ""],
      ["sids", off],
      ["sids", stranger],
    ];
    expect((await send("POST", `/v1/online/${oid}`, { form })).body).toEqual({
      [on?.sid ?? ""]: true,
      [off]: false,
      [stranger]: false,
    });
    const all = (await send("POST", `/v1/online/${oid}`)).body;
    expect(all).toEqual(Object.fromEntries(online.map(({ sid }) => [sid, true])));
  });
});

describe("export/{oid}/sensors", () => {
  it("gives every sensor by its id, tags included [seen in the Python client]", async () => {
    const our = await talk();
    const { body } = await our.send("POST", `/v1/export/${our.oid}/sensors`);
    expect(Object.keys(body)).toEqual(our.sandbox.sensors().map(({ sid }) => sid));
    const [one] = our.sandbox.sensors();
    expect(body[one?.sid ?? ""]).toMatchObject({ hostname: one?.hostname, tags: one?.tags });
  });
});
