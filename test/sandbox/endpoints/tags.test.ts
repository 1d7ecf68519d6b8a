import { describe, expect, it } from "vitest";
import { type Talk, talk } from "../talk.js";

const tagsOf = async ({ send }: Talk, sid: string): Promise<Record<string, readonly string[]>> => {
  const { tags } = (await send("GET", `/v1/${sid}/tags`)).body as {
    tags: Record<string, Record<string, string[]>>;
  };
  return tags[sid] ?? {};
};
const anySid = ({ sandbox }: Talk): string => sandbox.sensors()[0]?.sid ?? "";

describe("the tags of a sensor", () => {
  it("are four members each: sensor, tag, who, when [C]", async () => {
    const our = await talk();
    const sid = anySid(our);
    await our.send("POST", `/v1/${sid}/tags`, { form: { tags: "hunt" } });
    const now = new Date(our.sandbox.nowMs()).toISOString().slice(0, 19).replace("T", " ");
    expect((await tagsOf(our, sid)).hunt).toEqual([sid, "hunt", "sandbox-automation", now]);
  });

  it("are added and removed as each client spells it, in bodies of DELETE too [C]", async () => {
    const our = await talk();
    const sid = anySid(our);
    const before = Object.keys(await tagsOf(our, sid));
    await our.send("POST", `/v1/${sid}/tags`, {
      form: [
        ["tags", "a"],
        ["tags", "b,c"],
        ["tag", "d e"],
      ],
    });
    expect(Object.keys(await tagsOf(our, sid))).toEqual([...before, "d e", "a", "b", "c"]);
    await our.send("DELETE", `/v1/${sid}/tags`, { form: { tag: "a" } });
    await our.send("DELETE", `/v1/${sid}/tags`, { form: { tags: "b,c" } });
    await our.send("DELETE", `/v1/${sid}/tags?tag=d+e`);
    expect(Object.keys(await tagsOf(our, sid))).toEqual(before);
  });

  it("with a ttl go by themselves, unless they were given again [D]", async () => {
    const our = await talk();
    const sid = anySid(our);
    const add = (form: Record<string, string>) => our.send("POST", `/v1/${sid}/tags`, { form });
    await add({ tags: "brief,renewed", ttl: "60" });
    await add({ tags: "renewed" });
    our.sandbox.advance(59);
    expect(Object.keys(await tagsOf(our, sid))).toContain("brief");
    our.sandbox.advance(1);
    expect(Object.keys(await tagsOf(our, sid))).not.toContain("brief");
    expect(Object.keys(await tagsOf(our, sid))).toContain("renewed");
  });

  it("are refused when none is named, or the ttl is no number", async () => {
    const our = await talk();
    const sid = anySid(our);
    for (const form of [{}, { tags: " , " }, { tags: "a", ttl: "1h" }]) {
      expect((await our.send("POST", `/v1/${sid}/tags`, { form })).status).toBe(400);
    }
    expect((await our.send("DELETE", `/v1/${sid}/tags`)).body.error).toBe("missing tags");
  });

  it("are written with sensor.tag and read with sensor.get [D]", async () => {
    const our = await talk({ permissions: ["sensor.get"] });
    const sid = anySid(our);
    expect((await our.send("GET", `/v1/${sid}/tags`)).status).toBe(200);
    const denied = await our.send("POST", `/v1/${sid}/tags`, { form: { tags: "x" } });
    expect(denied.body.error).toBe("unauthorized: requires sensor.tag");
  });
});

describe("the tags of an organization", () => {
  it("are listed, and so are the carriers of each [C]", async () => {
    const our = await talk({ sensors: 40 });
    const { tags } = (await our.send("GET", `/v1/tags/${our.oid}`)).body as { tags: string[] };
    const inUse = new Set(our.sandbox.sensors().flatMap((sensor) => sensor.tags));
    expect(tags).toEqual([...inUse].toSorted());
    const servers = our.sandbox.sensors().filter((sensor) => sensor.tags.includes("server"));
    expect((await our.send("GET", `/v1/tags/${our.oid}/server`)).body).toEqual(
      Object.fromEntries(servers.map(({ sid }) => [sid, ["server"]])),
    );
    const system = await our.send("GET", `/v1/tags/${our.oid}/${encodeURIComponent("lc:system")}`);
    expect(Object.keys(system.body)).toHaveLength(1);
    expect((await our.send("GET", `/v1/tags/${our.oid}/nobody`)).body).toEqual({});
  });

  it("reach selectors at once", async () => {
    const our = await talk();
    await our.send("POST", `/v1/${anySid(our)}/tags`, { form: { tags: "hunt" } });
    const { body } = await our.send(
      "GET",
      `/v1/sensors/${our.oid}?selector=${encodeURIComponent("`hunt` in tags")}`,
    );
    expect(body.sensors).toMatchObject([{ sid: anySid(our) }]);
  });
});
