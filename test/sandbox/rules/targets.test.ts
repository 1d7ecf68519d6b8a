import { describe, expect, it } from "vitest";
import { type Ruled, ruled } from "./ruled.js";

const seen = [{ action: "report", name: "seen" }];
const hourS = 3600;

/** Starts at midnight, so that frequencies are easy to count. */
async function atMidnight(): Promise<Ruled> {
  const our = await ruled();
  const dayMs = 24 * hourS * 1000;
  our.sandbox.advance((dayMs - (our.sandbox.nowMs() % dayMs)) / 1000);
  return our;
}

const onSchedule = (event: string, more: object = {}) => ({
  detect: { target: "schedule", event, op: "exists", path: "event/frequency", ...more },
  respond: seen,
});

describe("rules of target schedule [D]", () => {
  it("see one event per organization for each period, and nothing is stored", async () => {
    const our = await atMidnight();
    await our.rule("tick", onSchedule("1h_per_org"));
    const before = our.sandbox.events().length;
    our.sandbox.advance(3 * hourS);
    const found = await our.detections();
    expect(found).toHaveLength(3);
    expect(found[0]).toMatchObject({
      cat: "seen",
      detect: { event: { frequency: 3600 } },
      routing: {
        event_type: "1h_per_org",
        oid: our.oid,
        sid: "00000000-0000-0000-0000-000000000000",
        tags: [],
      },
    });
    expect(our.sandbox.events()).toHaveLength(before);
  });

  it("see one per sensor, with what its routing says: the documented weekly example", async () => {
    const our = await ruled();
    await our.rule("weekly", {
      detect: { target: "schedule", event: "168h_per_sensor", op: "is platform", name: "windows" },
      respond: [{ action: "task", command: "os_packages", investigation: "weekly-package-list" }],
    });
    our.sandbox.advance(168 * hourS);
    const agents = our.sandbox
      .sensors()
      .filter(({ plat, arch }) => plat === "windows" && arch !== "usp_adapter");
    const told = our.sandbox.deliveries().filter(({ task }) => task === "os_packages");
    expect(new Set(told.map(({ sid }) => sid))).toEqual(new Set(agents.map(({ sid }) => sid)));
    expect(told).toHaveLength(agents.length);
  });

  it("see every frequency that is due when they name no event", async () => {
    const our = await atMidnight();
    await our.rule("all", {
      detect: { target: "schedule", op: "is", path: "routing/sid", value: our.sid },
      respond: seen,
    });
    our.sandbox.advance(hourS / 2);
    expect(
      (await our.detections()).map(({ routing }) => (routing as { event_type: string }).event_type),
    ).toEqual(["30m_per_sensor"]);
    our.sandbox.advance(24 * hourS);
    const types = (await our.detections()).map(
      ({ routing }) => (routing as { event_type: string }).event_type,
    );
    expect(types.filter((type) => type === "30m_per_sensor")).toHaveLength(49);
    expect(types.filter((type) => type === "1h_per_sensor")).toHaveLength(24);
    expect(types.filter((type) => type === "24h_per_sensor")).toHaveLength(1);
  });

  it("name several events, and hear of none once they are gone or disabled", async () => {
    const our = await atMidnight();
    const detect = { target: "schedule", events: ["3h_per_org", "30m_per_org"], op: "exists", path: "event" };
    await our.rule("r", { detect, respond: seen });
    await our.rule("other", onSchedule("1h_per_org"), { enabled: false });
    our.sandbox.advance(hourS);
    expect(await our.detections()).toHaveLength(2);
    await our.send("DELETE", `/v1/hive/dr-general/${our.oid}/r`);
    our.sandbox.advance(10 * hourS);
    expect(await our.detections()).toHaveLength(2);
    await our.rule("other", onSchedule("1h_per_org"));
    our.sandbox.advance(hourS);
    expect(await our.detections()).toHaveLength(3);
  });

  it("with a shorter period do not wait for one with a longer, and each period comes once", async () => {
    const our = await atMidnight();
    await our.rule("long", onSchedule("12h_per_org"));
    await our.rule("short", onSchedule("6h_per_org"));
    our.sandbox.advance(24 * hourS);
    const types = (await our.detections()).map(
      ({ routing }) => (routing as { event_type: string }).event_type,
    );
    expect(types.toSorted()).toEqual([...Array(2).fill("12h_per_org"), ...Array(4).fill("6h_per_org")]);
  });

  it("need a sensor that was online: in 7 days for the organization, in 30 for the sensor", async () => {
    const our = await ruled();
    our.sandbox.disconnect("all");
    await our.rule("org", onSchedule("24h_per_org"));
    await our.rule("sensor", onSchedule("24h_per_sensor", { op: "is", path: "routing/sid", value: our.sid }));
    our.sandbox.advance(60 * 24 * hourS);
    const found = (await our.detections()).map(
      ({ routing }) => (routing as { event_type: string }).event_type,
    );
    expect(found.filter((type) => type === "24h_per_org")).toHaveLength(7);
    expect(found.filter((type) => type === "24h_per_sensor")).toHaveLength(30);
  });
});

describe("rules of target audit [D]", () => {
  it("see what is written into the audit log: flat records without routing", async () => {
    const our = await ruled();
    await our.rule("watch", {
      detect: { target: "audit", op: "is", path: "etype", value: "tag_add" },
      respond: [{ action: "report", name: "{{ .detect.ident }} tagged {{ .detect.msg }}" }],
    });
    await our.send("POST", `/v1/${our.sid}/tags`, { form: { tags: "vip" } });
    await our.send("DELETE", `/v1/${our.sid}/tags`, { form: { tags: "vip" } });
    expect(await our.detections()).toMatchObject([
      { cat: "sandbox-automation tagged vip", detect: { etype: "tag_add", entity: { sid: our.sid } } },
    ]);
    expect(await our.errors()).toEqual([]);
  });

  it("act on the sensor that a change is about, and say so when it is about none", async () => {
    const our = await ruled();
    await our.rule("mark", {
      detect: { target: "audit", op: "exists", path: "etype" },
      respond: [{ action: "add tag", tag: "touched" }],
    });
    expect(await our.errors()).toMatchObject([{ error: "add tag: the record is about no sensor" }]);
    await our.send("POST", `/v1/${our.sid}/isolation`);
    const tags = our.sandbox.sensors().find(({ sid }) => sid === our.sid)?.tags;
    expect(tags).toContain("touched");
  });
});
