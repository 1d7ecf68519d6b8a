import { describe, expect, it } from "vitest";
import { limacharlieQueue } from "../../../src/adapters/limacharlie/queue.js";
import { limacharlieTasking } from "../../../src/adapters/limacharlie/tasking.js";
import type { VariantValues } from "../../../src/sandbox/start.js";
import { connectToSandbox, withSandbox } from "./sandbox.js";
import { connectTo, json, rejection, withServer } from "./server.js";

async function pendingIn(variants: Partial<VariantValues>, contexts = ["a.r1.00000000", "b.r1.00000000"]) {
  const sandbox = await withSandbox({ sensors: 12 });
  sandbox.variants.set(variants);
  sandbox.disconnect("all");
  const connection = connectToSandbox(sandbox);
  const sids = new Set(sandbox.sensors().map(({ sid }) => sid));
  for (const context of contexts) {
    const request = { command: "os_version", target: { selector: "*" }, context, ttlSeconds: 3600 };
    await limacharlieTasking(connection).task(request, () => undefined);
  }
  return { reading: await limacharlieQueue(connection).list(sids), sids, nowMs: sandbox.nowMs() };
}

describe("the queue", () => {
  it.each<Partial<VariantValues>>([
    {},
    { list_shape: "by_task" },
    { list_shape: "rows", list_command_field: "cmd", list_expiry_field: "expires_at" },
    { list_shape: "tasks_pending", list_context_field: "investigation_id", list_expiry_unit: "iso" },
    { list_wrapper: "sensors", list_expiry_unit: "ms" },
    { list_wrapper: "queue", list_envelope: "no", list_expiry_unit: "us" },
    { list_wrapper: "data", list_context_field: "inv_id", list_expiry_field: "expiration" },
  ])("is read whole in the form %j", async (variants) => {
    const { reading, sids, nowMs } = await pendingIn(variants);
    if (!reading.readable) throw new Error(reading.reason);
    expect(reading.entries.map(({ context }) => context).toSorted()).toEqual([
      "a.r1.00000000",
      "b.r1.00000000",
    ]);
    for (const entry of reading.entries) {
      expect(entry.command).toBe("os_version");
      expect(entry.sids.every((sid) => sids.has(sid))).toBe(true);
      expect(entry.sids.length).toBeGreaterThan(0);
      expect(Math.abs((entry.expiresAtMs ?? 0) - nowMs - 3_600_000)).toBeLessThanOrEqual(1000);
    }
  });

  it("has no sensors in the older form that only names who acknowledged", async () => {
    const { reading } = await pendingIn({ list_shape: "tasks_acknowledged", list_expiry_unit: "duration" });
    expect(reading).toMatchObject({ readable: true, entries: [{ sids: [] }, { sids: [] }] });
    expect(reading.readable && reading.entries[0]?.expiresAtMs).toBeUndefined();
  });

  it.each(["object", "null", "array", "tasks_array", "tasks_object"] as const)(
    "is empty as %s",
    async (list_empty) => {
      expect((await pendingIn({ list_empty }, [])).reading).toEqual({ readable: true, entries: [] });
    },
  );

  it.each<Partial<VariantValues>>([
    { list_shape: "junk_text" },
    { list_shape: "junk_number" },
    { list_shape: "junk_ids" },
    { list_shape: "junk_counts" },
    { list_shape: "junk_unknown_key" },
    { list_shape: "junk_no_ids" },
    { list_context_field: "none" },
    { list_limit: 1, list_limit_marker: "truncated" },
    { list_limit: 1, list_limit_marker: "continuation_token" },
  ])("is unreadable in the form %j", async (variants) => {
    expect((await pendingIn(variants)).reading).toMatchObject({ readable: false, shape: expect.any(String) });
  });

  it("is asked for all sensors", async () => {
    const server = await withServer((_, response) => json(response, { data: {}, error: "", retry: false }));
    await limacharlieQueue(connectTo(server.url)).list(new Set());
    expect(server.requests[0]?.form.get("action")).toBe("list");
    expect(JSON.parse(server.requests[0]?.form.get("data") ?? "")).toEqual({ selector: "*" });
  });

  it("cannot be had from a service that refuses", async () => {
    const server = await withServer((_, response) =>
      json(response, { data: {}, error: "not subscribed", retry: false }, 403),
    );
    expect(await rejection(limacharlieQueue(connectTo(server.url)).list(new Set()))).toMatchObject({
      kind: "not-subscribed",
      message: "Cannot list the queue: HTTP 403, not subscribed",
    });
  });
});
