import { describe, expect, it } from "vitest";
import { type Talk, talk } from "../talk.js";

const agent = ({ sandbox }: Talk) => {
  const found = sandbox.sensors().find(({ plat, arch }) => plat === "linux" && arch !== "usp_adapter");
  return found?.sid ?? "";
};
const pairs = (...list: readonly (readonly [string, string])[]) => ({ form: list });

describe("a task sent straight to a sensor", () => {
  it("runs at once, each of several, and is answered with the investigation id as it was given [C]", async () => {
    const our = await talk();
    our.sandbox.connect("all");
    const sid = agent(our);
    const before = our.sandbox.events().length;
    const reply = await our.send(
      "POST",
      `/v1/${sid}`,
      pairs(["tasks", "os_version"], ["tasks", "run --shell-command whoami"], ["investigation_id", "inv"]),
    );
    expect([reply.status, reply.body]).toEqual([200, {}]);
    const said = our.sandbox.events().slice(before);
    expect(said.map(({ routing }) => [routing.event_type, routing.investigation_id])).toEqual([
      ["CLOUD_NOTIFICATION", "inv"],
      ["OS_VERSION_REP", "inv"],
      ["CLOUD_NOTIFICATION", "inv"],
      ["RECEIPT", "inv"],
    ]);
    expect(our.sandbox.deliveries().map(({ task, context }) => [task, context])).toEqual([
      ["os_version", "inv"],
      ["run --shell-command whoami", "inv"],
    ]);
  });

  it("restarts the agent when it says so, without a receipt", async () => {
    const our = await talk();
    our.sandbox.connect("all");
    const before = our.sandbox.events().length;
    await our.send("POST", `/v1/${agent(our)}`, pairs(["tasks", "restart"]));
    const types = our.sandbox
      .events()
      .slice(before)
      .map(({ routing }) => routing.event_type);
    expect(types).toEqual(["STARTING_UP", "CONNECTED"]);
  });

  it("does not wait for a sensor that is offline; it is dropped, or refused when switched on", async () => {
    const our = await talk();
    our.sandbox.disconnect("all");
    const send = () => our.send("POST", `/v1/${agent(our)}`, pairs(["tasks", "os_version"]));
    expect((await send()).status).toBe(200);
    our.sandbox.variants.set({ direct_task_offline: "refused" });
    expect((await send()).body.error).toBe("sensor is not connected");
    our.sandbox.connect("all");
    expect(our.sandbox.deliveries()).toEqual([]);
  });

  it("is refused without tasks, for a sensor that is not there, and without sensor.task", async () => {
    const our = await talk();
    const sid = agent(our);
    expect((await our.send("POST", `/v1/${sid}`, pairs(["tasks", " "]))).body.error).toBe("missing tasks");
    const unknown = await our.send("POST", "/v1/00000000-0000-4000-8000-000000000000");
    expect(unknown.status).toBe(404);
    const narrow = await our.as({ oid: our.oid, secret: our.sandbox.apiKey, perms: "sensor.get" });
    expect((await narrow.send("POST", `/v1/${sid}`)).body.error).toBe("unauthorized: requires sensor.task");
  });
});

describe("isolation", () => {
  it("is lasting, at once on a connected sensor, and can be taken back [C]", async () => {
    const our = await talk();
    our.sandbox.connect("all");
    const sid = agent(our);
    const info = async () => (await our.send("GET", `/v1/${sid}`)).body.info;
    await our.send("POST", `/v1/${sid}/isolation`);
    expect(await info()).toMatchObject({ should_isolate: true, isolated: true });
    await our.send("DELETE", `/v1/${sid}/isolation`);
    expect(await info()).toMatchObject({ should_isolate: false, isolated: false });
    our.sandbox.disconnect("all");
    await our.send("POST", `/v1/${sid}/isolation`);
    expect(await info()).toMatchObject({ should_isolate: true, isolated: false });
    our.sandbox.connect("all");
    expect(await info()).toMatchObject({ should_isolate: true, isolated: true });
  });
});

describe("seal", () => {
  it("shows in the record and can be taken back [seen in the Python client]", async () => {
    const our = await talk();
    const sid = agent(our);
    const sealed = async () =>
      ((await our.send("GET", `/v1/${sid}`)).body.info as { should_seal: boolean }).should_seal;
    expect((await our.send("POST", `/v1/${sid}/seal`)).body).toEqual({});
    expect(await sealed()).toBe(true);
    await our.send("DELETE", `/v1/${sid}/seal`);
    expect(await sealed()).toBe(false);
  });
});

describe("hostnames/{oid}", () => {
  it("finds sensors by the beginning of their host name, in any case, as a list under `sid` [seen in the Python client]", async () => {
    const our = await talk();
    const [one] = our.sandbox.sensors();
    const prefix = (one?.hostname ?? "").slice(0, 9).toUpperCase();
    const { body } = await our.send("GET", `/v1/hostnames/${our.oid}?hostname=${prefix}`);
    expect(body.sid).toContainEqual({ sid: one?.sid, hostname: one?.hostname });
    expect((await our.send("GET", `/v1/hostnames/${our.oid}?hostname=zzz`)).body).toEqual({ sid: [] });
    expect((await our.send("GET", `/v1/hostnames/${our.oid}`)).status).toBe(400);
  });
});
