import type { JsonObject } from "../../core/model/json.js";

/** What a replay counts (reference: API, 8.2; the spelling `cummulative_time` is real). Nothing is billed here. */
export function replayStats(events: readonly JsonObject[], matched: number): JsonObject {
  const evaluated = events.length;
  return {
    n_scan: evaluated,
    n_bytes_scan: JSON.stringify(events).length,
    n_proc: evaluated,
    n_matched: matched,
    n_shard: evaluated === 0 ? 0 : 1,
    n_eval: evaluated,
    wall_time: 0,
    cummulative_time: 0,
    n_batch_access: 0,
    n_billed: 0,
    n_free: evaluated,
    estimated_price: { value: 0, currency: "USD cents" },
  };
}
