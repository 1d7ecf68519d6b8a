import type { Json, JsonObject } from "../model/json.js";
import type { ValueTest } from "./leaf.js";
import { boolean, slice } from "./parameter-types.js";
import { optional, type Parameter } from "./parameter.js";
import { parseSlice, sliceDomain } from "./sub-domain.js";
import { anyOf } from "./verdict.js";

/** The transforms of a value before it is tested (reference: D&R, section 5). */
export const transformParameters: readonly Parameter[] = [
  optional("file name", boolean, "keep the last component of a file path", { default: false }),
  optional("sub domain", slice, "keep some components of a domain name: '0:2', '1:', '-2:', '-1', ':'"),
];

/** A test of what the transforms of a node leave of a value; true when any part that is left passes. Only texts are transformed. */
export function withTransforms(raw: JsonObject, test: ValueTest): ValueTest {
  const transform = transformOf(raw);
  if (!transform) return test;
  return (value) => (typeof value === "string" ? anyOf(transform(value), test) : test(value));
}

function transformOf(raw: JsonObject): ((text: string) => readonly Json[]) | undefined {
  const names = raw["file name"] === true;
  const written = raw["sub domain"];
  const kept = written === undefined ? undefined : parseSlice(written);
  if (!names && !kept) return undefined;
  return (text) => {
    const name = names ? fileName(text) : text;
    return kept ? sliceDomain(name, kept) : [name];
  };
}

/** What stands behind the last backslash or slash. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/")) + 1);
}
