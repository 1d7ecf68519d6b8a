import { shareOf } from "./buckets.js";
import type { HaltOn } from "./task.js";

/** The member of a task file, as one line that can be written there. */
export function haltOnText({ failures, percent, confirmed }: HaltOn): string {
  const members = [
    ...(failures === undefined ? [] : [`failures: ${failures}`]),
    ...(percent === undefined ? [] : [`percent: ${percent}`]),
    ...(confirmed === undefined
      ? []
      : [`confirmed: { run: ${confirmed.run}, percent: ${shareOf(confirmed.buckets)} }`]),
  ];
  return `haltOn: { ${members.join(", ")} }`;
}
