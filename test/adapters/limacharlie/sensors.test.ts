import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSensor } from "../../../src/adapters/limacharlie/sensor-record.js";
import { limacharlieSensors } from "../../../src/adapters/limacharlie/sensors.js";
import type { Json } from "../../../src/core/model/json.js";
import type { SensorRecord } from "../../../src/core/model/sensor.js";
import type { Sensors } from "../../../src/ports/sensors.js";
import { connectToSandbox, withSandbox } from "./sandbox.js";
import { connectTo, json, oid, rejection, withServer } from "./server.js";

async function all(sensors: Sensors, selector?: string): Promise<readonly SensorRecord[]> {
  const found: SensorRecord[] = [];
  for await (const page of sensors.list(selector)) found.push(...page);
  return found;
}
const pack = (value: unknown): string => gzipSync(JSON.stringify(value)).toString("base64");

/** A listing of these pages, the continuation tokens being their numbers. */
async function listing(...pages: unknown[]) {
  const server = await withServer((request, response) => {
    const token = new URL(request.url, "http://x").searchParams.get("continuation_token") ?? "0";
    json(response, pages[Number(token)]);
  });
  return { server, sensors: limacharlieSensors(connectTo(server.url)) };
}

describe("the sensors", () => {
  it("of the sandbox are listed whole, and as its selectors choose", async () => {
    const sandbox = await withSandbox({ sensors: 40 });
    const sensors = limacharlieSensors(connectToSandbox(sandbox));
    const wanted = sandbox
      .sensors()
      .map(({ sid, plat, arch, hostname, tags }) => ({ sid, plat, arch, hostname, tags }));
    const found = await all(sensors);
    expect(found.map(({ sid, plat, arch, hostname, tags }) => ({ sid, plat, arch, hostname, tags }))).toEqual(
      expect.arrayContaining(wanted),
    );
    expect(found).toHaveLength(wanted.length);
    const windows = await all(sensors, "plat == `windows`");
    expect(new Set(windows.map(({ sid }) => sid))).toEqual(
      new Set(wanted.filter(({ plat }) => plat === "windows").map(({ sid }) => sid)),
    );
    const online = sandbox.sensors().filter((sensor) => sensor.online);
    expect(await sensors.online()).toEqual(new Set(online.map(({ sid }) => sid)));
    expect(await rejection(all(sensors, "plat = "))).toMatchObject({ kind: "invalid", status: 400 });
  });

  it("come page by page, packed or plain", async () => {
    const { server, sensors } = await listing(
      { sensors: [{ sid: "A" }, { sid: "b" }], continuation_token: "1" },
      { sensors: pack([{ sid: "c" }]), continuation_token: "2" },
      { sensors: [] },
    );
    const pages: string[][] = [];
    for await (const page of sensors.list("*")) pages.push(page.map(({ sid }) => sid));
    expect(pages).toEqual([["a", "b"], ["c"], []]);
    expect(server.requests.map(({ url }) => url)).toEqual([
      `/v1/sensors/${oid}?is_compressed=true&selector=*`,
      `/v1/sensors/${oid}?is_compressed=true&selector=*&continuation_token=1`,
      `/v1/sensors/${oid}?is_compressed=true&selector=*&continuation_token=2`,
    ]);
  });

  it.each([
    ["without a list", {}, "a page has no list of sensors"],
    ["with null", { sensors: null }, "a page has no list of sensors"],
    ["with packed junk", { sensors: "bm90IGd6aXA=" }, "a packed page cannot be unpacked"],
    [
      "with a packed text that is no JSON",
      { sensors: gzipSync("<html>").toString("base64") },
      "cannot be unpacked",
    ],
    ["with a packed object", { sensors: pack({}) }, "a page has no list of sensors"],
    ["with a sensor without a sid", { sensors: [{ hostname: "x" }] }, "a sensor has no sid"],
    ["with something else than a sensor", { sensors: [3] }, "a sensor has no sid"],
    [
      "with an odd continuation token",
      { sensors: [], continuation_token: 3 },
      "the continuation token is not text",
    ],
    ["that refers to itself", { sensors: [], continuation_token: "0" }, "refers back to an earlier one"],
  ])("on a page %s are an error, not an empty fleet", async (_, page, message) => {
    const { sensors } = await listing(page);
    const expected = expect.stringMatching(new RegExp(`^Cannot list the sensors: .*${message}$`));
    expect(await rejection(all(sensors))).toMatchObject({ kind: "unreadable", message: expected });
  });

  it("on a page that unpacks without end are an error", async () => {
    const bomb = gzipSync(Buffer.alloc(129 * 1024 * 1024, 0x20)).toString("base64");
    const { sensors } = await listing({ sensors: bomb });
    expect(await rejection(all(sensors))).toMatchObject({ kind: "unreadable" });
  });

  it("that are online are those said to be", async () => {
    const server = await withServer((_, response) => json(response, { AA: true, bb: false }));
    expect(await limacharlieSensors(connectTo(server.url)).online()).toEqual(new Set(["aa"]));
    expect(server.requests[0]).toMatchObject({ method: "POST", url: `/v1/online/${oid}` });
    const odd = await withServer((_, response) => json(response, { count: 1 }));
    expect(await rejection(limacharlieSensors(connectTo(odd.url)).online())).toMatchObject({
      kind: "unreadable",
    });
  });
});

