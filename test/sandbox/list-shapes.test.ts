import { describe, expect, it } from "vitest";
import { variantChoices, type VariantValues } from "../../src/sandbox/variants.js";
import { talk } from "./talk.js";

const ttl = 7200;

/** What `list` says of one task that waits for two sensors, under these variants. */
async function listed(variants: Partial<VariantValues>, ask: { readonly empty?: boolean } = {}) {
  const our = await talk({ startMs: Date.UTC(2026, 0, 1), sensors: 20 });
  our.sandbox.disconnect("all");
  const sids = our.sandbox
    .sensors()
    .slice(0, 2)
    .map(({ sid }) => sid);
  const selector = sids.map((sid) => `sid == \`${sid}\``).join(" or ");
  const task = { task: "os_version", context: "ctx", ttl, selector };
  const id = ask.empty
    ? ""
    : String(((await our.extension("task", task)).body.data as Record<string, unknown>).task_id);
  our.sandbox.variants.set(variants);
  const { body } = await our.extension("list");
  return { body, data: body.data, sids: [sids[0] ?? "", sids[1] ?? ""] as const, id, selector, our };
}

const expiryS = Date.UTC(2026, 0, 1) / 1000 + ttl;
const leaf = { task: "os_version", context: "ctx", expiry: expiryS };

describe("a list that is grouped", () => {
  it("by sensor and task is the default (a)", async () => {
    const { data, sids, id } = await listed({});
    expect(data).toEqual({ [sids[0]]: { [id]: leaf }, [sids[1]]: { [id]: leaf } });
  });

  it("by task and sensor is the other way round (4)", async () => {
    const { data, sids, id } = await listed({ list_shape: "by_task" });
    expect(data).toEqual({ [id]: { [sids[0]]: leaf, [sids[1]]: leaf } });
  });
});

describe("a list in rows", () => {
  it("names sensor and task in each (5)", async () => {
    const { data, sids, id } = await listed({ list_shape: "rows" });
    expect(data).toEqual(sids.map((sid) => ({ sid, task_id: id, ...leaf })));
  });

  it("of tasks tells who acknowledged (b)", async () => {
    const { our, id, selector, sids } = await listed({ list_shape: "tasks_acknowledged" });
    our.sandbox.connect([sids[0]]);
    expect((await our.extension("list")).body.data).toEqual({
      tasks: [{ task_id: id, ...leaf, sensor_selector: selector, acknowledged_by: [sids[0]] }],
    });
  });

  it("of tasks tells who still waits, with retention and creation (c)", async () => {
    const { data, sids, id, selector } = await listed({ list_shape: "tasks_pending" });
    expect(data).toEqual({
      tasks: [
        {
          task_id: id,
          ...leaf,
          sensor_selector: selector,
          retention: ttl,
          created: expiryS - ttl,
          acknowledged_by: [],
          pending_for: sids,
        },
      ],
    });
  });

  it("shows a tag or a sensor as the selector it amounts to", async () => {
    const { our, sids } = await listed({ list_shape: "tasks_pending" }, { empty: true });
    await our.extension("task", { task: "os_version", tag: "server" });
    await our.extension("task", { task: "os_version", sid: sids[0] });
    const { tasks } = (await our.extension("list")).body.data as { tasks: { sensor_selector: string }[] };
    const selectors = new Set(tasks.map(({ sensor_selector }) => sensor_selector));
    expect(selectors).toEqual(new Set(["`server` in tags", `sid == \`${sids[0]}\``]));
  });
});

describe("a list that nobody can read", () => {
  it.each([
    ["junk_text", "2 tasks pending"],
    ["junk_number", 2],
  ] as const)("as %s", async (list_shape, expected) => {
    expect((await listed({ list_shape })).data).toEqual(expected);
  });

  it.each([
    "junk_text",
    "junk_number",
    "junk_ids",
    "junk_counts",
    "junk_unknown_key",
    "junk_no_ids",
  ] as const)(
    "as %s is junk when the queue is empty too, whatever an empty one looks like otherwise",
    async (list_shape) => {
      const empty = [{}, null, [], { tasks: [] }, { tasks: {} }];
      const { data } = await listed({ list_shape }, { empty: true });
      expect(empty).not.toContainEqual(data);
    },
  );

  it("gives only ids, only counts, an unknown key, or leaves without ids", async () => {
    const ids = await listed({ list_shape: "junk_ids" });
    expect(ids.data).toEqual(Object.fromEntries(ids.sids.map((sid) => [sid, [ids.id]])));
    const counts = await listed({ list_shape: "junk_counts" });
    expect(counts.data).toEqual(Object.fromEntries(counts.sids.map((sid) => [sid, 1])));
    const key = await listed({ list_shape: "junk_unknown_key" });
    expect(key.data).toEqual({
      result: { [key.sids[0]]: { [key.id]: leaf }, [key.sids[1]]: { [key.id]: leaf } },
    });
    expect((await listed({ list_shape: "junk_no_ids" })).data).toEqual([leaf, leaf]);
  });
});

