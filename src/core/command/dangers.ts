import type { Target } from "../model/target.js";
import type { Acknowledgement } from "../model/task.js";
import { effectOf } from "./answers.js";

/** What a person has to acknowledge before this is sent: what the command may do to a host, and how far it reaches. Empty for harmless ones. */
export function dangersOf({
  command,
  target,
}: {
  readonly command: string;
  readonly target: Target;
}): Acknowledgement[] {
  const { effect, selfKilling, dataLeavesHost } = effectOf(command);
  const dangers: readonly (readonly [Acknowledgement, boolean])[] = [
    ["destructive", effect === "destructive"],
    ["self-killing", selfKilling],
    ["fleet-wide", "selector" in target && target.selector === "*"],
    ["data-leaves-host", dataLeavesHost],
  ];
  return dangers.filter(([, is]) => is).map(([danger]) => danger);
}
