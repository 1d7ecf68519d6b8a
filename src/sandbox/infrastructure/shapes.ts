import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { gatewayRefuse } from "../answer.js";

/** What a member of a rule holds; each has a value that stands for being left out. */
const kinds = {
  texts: { left: [], is: isTexts },
  text: { left: "", is: (value: Json) => typeof value === "string" },
  flag: { left: false, is: (value: Json) => typeof value === "boolean" },
  count: {
    left: 0,
    is: (value: Json) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0,
  },
  filters: { left: { tags: [], platforms: [] }, is: isJsonObject },
} as const satisfies Record<string, { readonly left: Json; readonly is: (value: Json) => boolean }>;

function isTexts(value: Json): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** Members of a rule and what they hold. */
export type Shape = Readonly<Record<string, keyof typeof kinds>>;

const filterShape: Shape = { tags: "texts", platforms: "texts" };

/** A rule as it will be kept: members that are left out have their empty values. Throws a 400 that names what does not fit. */
export function shaped(what: string, shape: Shape, given: Json): JsonObject {
  if (!isJsonObject(given)) throw gatewayRefuse(400, `error parsing config: ${what} is not a map`);
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(shape, name));
  if (unknown !== undefined)
    throw gatewayRefuse(400, `error parsing config: ${what}: unknown member ${unknown}`);
  return Object.fromEntries(
    Object.entries(shape).map(([name, kind]) => [
      name,
      member(`${what}: ${name}`, kind, given[name] ?? null),
    ]),
  );
}

function member(what: string, kind: keyof typeof kinds, given: Json): Json {
  const value = given ?? kinds[kind].left;
  if (!kinds[kind].is(value)) throw gatewayRefuse(400, `error parsing config: ${what} makes no sense`);
  return kind === "filters" ? shaped(what, filterShape, value) : value;
}