describe("the fields of a list", () => {
  it("have the names that are switched on", async () => {
    const { data } = await listed({
      list_shape: "rows",
      list_command_field: "cmd",
      list_context_field: "inv_id",
      list_expiry_field: "expires_at",
    });
    expect(data).toMatchObject([{ cmd: "os_version", inv_id: "ctx", expires_at: expiryS }, {}]);
  });

  it("can be missing", async () => {
    const { data, sids, id } = await listed({
      list_shape: "rows",
      list_context_field: "none",
      list_expiry_field: "none",
    });
    expect(data).toEqual(sids.map((sid) => ({ sid, task_id: id, task: "os_version" })));
  });

  it.each([
    ["s", expiryS],
    ["ms", expiryS * 1000],
    ["us", expiryS * 1_000_000],
    ["iso", "2026-01-01T02:00:00.000Z"],
    ["duration", ttl],
  ] as const)("tell the expiry in %s", async (list_expiry_unit, expiry) => {
    expect((await listed({ list_shape: "rows", list_expiry_unit })).data).toMatchObject([
      { expiry },
      { expiry },
    ]);
  });
});

describe("around a list", () => {
  it.each(variantChoices.list_wrapper.slice(1))("the key %s can be wrapped", async (list_wrapper) => {
    const { data, sids } = await listed({ list_wrapper });
    expect(Object.keys((data as Record<string, object>)[list_wrapper] ?? {})).toEqual(sids);
  });

  it("the envelope can be missing", async () => {
    const { body, sids } = await listed({ list_envelope: "no" });
    expect(Object.keys(body)).toEqual(sids);
  });

  it.each([
    ["object", {}],
    ["null", null],
    ["array", []],
    ["tasks_array", { tasks: [] }],
    ["tasks_object", { tasks: {} }],
  ] as const)("an empty queue can look like %s", async (list_empty, expected) => {
    expect((await listed({ list_empty }, { empty: true })).data).toEqual(expected);
    expect((await listed({ list_empty })).data).not.toEqual(expected);
  });

  it("it can be cut, silently or saying so", async () => {
    const silent = await listed({ list_limit: 1 });
    expect(silent.data).toEqual({ [silent.sids[0]]: { [silent.id]: leaf } });
    const said = await listed({ list_limit: 1, list_limit_marker: "truncated" });
    expect(said.data).toEqual({ [said.sids[0]]: { [said.id]: leaf }, truncated: true });
    const token = await listed({ list_limit: 1, list_limit_marker: "continuation_token" });
    expect(token.data).toMatchObject({ continuation_token: "1" });
    const rows = await listed({ list_limit: 1, list_limit_marker: "truncated", list_shape: "rows" });
    expect(rows.data).toHaveLength(1);
    const whole = await listed({ list_limit: 2, list_limit_marker: "truncated" });
    expect(Object.keys(whole.data as object)).toEqual(whole.sids);
  });

  it("reads can lag behind: what was just queued is missing, what was just delivered still shows", async () => {
    const { our, sids } = await listed({ read_delay_s: 2 });
    expect((await our.extension("list")).body.data).toEqual({});
    our.sandbox.advance(2);
    our.sandbox.connect("all");
    const shown = (await our.extension("list")).body.data as object;
    expect(Object.keys(shown).toSorted()).toEqual(sids.toSorted());
    expect(Object.keys((await our.extension("list", { sid: sids[0] })).body.data as object)).toEqual([
      sids[0],
    ]);
    our.sandbox.advance(2);
    expect((await our.extension("list")).body.data).toEqual({});
  });
});
