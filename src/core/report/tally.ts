import type { Tally } from "../model/tally.js";
import { counted, grouped } from "./describe.js";

/** One line for a person who waits: how many organizations are done. */
export function tallyLine({ of, done, failed, underWay }: Tally): string {
  const parts = [
    `${grouped(done)} of ${counted(of, "organization")}`,
    ...(failed === 0 ? [] : [`${grouped(failed)} failed`]),
    ...(underWay === 0 ? [] : [`${grouped(underWay)} under way`]),
  ];
  return parts.join(", ");
}
