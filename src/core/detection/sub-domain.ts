import type { Json } from "../model/json.js";

/** Which components of a domain name are kept: one, a range of them joined, or each on its own. */
export type Slice =
  | { readonly kind: "one"; readonly index: number }
  | { readonly kind: "range"; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: "each" };

/** Reads Python's slice notation (reference: D&R, section 5); undefined when it is none. */
export function parseSlice(written: Json): Slice | undefined {
  const text = typeof written === "number" ? String(written) : written;
  if (typeof text !== "string") return undefined;
  if (text === ":") return { kind: "each" };
  if (/^-?\d+$/.test(text)) return { kind: "one", index: Number(text) };
  const match = /^(-?\d+)?:(-?\d+)?$/.exec(text);
  if (!match) return undefined;
  const bound = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits));
  return { kind: "range", from: bound(match[1]), to: bound(match[2]) };
}

/** The parts of a domain name that a slice keeps; empty when they do not exist. */
export function sliceDomain(domain: string, slice: Slice): readonly string[] {
  const components = domain.split(".");
  if (slice.kind === "each") return components;
  if (slice.kind === "range") {
    const kept = components.slice(slice.from, slice.to);
    return kept.length === 0 ? [] : [kept.join(".")];
  }
  const component = components.at(slice.index);
  return component === undefined ? [] : [component];
}
