import { asText } from "../as-text.js";
import { parseGoDuration } from "../../core/detection/go-duration.js";
import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { valuesAt } from "../lcql/values-at.js";
import type { Occasion } from "./occasion.js";
import { filled } from "./render.js";

/**
 * True when an action is held back: more than `max_count` or fewer than `min_count` times in its fixed window (reference: D&R, section 8).
 * Counts it. Equal keys with `is_global` are one counter across rules; without, each sensor, rule and action has its own.
 */
export function isSuppressed(occasion: Occasion, action: JsonObject, index: number): boolean {
  const { suppression } = action;
  if (!isJsonObject(suppression)) return false;
  const { organization } = occasion;
  const nowMs = organization.clock.nowMs();
  const key = counterOf(occasion, { suppression, index });
  const periodMs = parseGoDuration(asText(suppression.period)) ?? 0;
  const before = organization.suppressions.get(key);
  const running = before && nowMs < before.sinceMs + periodMs ? before : { sinceMs: nowMs, total: 0 };
  const total = running.total + weight(occasion, suppression.count_path);
  organization.suppressions.set(key, { sinceMs: running.sinceMs, total });
  const { max_count: most, min_count: least } = suppression;
  return (typeof most === "number" && total > most) || (typeof least === "number" && total < least);
}

function counterOf(
  occasion: Occasion,
  { suppression, index }: { readonly suppression: JsonObject; readonly index: number },
): string {
  const keys = Array.isArray(suppression.keys) ? suppression.keys : [];
  const named = keys.map((key: Json) => filled(asText(key), occasion));
  const { rule, sensor } = occasion;
  const own = [rule.hive, rule.name, index];
  if (suppression.is_global !== true) return JSON.stringify([sensor?.sid ?? "", ...own, ...named]);
  return JSON.stringify(named.length > 0 ? named : own);
}

function weight({ record }: Occasion, path: Json | undefined): number {
  if (typeof path !== "string") return 1;
  const [value] = valuesAt(
    record,
    path.split("/").filter((step) => step !== ""),
  );
  return typeof value === "number" && Number.isSafeInteger(value) ? value : 1;
}
