import { deliveredOf, type RunCounts } from "../../model/status-report.js";

/** What becomes of the sensors of a run, in the order in which it is drawn: its class in the page's style, its name, what the name means. */
export const parts = [
  {
    name: "delivered",
    drawn: "delivered",
    label: "delivered",
    meaning: "confirmed the receipt of the command; not that it succeeded",
  },
  {
    name: "pending",
    drawn: "waiting",
    label: "waiting",
    meaning: "in the queue, until the sensor connects or the run ends",
  },
  {
    name: "expired",
    drawn: "expired",
    label: "expired",
    meaning: "still waited when it was last looked at before the end",
  },
  { name: "notTaskable", drawn: "dumb", label: "not taskable", meaning: "matches, and cannot run commands" },
  { name: "unknown", drawn: "unknown", label: "unknown", meaning: "nobody looked in time: never guessed" },
] as const;
export type PartName = (typeof parts)[number]["name"];

/** Sensors by what became of them; `whole` is their sum. */
export type Sums = { readonly [name in PartName]: number } & { readonly whole: number };

/** The parts of several runs together; those of which it is not known how many they were meant for are left out. */
export function sumsOf(counts: readonly RunCounts[]): Sums {
  const known = counts.filter(({ targeted }) => targeted !== undefined);
  const sum = (of: (counts: RunCounts) => number | undefined): number =>
    known.reduce((total, each) => total + (of(each) ?? 0), 0);
  const [delivered, pending] = [sum(deliveredOf), sum((each) => each.pending)];
  const [expired, notTaskable] = [sum((each) => each.expired), sum((each) => each.notTaskable)];
  const whole = sum((each) => each.targeted);
  return {
    whole,
    delivered,
    pending,
    expired,
    notTaskable,
    unknown: whole - delivered - pending - expired - notTaskable,
  };
}

/** A share in whole percent, never rounded up, and never down to nothing; empty of nothing. */
export function percentOf(part: number, whole: number): string {
  if (whole === 0) return "";
  return part > 0 && 100 * part < whole ? "under 1 %" : `${Math.floor((100 * part) / whole)} %`;
}
