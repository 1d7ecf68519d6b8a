import { shareOf } from "./buckets.js";
import type { HaltOn } from "./task.js";

type Confirmed = HaltOn & Required<Pick<HaltOn, "confirmed">>;

/** The member of a task file with a person's word, as one line that can be written there. */
export function haltOnText({ failures, percent, confirmed }: Confirmed): string {
  const members = [
    ...(failures === undefined ? [] : [`failures: ${failures}`]),
    ...(percent === undefined ? [] : [`percent: ${percent}`]),
    `confirmed: { run: ${confirmed.run}, percent: ${shareOf(confirmed.buckets)} }`,
  ];
  return `haltOn: { ${members.join(", ")} }`;
}
