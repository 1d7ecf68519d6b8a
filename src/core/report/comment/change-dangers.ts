import { dangersOf } from "../../command/dangers.js";
import type { Change } from "../../model/change.js";

/** Why a reviewer must see a change whatever else there is to see; empty for what may be counted only. */
export function changeDangers(change: Change): readonly string[] {
  switch (change.verb) {
    case "issue":
      return dangersOf(change.request);
    case "delete-rule":
      return ["delete"];
    case "cancel":
      return ["cancel"];
    case "update-rule":
      return change.drift === undefined ? [] : [change.row === bothMoved ? "both moved" : "drift"];
    default:
      return [];
  }
}

/** The row of the rules' table in which Git and live moved. */
const bothMoved = "8";

/** How grave it is: 0 is the gravest. What harms hosts comes before what a person must decide (3), deletions after it. */
export function rankOf(dangers: readonly string[]): number {
  if (dangers.includes("destructive") || dangers.includes("self-killing")) return 1;
  if (dangers.includes("fleet-wide") || dangers.includes("data-leaves-host")) return 2;
  return dangers.length > 0 ? 5 : 7;
}
