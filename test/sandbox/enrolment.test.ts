import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../../src/sandbox/start.js";
import { ruled } from "./rules/ruled.js";
import { talk } from "./talk.js";

const laptops = { hostname: "new-{n}", plat: "windows", count: 2, tags: ["fresh"] } as const;

describe("sensors that enrol", () => {
  it("are in the fleet and in order, connect, and get new tasks but none that were sent before", async () => {
    const our = await talk();
    await our.extension("task", { task: "os_version", selector: "plat == windows", context: "before" });
    const sids = our.sandbox.enroll([laptops, { hostname: "away", plat: "linux", online: false }]);
    expect(new Set(sids).size).toBe(3);
    const { body } = await our.send("GET", `/v1/sensors/${our.oid}?limit=5`);
    expect((body.sensors as { sid: string }[]).map(({ sid }) => sid)).toEqual(
      our.sandbox
        .sensors()
        .slice(0, 5)
        .map(({ sid }) => sid),
    );
    const views = our.sandbox.sensors().filter(({ sid }) => sids.includes(sid));
    expect(
      views
        .toSorted((a, b) => a.hostname.localeCompare(b.hostname))
        .map(({ hostname, online }) => [hostname, online]),
    ).toEqual([
      ["away", false],
      ["new-1", true],
      ["new-2", true],
    ]);
    const order = our.sandbox.sensors().map(({ sid }) => sid);
    expect(order).toEqual(order.toSorted());
    expect(our.sandbox.deliveries().filter(({ sid }) => sids.includes(sid))).toEqual([]);
    await our.extension("task", { task: "os_version", tag: "fresh", context: "after" });
    expect(our.sandbox.deliveries().filter(({ sid }) => sids.includes(sid))).toHaveLength(2);
  });

  it("are seen by rules of target deployment, as the documented sample has it [D]", async () => {
    const our = await ruled();
    await our.rule("welcome", {
      detect: { target: "deployment", event: "enrollment", op: "is windows" },
      respond: [
        { action: "report", name: "welcome {{ .detect.event.host_name }}" },
        { action: "add tag", tag: "welcomed" },
      ],
    });
    const [sid = ""] = our.sandbox.enroll([
      { hostname: "lt", plat: "windows" },
      { hostname: "srv", plat: "linux" },
    ]);
    expect(await our.detections()).toMatchObject([
      {
        cat: "welcome lt",
        routing: { event_type: "enrollment", sid, plat: 268435456, oid: our.oid },
        detect: {
          event: { host_name: "lt", public_ip: expect.any(String), internal_ip: expect.any(String) },
        },
      },
    ]);
    expect(our.sandbox.sensors().find((sensor) => sensor.sid === sid)?.tags).toEqual(["welcomed"]);
    expect(our.sandbox.events().filter(({ routing }) => routing.event_type === "enrollment")).toEqual([]);
  });

  it("come over the control plane, in the organization that is named", async () => {
    const our = await talk({ organizations: [{ name: "second", sensors: 0 }] });
    const oid = our.sandbox.organizations[1]?.oid;
    const enrol = (body: object) => our.sendBare("POST", "/_sandbox/sensors", { json: body });
    const { body } = await enrol({ enroll: [{ hostname: "a", plat: "linux" }], oid });
    expect(body).toMatchObject({ connected: 0, disconnected: 0, enrolled: [expect.any(String)] });
    expect(our.sandbox.sensors().find(({ hostname }) => hostname === "a")?.oid).toBe(oid);
    expect((await enrol({ enroll: [], oid: "x" })).body.error).toBe('there is no organization "x"');
    expect((await enrol({ enroll: 1 })).body.error).toBe("enroll is not a list of sensors");
    expect((await enrol({ enroll: [{ hostname: "a" }] })).body.error).toMatch(
      /^Cannot enroll: \/organizations/,
    );
  });

  it("have a sid of their own; otherwise none enrols", async () => {
    const our = await talk();
    const [{ sid } = { sid: "" }] = our.sandbox.sensors();
    const count = our.sandbox.sensors().length;
    const one = { hostname: "x", plat: "linux" } as const;
    expect(() => our.sandbox.enroll([one, { ...one, sid: sid.toUpperCase() }])).toThrow("there is a sensor");
    expect(() => our.sandbox.enroll([{ ...one, sid, count: 2 }])).toThrow("x has a sid and a count of 2");
    expect(our.sandbox.sensors()).toHaveLength(count);
    const own = "11111111-2222-4333-8444-555555555555";
    expect(our.sandbox.enroll([{ ...one, sid: own }])).toEqual([own]);
  });

  it("are still there after a restart, from the journal and from a snapshot", async () => {
    const state = join(tmpdir(), `enrolment-${process.pid}.state`);
    onTestFinished(() => rmSync(state, { force: true }));
    const first = await startSandbox({ state, sensors: 3 });
    const sids = first.enroll([laptops]);
    await first.close();
    for (const round of [1, 2]) {
      const again = await startSandbox({ state, sensors: 3 });
      const views = again.sensors().filter(({ sid }) => sids.includes(sid));
      expect(
        views.map(({ online, tags }) => [online, tags]),
        `round ${round}`,
      ).toEqual([
        [true, ["fresh"]],
        [true, ["fresh"]],
      ]);
      await again.close();
    }
  });
});
