import type { Ledger } from "../../core/model/ledger.js";
import type { Observation } from "../../core/model/observation.js";
import { withObservations } from "../../core/status/observed.js";
import { seeRuns } from "../status/see-runs.js";
import type { HeldLease } from "./lease.js";

/** The rows with how far their runs were when the apply looked under its lease: for the write that ends it. */
export function observedRows(
  { session }: HeldLease,
  observation: Observation | undefined,
): Partial<Pick<Ledger, "tasks">> {
  if (observation === undefined) return {};
  return { tasks: withObservations(session.ledger.tasks, seeRuns(observation)).tasks };
}
