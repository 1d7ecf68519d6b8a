import { isJsonObject, type Json, type JsonObject } from "../core/model/json.js";
import { enveloped } from "./answer.js";
import type { PendingDelivery, QueuedTask } from "./task-queue.js";
import type { VariantValues } from "./variants.js";

/** What a `list` reply is written from. */
export interface ListSettings {
  readonly variants: VariantValues;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

interface Shaping extends ListSettings {
  readonly deliveries: readonly PendingDelivery[];
}

type Shape = (shaping: Shaping) => Json;

/** A whole `list` reply in the shape that is switched on (reference: API, 4.3 has the evidence for each). */
export function listReply(pending: Iterable<PendingDelivery>, settings: ListSettings): Json {
  const { variants } = settings;
  const all = [...pending];
  const cut = variants.list_limit > 0 && all.length > variants.list_limit;
  const deliveries = cut ? all.slice(0, variants.list_limit) : all;
  const shaped =
    all.length === 0 ? emptyForm(variants) : shapes[variants.list_shape]({ ...settings, deliveries });
  const wrapped = variants.list_wrapper === "none" ? shaped : { [variants.list_wrapper]: shaped };
  const marked = cut ? mark(wrapped, variants) : wrapped;
  return variants.list_envelope === "yes" ? enveloped(marked) : marked;
}

/** How an empty queue looks: where nobody can read the shape, nobody can read that it is empty. */
function emptyForm({ list_shape, list_empty }: VariantValues): Json {
  return emptyJunk[list_shape] ?? emptyForms[list_empty];
}

const emptyJunk: Readonly<Partial<Record<VariantValues["list_shape"], Json>>> = {
  junk_text: "0 tasks pending",
  junk_number: 0,
  junk_ids: { ids: [0] },
  junk_counts: { total: 0 },
  junk_unknown_key: { result: {} },
  junk_no_ids: [{}],
};

const emptyForms: Readonly<Record<VariantValues["list_empty"], Json>> = {
  object: {},
  null: null,
  array: [],
  tasks_array: { tasks: [] },
  tasks_object: { tasks: {} },
};

const shapes: Readonly<Record<VariantValues["list_shape"], Shape>> = {
  by_sid: (shaping) => nested(shaping, ({ sid, task }) => [sid, task.task_id]),
  by_task: (shaping) => nested(shaping, ({ sid, task }) => [task.task_id, sid]),
  rows: (shaping) =>
    shaping.deliveries.map(({ sid, task }) => ({ sid, task_id: task.task_id, ...leaf(task, shaping) })),
  tasks_acknowledged: (shaping) => ({
    tasks: byTask(shaping).map(([task]) => ({
      task_id: task.task_id,
      ...leaf(task, shaping),
      sensor_selector: task.selector,
      acknowledged_by: [...task.acknowledged],
    })),
  }),
  tasks_pending: (shaping) => ({
    tasks: byTask(shaping).map(([task, sids]) => ({
      task_id: task.task_id,
      ...leaf(task, shaping),
      sensor_selector: task.selector,
      retention: Math.round((task.expiresMs - task.createdMs) / 1000),
      created: Math.floor(task.createdMs / 1000),
      acknowledged_by: [...task.acknowledged],
      pending_for: [...sids],
    })),
  }),
  junk_text: ({ deliveries }) => `${deliveries.length} tasks pending`,
  junk_number: ({ deliveries }) => deliveries.length,
  junk_ids: ({ deliveries }) => grouped(deliveries, ({ sid, task }) => [sid, task.task_id], Object.keys),
  junk_counts: ({ deliveries }) =>
    grouped(
      deliveries,
      ({ sid, task }) => [sid, task.task_id],
      (tasks) => Object.keys(tasks).length,
    ),
  junk_unknown_key: (shaping) => ({ result: nested(shaping, ({ sid, task }) => [sid, task.task_id]) }),
  junk_no_ids: (shaping) => shaping.deliveries.map(({ task }) => leaf(task, shaping)),
};

function nested(shaping: Shaping, keys: (delivery: PendingDelivery) => readonly [string, string]): Json {
  const leaves = new Map<QueuedTask, JsonObject>();
  const leafOf = (task: QueuedTask): JsonObject => {
    const known = leaves.get(task) ?? leaf(task, shaping);
    leaves.set(task, known);
    return known;
  };
  return grouped(shaping.deliveries, keys, (inner) => inner, leafOf);
}

/** An object of objects by two keys of each delivery. */
function grouped(
  deliveries: readonly PendingDelivery[],
  keys: (delivery: PendingDelivery) => readonly [string, string],
  inside: (inner: JsonObject) => Json,
  leafOf: (task: QueuedTask) => Json = () => true,
): JsonObject {
  const outer = new Map<string, Record<string, Json>>();
  for (const delivery of deliveries) {
    const [first, second] = keys(delivery);
    const inner = outer.get(first) ?? {};
    inner[second] = leafOf(delivery.task);
    outer.set(first, inner);
  }
  return Object.fromEntries([...outer].map(([key, inner]) => [key, inside(inner)]));
}

function byTask({ deliveries }: Shaping): readonly (readonly [QueuedTask, readonly string[]])[] {
  const tasks = new Map<QueuedTask, string[]>();
  for (const { sid, task } of deliveries) {
    const sids = tasks.get(task);
    if (sids) sids.push(sid);
    else tasks.set(task, [sid]);
  }
  return [...tasks];
}

function leaf(task: QueuedTask, { variants, nowMs }: ListSettings): JsonObject {
  const { list_command_field, list_context_field, list_expiry_field, list_expiry_unit } = variants;
  const expiry = expiryUnits[list_expiry_unit](task.expiresMs, nowMs);
  return {
    [list_command_field]: task.task,
    ...(list_context_field === "none" ? {} : { [list_context_field]: task.context }),
    ...(list_expiry_field === "none" ? {} : { [list_expiry_field]: expiry }),
  };
}

const expiryUnits: Readonly<
  Record<VariantValues["list_expiry_unit"], (expiresMs: number, nowMs: number) => Json>
> = {
  s: (expiresMs) => Math.floor(expiresMs / 1000),
  ms: (expiresMs) => expiresMs,
  us: (expiresMs) => expiresMs * 1000,
  iso: (expiresMs) => new Date(expiresMs).toISOString(),
  duration: (expiresMs, nowMs) => Math.floor((expiresMs - nowMs) / 1000),
};

function mark(reply: Json, { list_limit_marker, list_limit }: VariantValues): Json {
  if (list_limit_marker === "none" || !isJsonObject(reply)) return reply;
  return { ...reply, [list_limit_marker]: list_limit_marker === "truncated" ? true : String(list_limit) };
}