const plat = (code: Json) => readSensor({ sid: "a", plat: code })?.plat;

describe("a sensor's record", () => {
  it("is read with names for numbers and seconds for times", () => {
    const record = {
      sid: "ABC",
      oid,
      iid: "i",
      did: "",
      plat: 268_435_456,
      ext_plat: "0x60000000",
      arch: 2,
      hostname: "h",
      int_ip: "10.0.0.1",
      ext_ip: "1.2.3.4",
      mac_addr: "00-11",
      enroll: "2026-09-21 14:13:20",
      alive: 1_790_000_000_000,
      isolated: false,
      should_isolate: true,
      kernel: true,
      tags: ["a"],
      unknown: 1,
    };
    const { unknown: _, ...known } = record;
    expect(readSensor(record)).toEqual({
      ...known,
      sid: "abc",
      plat: "windows",
      ext_plat: "chrome",
      arch: "x64",
      enroll: 1_790_000_000,
      alive: 1_790_000_000,
    });
  });

  it("has no member that the listing did not carry in a readable form", () => {
    const odd = {
      sid: "a",
      plat: null,
      arch: {},
      hostname: 3,
      enroll: "long ago",
      alive: null,
      isolated: "no",
      tags: null,
    };
    expect(readSensor(odd)).toEqual({ sid: "a" });
    expect(readSensor({ sid: "a", plat: "", tags: [1], enroll: "2026-13-01 00:00:00" })).toEqual({
      sid: "a",
    });
  });

  it.each([null, [], {}, { sid: "" }, { sid: 3 }])("without a sensor id is none: %j", (value) => {
    expect(readSensor(value)).toBeUndefined();
  });

  it("has exact platforms: an adapter's number is not the endpoint's whose first digit it shares", () => {
    expect([0x10000000, "268435456", "0x10000000", "windows"].map(plat)).toEqual(Array(4).fill("windows"));
    expect([0x11000000, 0x20000000, 0x21000000, 0x30000000, 0x33000000, 0xf0000000].map(plat)).toEqual([
      "itglue",
      "linux",
      "hubspot",
      "macos",
      "halopsa",
      "sophos",
    ]);
    expect(plat(0x10000001)).toBe("268435457");
    expect(readSensor({ sid: "a", arch: 9 })?.arch).toBe("usp_adapter");
    expect(readSensor({ sid: "a", arch: 10 })?.arch).toBe("10");
  });

  it("is never invented and never throws", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const record = readSensor(JSON.parse(text));
        if (record) expect(Object.values(record)).not.toContain(undefined);
      }),
    );
  });
});

describe("the sensors with a tag", () => {
  it("are those that the service names", async () => {
    const sandbox = await withSandbox({ sensors: 40 });
    const sids = await limacharlieSensors(connectToSandbox(sandbox)).tagged("server");
    const carriers = sandbox.sensors().filter(({ tags }) => tags.includes("server"));
    expect(sids).toEqual(new Set(carriers.map(({ sid }) => sid)));
    expect(sids.size).toBeGreaterThan(0);
  });

  it.each([[{ a: "server" }], [[]], [null]])("are not guessed from %j", async (value) => {
    const server = await withServer((_, response) => json(response, value));
    expect(await rejection(limacharlieSensors(connectTo(server.url)).tagged("x"))).toMatchObject({
      kind: "unreadable",
    });
  });
});
