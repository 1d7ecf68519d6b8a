import { describe, expect, it } from "vitest";
import { talk } from "../talk.js";

describe("outputs", () => {
  it("are added as a form says, kept as text, the stream under `for`, and replaced by name [C-run]", async () => {
    const { oid, send } = await talk();
    const path = `/v1/outputs/${oid}`;
    const form = { name: "s", module: "syslog", type: "event", dest_host: "127.0.0.1:514", is_tls: "true" };
    const kept = { name: "s", module: "syslog", for: "event", dest_host: "127.0.0.1:514", is_tls: "true" };
    expect((await send("POST", path, { form })).body).toEqual(kept);
    const listed = async () => (await send("GET", path)).body[oid] as Record<string, unknown>;
    expect((await listed()).s).toEqual(kept);
    await send("POST", path, { form: { name: "s", module: "webhook", type: "detect" } });
    expect((await listed()).s).toEqual({ name: "s", module: "webhook", for: "detect" });
  });

  it("are deleted by a name in the body of a DELETE, with an empty answer [C-run, seen in the Python client]", async () => {
    const { oid, send } = await talk();
    const path = `/v1/outputs/${oid}`;
    expect((await send("DELETE", path, { form: { name: "tasks-output" } })).body).toEqual({});
    expect((await send("GET", path)).body).toEqual({ [oid]: {} });
    expect((await send("DELETE", path, { form: { name: "tasks-output" } })).status).toBe(404);
    expect((await send("DELETE", path)).status).toBe(404);
  });

  it.each([
    [{ module: "syslog", type: "event" }, "missing name"],
    [{ name: "s", type: "event" }, "unknown output module: "],
    [{ name: "s", module: "pigeon", type: "event" }, "unknown output module: pigeon"],
    [{ name: "s", module: "syslog" }, "unknown output type: "],
    [{ name: "s", module: "syslog", type: "all" }, "unknown output type: all"],
  ])("of %j are refused", async (form: Record<string, string>, error) => {
    const { oid, send } = await talk();
    const { status, body } = await send("POST", `/v1/outputs/${oid}`, { form });
    expect([status, body.error]).toEqual([400, error]);
  });

  it("ask for output.list, output.set and output.del", async () => {
    const { oid, send } = await talk({ permissions: [] });
    const errors = [];
    for (const method of ["GET", "POST", "DELETE"])
      errors.push((await send(method, `/v1/outputs/${oid}`)).body.error);
    expect(errors).toEqual(["list", "set", "del"].map((verb) => `unauthorized: requires output.${verb}`));
  });
});

describe("configs/{oid}/{name}", () => {
  it("keeps a value, empty until it is set [C]", async () => {
    const { oid, send } = await talk();
    const path = `/v1/configs/${oid}/vt`;
    expect((await send("GET", path)).body).toEqual({ name: "vt", value: "" });
    await send("POST", path, { form: { value: "k" } });
    expect((await send("GET", path)).body).toEqual({ name: "vt", value: "k" });
    await send("POST", path);
    expect((await send("GET", path)).body).toEqual({ name: "vt", value: "" });
  });
});

describe("errors/{oid}", () => {
  it("is empty at first, and dismissing is harmless [C]", async () => {
    const { oid, send } = await talk();
    expect((await send("GET", `/v1/errors/${oid}`)).body).toEqual({ errors: [] });
    expect((await send("DELETE", `/v1/errors/${oid}/dr%2Fx`)).body).toEqual({});
  });
});
