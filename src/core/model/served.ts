import { fromBase64, toBase64 } from "./base64.js";
import { sha256Hex } from "./sha256.js";

/**
 * The sensors that a run with `coverage: newcomers` is not issued to any more, whether they got it or might have. Kept as small as it
 * is safe: 32 bits for each. Two sensors with the same 32 bits count as one, so one of them may never get the run; nobody gets it twice.
 */
export type Served = ReadonlySet<number>;

/** The 32 bits that stand for a sensor: the exclusive or of the four words of its id. Capital letters are no other sensor. */
export function foldOf(sid: string): number {
  const digits = sid.toLowerCase().replaceAll("-", "");
  const words = /^[0-9a-f]{32}$/.test(digits) ? digits : sha256Hex(sid.toLowerCase()).slice(0, 32);
  const word = (index: number): number => Number.parseInt(words.slice(index * 8, index * 8 + 8), 16);
  return (word(0) ^ word(1) ^ word(2) ^ word(3)) >>> 0;
}

/** Those of before, and further sensors. */
export const withServed = (before: Served, sids: Iterable<string>): Served =>
  new Set([...before, ...Array.from(sids, foldOf)]);

/** As a ledger keeps it: base64 of the rising numbers, four bytes each, the highest byte first. */
export function encodeServed(served: Served): string {
  const bytes = new Uint8Array(served.size * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, fold] of [...served].toSorted((a, b) => a - b).entries())
    view.setUint32(index * 4, fold);
  return toBase64(bytes);
}

/** Undefined for a text that `encodeServed` does not write: who was served is not known then. */
export function decodeServed(text: string): Served | undefined {
  const bytes = fromBase64(text);
  if (bytes === undefined || bytes.length % 4 !== 0) return undefined;
  const view = new DataView(bytes.buffer);
  const served = new Set<number>();
  let last = -1;
  for (let at = 0; at < bytes.length; at += 4) {
    const fold = view.getUint32(at);
    if (fold <= last) return undefined;
    served.add(fold);
    last = fold;
  }
  return served;
}

/** So many bytes of a ledger's text a sensor takes at most. */
export const bytesPerServed = 16 / 3;
