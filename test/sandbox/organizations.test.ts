import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../../src/sandbox/start.js";
import { talk } from "./talk.js";

const two = { organizations: [{ name: "other", sensors: 5 }] };

describe("several organizations", () => {
  it("have their own ids, keys and sensors, and one user reaches all of them", async () => {
    const { sandbox, as } = await talk(two);
    const [first, second] = sandbox.organizations;
    expect([first?.oid, first?.apiKey]).toEqual([sandbox.oid, sandbox.apiKey]);
    expect(second).toMatchObject({ name: "other" });
    expect(sandbox.sensors().filter(({ oid }) => oid === second?.oid)).toHaveLength(5);
    const user = await as({ uid: sandbox.user.uid, secret: sandbox.user.apiKey });
    const { body } = await user.send("GET", "/v1/user/orgs?limit=1");
    expect(body).toEqual({ orgs: [{ oid: first?.oid, name: "sandbox" }], total: 2 });
    const who = (await user.send("GET", "/v1/who")).body.user_perms as object;
    expect(Object.keys(who)).toEqual([first?.oid, second?.oid]);
    expect((await user.send("GET", `/v1/orgs/${second?.oid ?? ""}`)).body.name).toBe("other");
  });

  it("keep their keys and records apart", async () => {
    const { sandbox, send, as } = await talk(two);
    const other = sandbox.organizations[1] ?? { oid: "", apiKey: "" };
    expect((await send("GET", `/v1/orgs/${other.oid}`)).status).toBe(401);
    const their = await as({ oid: other.oid, secret: other.apiKey });
    const form = { data: '{"secret":"s"}' };
    await their.send("POST", `/v1/hive/secret/${other.oid}/a/data`, { form });
    expect(Object.keys((await their.send("GET", `/v1/hive/secret/${other.oid}`)).body)).toEqual(["a"]);
    expect((await send("GET", `/v1/hive/secret/${sandbox.oid}`)).body).toEqual({});
    const mixed = await their.sendBare("POST", "/jwt", { form: { oid: sandbox.oid, secret: other.apiKey } });
    expect(mixed.status).toBe(401);
  });

  it("may be many for one user, whose token then is long", async () => {
    const organizations = Array.from({ length: 20 }, (_, at) => ({ name: `o${at}`, sensors: 1 }));
    const { sandbox, as } = await talk({ organizations });
    const user = await as({ uid: sandbox.user.uid, secret: sandbox.user.apiKey });
    expect((await user.send("GET", "/v1/user/orgs")).body.total).toBe(21);
  });

  it("must have different names", async () => {
    const organizations = [{ name: "sandbox", sensors: 1 }];
    await expect(startSandbox({ organizations })).rejects.toThrow("two organizations are named sandbox");
  });
});

const sid = "bb4b30af-11f3-4a5c-a2a6-52b1d4ee2d52";

describe("a given fleet", () => {
  it("has the sensors that were given, and the webhook adapter of the extension", async () => {
    const { sandbox } = await talk({
      sensors: [
        { hostname: "web-{n}", plat: "linux", count: 3, tags: ["web"], arch: "arm64" },
        { hostname: "LT-1", plat: "windows", sid: sid.toUpperCase(), online: false },
      ],
    });
    const named = Object.fromEntries(sandbox.sensors().map((sensor) => [sensor.hostname, sensor]));
    expect(Object.keys(named).toSorted()).toEqual([
      "LT-1",
      "ext-reliable-tasking",
      "web-1",
      "web-2",
      "web-3",
    ]);
    expect(named["web-2"]).toMatchObject({ plat: "linux", arch: "arm64", tags: ["web"], online: true });
    expect(named["LT-1"]).toMatchObject({ sid, plat: "windows", arch: "x64", tags: [], online: false });
    expect(new Set(sandbox.sensors().map((sensor) => sensor.sid)).size).toBe(5);
  });

  it("is refused when ids cannot be told apart", async () => {
    const one = { hostname: "a", plat: "linux", sid } as const;
    await expect(startSandbox({ sensors: [one, { ...one, hostname: "b" }] })).rejects.toThrow(
      `two sensors have the sid ${sid}`,
    );
    await expect(startSandbox({ sensors: [{ ...one, count: 2 }] })).rejects.toThrow(
      "a has a sid and a count of 2",
    );
  });
});

