import { describe, expect, it } from "vitest";
import { type Talk, talk } from "../talk.js";

const ask = (our: Talk, data: unknown, name = "reliable-tasking") =>
  our.send("POST", `/v1/service/${our.oid}/${name}`, {
    form: { request_data: Buffer.from(JSON.stringify(data)).toString("base64"), is_async: "False" },
  });

describe("the service before the extension", () => {
  it("is not registered, as on the real service [D]", async () => {
    const our = await talk();
    const { status, body } = await ask(our, { action: "list" });
    expect([status, body]).toEqual([400, { error: "org not registered to service" }]);
    expect((await our.send("GET", `/v1/service/${our.oid}`)).body).toEqual({ replicants: [] });
  });

  it("tasks, lists and untasks in its own words once switched on [C]", async () => {
    const our = await talk();
    our.sandbox.variants.set({ legacy_service: "served" });
    expect((await our.send("GET", `/v1/service/${our.oid}`)).body).toEqual({
      replicants: ["reliable-tasking"],
    });
    our.sandbox.disconnect("all");
    const [{ sid } = { sid: "" }] = our.sandbox.sensors();
    const { body } = await ask(our, { action: "task", task: "os_version", sid, inv_id: "c", ttl: 60 });
    const { task_id } = body as { task_id: string };
    expect(body).toMatchObject({ total_sensors: 1, queued_sensors: 1 });
    expect((await ask(our, { action: "list", sid })).body.data).toMatchObject({
      [sid]: { [task_id]: { task: "os_version", context: "c" } },
    });
    expect((await ask(our, { action: "untask", sid, task_id })).body).toEqual({ deleted: 1 });
    expect((await ask(our, { action: "task", task: "os_version", sid })).status).toBe(200);
  });

  it("refuses what makes no sense", async () => {
    const our = await talk();
    our.sandbox.variants.set({ legacy_service: "served" });
    expect((await ask(our, {}, "replay")).body.error).toBe("org not registered to service");
    expect((await ask(our, { action: "toString" })).body.error).toBe('unknown action: "toString"');
    expect((await ask(our, { action: 1 })).body.error).toBe("unknown action: 1");
    expect((await ask(our, [])).body.error).toBe("error parsing request_data: not an object");
    const bare = await our.send("POST", `/v1/service/${our.oid}/reliable-tasking`);
    expect(bare.body.error).toBe("error parsing request_data: not base64 of JSON");
  });
});
