import type { Fault } from "../../src/sandbox/faults.js";
import type { VariantValues } from "../../src/sandbox/variants.js";

/** Something that goes wrong on the way, or a way in which the service may behave for a while. */
interface Mishap {
  readonly faults?: readonly Fault[];
  readonly variants?: Partial<VariantValues>;
}

const ledger = "/v1/hive/lookup";
const rules = "/v1/hive/dr-general";
const once = { times: 1 } as const;
const lostAnswer = { cut: "headers", when: "after" } as const;

const one = (match: Fault["match"], effect: Fault["do"]): Mishap => ({ faults: [{ match, do: effect }] });

/** Everything that may go wrong with an apply. None of them lies: what says no did nothing. */
const mishaps = {
  "task: cut": one({ action: "task", ...once }, { cut: "headers" }),
  "task: answer lost": one({ action: "task", ...once }, lostAnswer),
  "task: answer torn": one({ action: "task", ...once }, { cut: "body", when: "after" }),
  "task: second answer lost": one({ action: "task", ...once, skip: 1 }, lostAnswer),
  "task: 500, done": one({ action: "task", ...once }, { status: 500, when: "after" }),
  "task: 503": one({ action: "task", ...once }, { status: 503 }),
  "task: 504": one({ action: "task", ...once }, { status: 504 }),
  "task: 504, done": one({ action: "task", ...once }, { status: 504, when: "after" }),
  "task: 401, done": one({ action: "task", ...once }, { status: 401, when: "after" }),
  "task: 429": one({ action: "task", ...once }, { status: 429 }),
  "task: 429 twice": one({ action: "task", times: 2 }, { status: 429 }),
  "task: 429 without its headers, done": one(
    { action: "task", ...once },
    { status: 429, headers: {}, when: "after" },
  ),
  "task: refused": one({ action: "task", ...once }, { status: 400, body: { error: "bad selector" } }),
  "task: a page, done": one({ action: "task", ...once }, { status: 200, body: "<html>", when: "after" }),
  "task: no counts, done": one(
    { action: "task", ...once },
    { body: { data: { task_id: "?" }, error: "", retry: false }, when: "after" },
  ),
  "task: answer lost, then no list": {
    faults: [
      { match: { action: "task", ...once }, do: lostAnswer },
      { match: { action: "list", skip: 2 }, do: { status: 500 } },
    ],
  },
  "task: answer lost, and the list is late": {
    faults: [
      { match: { action: "task", ...once }, do: lostAnswer },
      { match: { action: "list", skip: 2 }, do: { stale_s: 3600 } },
    ],
  },
  "list: 500": one({ action: "list", times: 2 }, { status: 500 }),
  "list: a number": one({ action: "list", skip: 1 }, { body: { data: 7 } }),
  "list: late": one({ action: "list", times: 2 }, { stale_s: 30 }),
  "list: very late": one({ action: "list", skip: 2, ...once }, { stale_s: 7200 }),
  "list: late, always": one({ action: "list" }, { stale_s: 7200 }),
  "untask: 500": one({ action: "untask" }, { status: 500 }),
  "untask: answer lost": one({ action: "untask", ...once }, lostAnswer),
  "untask: says so, does nothing": one(
    { action: "untask" },
    { body: { data: { deleted: 3 }, error: "", retry: false } },
  ),
  "ledger: answer lost": one({ method: "POST", path: ledger, ...once }, lostAnswer),
  "ledger: second answer lost": one({ method: "POST", path: ledger, skip: 1, ...once }, lostAnswer),
  "ledger: third answer lost": one({ method: "POST", path: ledger, skip: 2, ...once }, lostAnswer),
  "ledger: two answers lost": one({ method: "POST", path: ledger, skip: 1, times: 2 }, lostAnswer),
  "ledger: writes fail from the second": one({ method: "POST", path: ledger, skip: 1 }, { status: 500 }),
  "ledger: writes fail from the third": one({ method: "POST", path: ledger, skip: 2 }, { status: 500 }),
  "ledger: writes fail from the fifth": one({ method: "POST", path: ledger, skip: 4 }, { status: 500 }),
  "ledger: refused for a while": one({ method: "POST", path: ledger, skip: 2, times: 2 }, { status: 429 }),
  "ledger: read late": one({ method: "GET", path: ledger, ...once }, { stale_s: 7200 }),
  "ledger: second read late": one({ method: "GET", path: ledger, skip: 1, ...once }, { stale_s: 7200 }),
  "ledger: reads fail": one({ method: "GET", path: ledger, skip: 3 }, { status: 500 }),
  "rules: a write fails": one({ method: "POST", path: rules, ...once }, { status: 500 }),
  "rules: answer lost": one({ method: "POST", path: rules, ...once }, lostAnswer),
  "rules: reads fail": one({ method: "GET", path: rules, skip: 3 }, { status: 500 }),
  "rules: deletes fail": one({ method: "DELETE" }, { status: 500 }),
  "rules: answer of a delete lost": one({ method: "DELETE", ...once }, lostAnswer),
  "token: refused once": one({ path: "/v1", skip: 3, ...once }, { status: 401 }),
  "token: no exchange": one({ path: "/jwt", ...once }, { status: 500 }),
  "network: gone after 14": one({ skip: 14 }, { cut: "headers" }),
  "network: gone after 22": one({ skip: 22 }, { cut: "headers" }),
  "network: gone after 30": one({ skip: 30 }, { cut: "headers" }),
  "gateway: 429 for a while": one({ skip: 8, times: 3 }, { status: 429 }),
  "sensors: listing fails": one({ path: "/v1/sensors", ...once }, { status: 500 }),
  "service: reads are late": { variants: { read_delay_s: 3 } },
  "service: reads are very late": { variants: { read_delay_s: 40 } },
  "service: list is cut": { variants: { list_limit: 1 } },
  "service: list is cut and says so": { variants: { list_limit: 1, list_limit_marker: "truncated" } },
  "service: list pages": { variants: { list_limit: 1, list_limit_marker: "continuation_token" } },
  "service: list without contexts": { variants: { list_context_field: "none" } },
  ...Object.fromEntries(
    ["junk_text", "junk_number", "junk_ids", "junk_counts", "junk_unknown_key", "junk_no_ids"].map(
      (shape) => [
        `service: list is ${shape}`,
        { variants: { list_shape: shape as VariantValues["list_shape"] } },
      ],
    ),
  ),
} satisfies { readonly [name: string]: Mishap };

