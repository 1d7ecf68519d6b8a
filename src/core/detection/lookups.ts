import type { Json } from "../model/json.js";
import type { Fixtures } from "./scene.js";

/** Metadata by key. */
export type Lookup = { readonly [key: string]: Json };

/** The contents of a lookup as given, by the whole resource or by its name; undefined when they are not given. */
export function findLookup(resource: string, { lookups = {} }: Fixtures): Lookup | undefined {
  const name = resource.replace(/^(hive:\/\/lookup|lcr:\/\/lookup|lcr:\/\/api|lookup)\//, "");
  return [resource, name].filter((one) => Object.hasOwn(lookups, one)).map((one) => lookups[one])[0];
}

/** The member of `.mtd` that carries a hit's metadata (reference: D&R data, lookup). */
export function metadataName(resource: string): string {
  return resource.replace(/^hive:\/\/lookup\//, "").replace(/[^A-Za-z0-9]/g, "_");
}
