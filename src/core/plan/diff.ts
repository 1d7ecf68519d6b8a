import { canonicalJson } from "../model/canonical.js";
import type { FieldDiff } from "../model/change.js";
import { isJsonObject, type Json } from "../model/json.js";

/** The leaves in which two values differ, in key order. Lists that differ in length are one difference; paths look like `respond[0].name`. */
export function diffJson(before: Json | undefined, after: Json | undefined, path = ""): FieldDiff[] {
  if (before === undefined || after === undefined) {
    return before === after
      ? []
      : [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
  }
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) =>
      diffJson(member(before, key), member(after, key), path === "" ? key : `${path}.${key}`),
    );
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((value, index) => diffJson(value, after[index], `${path}[${index}]`));
  }
  return canonicalJson(before) === canonicalJson(after) ? [] : [{ path, before, after }];
}

const member = (object: { readonly [key: string]: Json }, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;