export type MishapName = string;

const table: ReadonlyMap<string, Mishap> = new Map(Object.entries(mishaps));

/** Names of all of them. */
export const mishapNames = [...table.keys()] as [MishapName, ...MishapName[]];

export function mishapOf(name: MishapName): Mishap {
  const mishap = table.get(name);
  if (mishap === undefined) throw new Error(`there is no mishap ${name}`);
  return mishap;
}

/** Ways in which the real service may differ from the sandbox's defaults, and that have to make no difference. */
export const natures: readonly [Partial<VariantValues>, ...Partial<VariantValues>[]] = [
  {},
  { list_shape: "by_task" },
  { list_shape: "rows" },
  { list_wrapper: "tasks", list_empty: "tasks_object" },
  { list_wrapper: "sensors" },
  { list_wrapper: "queue", list_envelope: "no" },
  { list_envelope: "no", list_empty: "array" },
  { list_empty: "null" },
  { list_empty: "tasks_array" },
  { list_command_field: "command", list_context_field: "investigation_id", list_expiry_field: "expires" },
  { list_command_field: "cmd", list_context_field: "inv_id", list_expiry_field: "none" },
  { list_expiry_unit: "ms" },
  { list_expiry_unit: "us" },
  { list_expiry_unit: "iso" },
  { list_expiry_unit: "duration" },
  { etag_mismatch_status: 400 },
  { record_not_found_status: 400 },
  { empty_etag: "must_be_new" },
  { hive_expiry_unit: "ms" },
  { investigation_id: "suffix" },
  { receipt_lost: true },
  { duplicate_delivery: true },
  { sensor_tags: "no" },
  { rule_delay_s: 20 },
  { single_quotes: "refused" },
  { legacy_service: "served" },
];
