import { isJsonObject, type JsonObject } from "../core/model/json.js";

/** The documented form of a hive's data: what is wrong with some, and its JSON Schema. */
interface DataShape {
  readonly problem: (data: JsonObject) => string | undefined;
  readonly schema: JsonObject;
}

/** Data of exactly one text member, such as `{"secret": "…"}`. */
function oneText(hive: string, member: string): DataShape {
  return {
    problem: (data) => {
      const unknown = Object.keys(data).find((name) => name !== member);
      if (unknown !== undefined) return `error parsing ${hive}: unknown member ${unknown}`;
      return typeof data[member] === "string" ? undefined : `error parsing ${hive}: ${member} is not text`;
    },
    schema: {
      type: "object",
      properties: { [member]: { type: "string" } },
      required: [member],
      additionalProperties: false,
    },
  };
}

const lookupMembers = ["lookup_data", "newline_content", "yaml_content"] as const;

/** A lookup has exactly one of three members (reference: API, 6.10); the exported form's extra member is taken and ignored. */
function lookupProblem(data: JsonObject): string | undefined {
  const unknown = Object.keys(data).find(
    (name) => name !== "optimized_lookup_data" && !(lookupMembers as readonly string[]).includes(name),
  );
  if (unknown !== undefined) return `error parsing lookup: unknown member ${unknown}`;
  const given = lookupMembers.filter((name) => Object.hasOwn(data, name));
  if (given.length !== 1) return `error parsing lookup: exactly one of ${lookupMembers.join(", ")} is needed`;
  const { lookup_data, newline_content = "", yaml_content = "" } = data;
  if (lookup_data !== undefined && !isJsonObject(lookup_data))
    return "error parsing lookup: lookup_data is not an object";
  if (typeof newline_content !== "string" || typeof yaml_content !== "string") {
    return "error parsing lookup: content is not text";
  }
  return undefined;
}

/** An adapter names its type and carries the settings of that type under the same name (seen in the Python client's tests). */
function adapterProblem({ sensor_type, ...settings }: JsonObject): string | undefined {
  if (typeof sensor_type !== "string" || sensor_type === "") {
    return "error parsing adapter: sensor_type is not text";
  }
  const own = Object.hasOwn(settings, sensor_type) ? settings[sensor_type] : undefined;
  return isJsonObject(own) ? undefined : `error parsing adapter: ${sensor_type} is not an object`;
}

/** Hives whose data has a documented form: one entry each (reference: API, 6.10; saved searches: their command line). */
export const dataShapes = {
  lookup: {
    problem: lookupProblem,
    schema: {
      type: "object",
      properties: {
        lookup_data: { type: "object" },
        newline_content: { type: "string" },
        yaml_content: { type: "string" },
        optimized_lookup_data: { type: "object" },
      },
      additionalProperties: false,
    },
  },
  adapter: {
    problem: adapterProblem,
    schema: { type: "object", properties: { sensor_type: { type: "string" } }, required: ["sensor_type"] },
  },
  secret: oneText("secret", "secret"),
  yara: oneText("yara", "rule"),
  query: {
    problem: (data) =>
      typeof data.query === "string" ? undefined : "error parsing query: query is not text",
    schema: { type: "object", properties: { query: { type: "string" } }, required: ["query"] },
  },
} as const satisfies Readonly<Record<string, DataShape>>;
