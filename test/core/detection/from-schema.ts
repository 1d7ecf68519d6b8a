import fc from "fast-check";
import { isJsonObject, type Json, type JsonObject } from "../../../src/core/model/json.js";

/** How values of members are made that only their schema's type does not make interesting: by the member's name. */
export interface Sources {
  /** For texts of members that are not named. */
  readonly text: fc.Arbitrary<string>;
  readonly texts: { readonly [member: string]: fc.Arbitrary<string> };
  readonly numbers: { readonly [member: string]: fc.Arbitrary<number> };
  /** For members that may be anything. */
  readonly anything: fc.Arbitrary<Json>;
}

/** Where a value stands: the name of its member, and how many more nodes may stand below it. */
interface Place {
  readonly member: string;
  readonly levels: number;
}

/** Makes what a JSON Schema accepts, of the vocabulary that dr-rule.schema.json uses; throws at a word that it does not know. */
export function schemaArbitraries(
  schema: JsonObject,
  sources: Sources,
): (part: Json, levels: number) => fc.Arbitrary<Json> {
  const definitions = mapOf(schema["$defs"]);
  const known = new Map<string, fc.Arbitrary<Json>>();

  const make = (part: JsonObject, place: Place): fc.Arbitrary<Json> => {
    if (typeof part["$ref"] === "string") return referred(part["$ref"], place);
    if ("const" in part) return fc.constant(part["const"]);
    if (Array.isArray(part["enum"])) return fc.constantFrom(...(part["enum"] as Json[]));
    if (Array.isArray(part["oneOf"])) {
      const choices = (part["oneOf"] as JsonObject[]).filter((choice) => isPossible(choice, place.levels));
      return fc.oneof(...choices.map((choice) => make(choice, place)));
    }
    const types = [part["type"]].flat();
    return fc.oneof(...types.map((type) => typed(type as string | undefined, part, place)));
  };

  const typed = (type: string | undefined, part: JsonObject, place: Place): fc.Arbitrary<Json> => {
    switch (type) {
      case undefined:
        return sources.anything;
      case "object":
        return object(part, place);
      case "array":
        return fc.array(part["items"] === undefined ? sources.anything : make(mapOf(part["items"]), place), {
          minLength: Number(part["minItems"] ?? 0),
          maxLength: 3,
        });
      case "string":
        return sources.texts[place.member] ?? longEnough(part, sources.text);
      case "integer":
        return (
          sources.numbers[place.member] ??
          fc.integer(part["minimum"] === undefined ? {} : { min: 0, max: 100 })
        );
      case "number":
        return fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
      case "boolean":
        return fc.boolean();
      case "null":
        return fc.constant(null);
      default:
        throw new Error(`no values are made of type ${type}`);
    }
  };

  const object = (part: JsonObject, place: Place): fc.Arbitrary<Json> => {
    if (part["properties"] === undefined)
      return fc.dictionary(sources.text, sources.anything, { maxKeys: 3 }) as fc.Arbitrary<Json>;
    const required = (part["required"] ?? []) as readonly string[];
    const members = Object.entries(mapOf(part["properties"])).filter(
      ([, member]) => place.levels > 0 || !leadsToNode(mapOf(member)),
    );
    const optional = members.filter(([name]) => !required.includes(name));
    const one = ([name, member]: readonly [string, Json]) =>
      fc.tuple(fc.constant(name), make(mapOf(member), { member: name, levels: place.levels }));
    return fc
      .tuple(
        fc.tuple(...members.filter(([name]) => required.includes(name)).map(one)),
        optional.length === 0
          ? fc.constant([])
          : fc.uniqueArray(fc.oneof(...optional.map(one)), { maxLength: 4, selector: ([name]) => name }),
      )
      .map(([all, some]) => Object.fromEntries([...all, ...some]));
  };

  const referred = (reference: string, { member, levels }: Place): fc.Arbitrary<Json> => {
    const name = reference.replace("#/$defs/", "");
    const below = name === "node" ? levels - 1 : levels;
    const key = `${name} ${below} ${member}`;
    const found = known.get(key) ?? make(mapOf(definitions[name]), { member, levels: below });
    known.set(key, found);
    return found;
  };

  /** A node below is never made where no more levels are left. */
  const leadsToNode = (part: JsonObject): boolean => {
    if (part["$ref"] === "#/$defs/node") return true;
    if (typeof part["$ref"] === "string")
      return leadsToNode(mapOf(definitions[part["$ref"].replace("#/$defs/", "")]));
    return isJsonObject(part["items"]) && leadsToNode(part["items"]);
  };

  const isPossible = (choice: JsonObject, levels: number): boolean =>
    levels > 0 ||
    ((choice["required"] ?? []) as readonly string[]).every(
      (name) => !leadsToNode(mapOf(mapOf(choice["properties"])[name])),
    );

  return (part, levels) => make(mapOf(part), { member: "", levels });
}

const longEnough = (part: JsonObject, text: fc.Arbitrary<string>): fc.Arbitrary<Json> =>
  part["minLength"] === undefined ? text : text.map((one) => (one === "" ? "x" : one));

function mapOf(value: Json | undefined): JsonObject {
  if (!isJsonObject(value ?? null)) throw new Error(`${JSON.stringify(value)} is no part of a schema`);
  return value as JsonObject;
}