describe("a fleet file", () => {
  const write = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), "fleet-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "fleet.yaml"), text);
    return join(folder, "fleet.yaml");
  };

  it("says which organizations and sensors there are", async () => {
    const fleet = write(`
version: 1
organizations:
  - name: lab
    sensors:
      - { hostname: "db-{n}", plat: linux, count: 2, pattern: flapping }
  - name: empty
    sensors: []
`);
    const { sandbox } = await talk({ fleet });
    expect(sandbox.organizations.map(({ name }) => name)).toEqual(["lab", "empty"]);
    expect(
      sandbox
        .sensors()
        .map(({ hostname }) => hostname)
        .toSorted(),
    ).toEqual(["db-1", "db-2", "ext-reliable-tasking", "ext-reliable-tasking"]);
    sandbox.advance(3600);
    const connected = sandbox.events().filter(({ routing }) => routing.event_type === "CONNECTED");
    expect(connected.length).toBeGreaterThan(6);
  });

  it.each([
    ["version: 2\norganizations: []", /\/(version|organizations) must/],
    [
      "version: 1\norganizations: [{name: a, sensors: [{hostname: x, plat: amiga}]}]",
      /\/organizations\/0\/sensors\/0\/plat must/,
    ],
    [
      "version: 1\norganizations: [{name: a, sensors: []}, {name: a, sensors: []}]",
      /two organizations are named a/,
    ],
    [
      `version: 1\norganizations: [{name: a, sensors: [{hostname: x, plat: linux, sid: ${sid}, count: 2}]}]`,
      /organization a: x has a sid and a count of 2/,
    ],
    ["a: [", /^Cannot read the fleet/],
  ])("%j is refused", async (text, message) => {
    await expect(startSandbox({ fleet: write(text) })).rejects.toThrow(message);
  });

  it("that is not there is refused", async () => {
    await expect(startSandbox({ fleet: "/nowhere/fleet.yaml" })).rejects.toThrow(
      /^Cannot read the fleet \/nowhere\/fleet.yaml: ENOENT/,
    );
  });
});

describe("patterns", () => {
  const pattern = async (
    name: "server" | "laptop" | "returning" | "flapping",
    online: boolean,
    hours: number,
  ) => {
    const { sandbox } = await talk({
      patterns: true,
      sensors: [{ hostname: "x", plat: "linux", pattern: name, online }],
    });
    const states: boolean[] = [];
    for (let hour = 0; hour < hours; hour += 1) {
      sandbox.advance(3600);
      states.push(sandbox.sensors().find(({ hostname }) => hostname === "x")?.online ?? false);
    }
    return states;
  };

  it("let servers stay", async () => {
    expect(new Set(await pattern("server", true, 100))).toEqual(new Set([true]));
  });

  it("let laptops sleep a good half of every day", async () => {
    const states = await pattern("laptop", true, 24 * 10);
    expect(states.filter(Boolean)).toHaveLength(90);
  });

  it("bring a machine back after three weeks, which then gets what waits for it", async () => {
    const { sandbox, extension } = await talk({
      patterns: true,
      sensors: [{ hostname: "x", plat: "linux", pattern: "returning", online: false }],
    });
    await extension("task", { task: "os_version", selector: "plat == linux", ttl: 30 * 86_400 });
    sandbox.advance(21 * 86_400 - 1);
    expect(sandbox.deliveries()).toEqual([]);
    sandbox.advance(1);
    expect(sandbox.deliveries()).toHaveLength(1);
    sandbox.advance(90 * 86_400);
    expect(sandbox.sensors().find(({ hostname }) => hostname === "x")?.online).toBe(true);
  });

  it("are not followed unless asked for, and begin again with a reset", async () => {
    const sensors = [{ hostname: "x", plat: "linux", pattern: "flapping" }] as const;
    const { sandbox: still } = await talk({ sensors });
    still.advance(86_400);
    expect(still.events()).toEqual([]);
    const { sandbox } = await talk({ sensors, patterns: true });
    sandbox.reset();
    sandbox.advance(3600);
    expect(sandbox.events().length).toBeGreaterThan(2);
  });

  it("are part of every generated fleet", async () => {
    const { sandbox } = await talk({ sensors: 200, patterns: true });
    const before = sandbox.sensors().filter(({ online }) => online).length;
    sandbox.advance(22 * 86_400);
    expect(sandbox.events().length).toBeGreaterThan(1000);
    expect(before).toBeGreaterThan(0);
  });
});
