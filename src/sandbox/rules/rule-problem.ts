import { isJsonObject, type JsonObject } from "../../core/model/json.js";

/** Why a D&R rule cannot be saved: it has `detect` and `respond` (reference: API, 9.1; error text: 6.8). */
export function ruleProblem(data: JsonObject): string | undefined {
  if (!isJsonObject(data.detect)) return "error parsing rule: missing detect";
  if (!Array.isArray(data.respond)) return "error parsing rule: missing respond";
  const odd = data.respond.findIndex((item) => !isJsonObject(item) || typeof item.action !== "string");
  return odd < 0 ? undefined : `error parsing rule: respond[${odd}] has no action`;
}
