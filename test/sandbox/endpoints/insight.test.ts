import { describe, expect, it } from "vitest";
import { type Talk, talk, unpack } from "../talk.js";

type Row = { readonly routing: { readonly event_type: string }; readonly event: unknown };
const typesOf = (rows: unknown): readonly string[] =>
  (rows as Row[]).map(({ routing }) => routing.event_type);

/** A sensor that answered three commands, one second apart. */
async function answered(): Promise<Talk & { readonly sid: string; readonly startS: number }> {
  const our = await talk();
  our.sandbox.connect("all");
  const sid =
    our.sandbox.sensors().find(({ plat, arch }) => plat === "linux" && arch !== "usp_adapter")?.sid ?? "";
  const startS = Math.floor(our.sandbox.nowMs() / 1000);
  for (const task of ["os_version", "os_packages", "netstat"]) {
    our.sandbox.advance(1);
    await our.extension("task", { task, sid, context: "c" });
  }
  return { ...our, sid, startS };
}

const replies = ["OS_VERSION_REP", "OS_PACKAGES_REP", "NETSTAT_REP"];

describe("the events of a sensor", () => {
  it("come packed or as a list, only its own [C]", async () => {
    const our = await answered();
    const path = `/v1/insight/${our.oid}/${our.sid}`;
    const plain = await our.send("GET", `${path}?start=${our.startS}`);
    expect(typesOf(plain.body.events).filter((type) => type.endsWith("_REP"))).toEqual(replies);
    expect(typesOf(plain.body.events)).not.toContain("add_task");
    const packed = await our.send("GET", `${path}?is_compressed=true`);
    expect(unpack(packed.body.events)).toEqual(plain.body.events);
    expect(plain.body.next_cursor).toBe("");
  });

  it("are narrowed by type and by time in whole seconds, both ends included", async () => {
    const our = await answered();
    const types = async (query: string) =>
      typesOf((await our.send("GET", `/v1/insight/${our.oid}/${our.sid}?${query}`)).body.events);
    expect(await types("event_type=NETSTAT_REP")).toEqual(["NETSTAT_REP"]);
    const second = our.startS + 2;
    expect(await types(`start=${second}&end=${second}`)).toEqual(["CLOUD_NOTIFICATION", "OS_PACKAGES_REP"]);
    expect(await types(`end=${our.startS - 1}`)).toEqual([]);
  });

  it("have an overview of when they were, in seconds [seen in the Python client]", async () => {
    const our = await answered();
    const path = `/v1/insight/${our.oid}/${our.sid}/overview?start=${our.startS + 1}&end=${our.startS + 2}`;
    expect((await our.send("GET", path)).body).toEqual({ overview: [our.startS + 1, our.startS + 2] });
  });

  it("come page by page, newest first when asked [C]", async () => {
    const our = await answered();
    const path = `/v1/insight/${our.oid}/${our.sid}?event_type=CLOUD_NOTIFICATION&limit=2`;
    const first = await our.send("GET", `${path}&cursor=-`);
    expect([typesOf(first.body.events).length, first.body.next_cursor]).toEqual([2, "2"]);
    const second = await our.send("GET", `${path}&cursor=2`);
    expect([typesOf(second.body.events).length, second.body.next_cursor]).toEqual([1, ""]);
    const backwards = await our.send("GET", `/v1/insight/${our.oid}/${our.sid}?is_forward=false&limit=1`);
    expect(typesOf(backwards.body.events)).toEqual(["NETSTAT_REP"]);
  });

  it("are refused for an unknown sensor, a bad cursor, a time that is none, and without insight.evt.get", async () => {
    const our = await answered();
    const path = `/v1/insight/${our.oid}`;
    expect((await our.send("GET", `${path}/00000000-0000-4000-8000-000000000000`)).status).toBe(404);
    expect((await our.send("GET", `${path}/${our.sid}?cursor=x`)).status).toBe(400);
    expect((await our.send("GET", `${path}/${our.sid}?start=yesterday`)).status).toBe(400);
    const poor = await our.as({ oid: our.oid, secret: our.sandbox.apiKey, perms: "org.get" });
    expect((await poor.send("GET", `${path}/${our.sid}`)).body.error).toBe(
      "unauthorized: requires insight.evt.get",
    );
  });
});
