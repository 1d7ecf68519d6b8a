import { type Ledger, type Pause, successor } from "../../core/model/ledger.js";
import { withPause } from "../../core/plan/record-decision.js";
import type { WritableOrganization } from "../../ports/organization.js";

const attempts = 20;
const pauseMs = 250;

/**
 * Pauses the whole organization, also while an apply is under way: its next write of the ledger then meets a ledger that moved, and
 * it stops. Read and decided again after each conflict, because to pause is right over every ledger. Returns the ledger as it
 * stands then, or why it could not be written.
 */
export async function latch(
  organization: WritableOrganization,
  why: Pause["why"],
): Promise<Ledger | { readonly failed: string }> {
  const { ledger: store, clock, operator } = organization;
  let conflict = "";
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const reading = await store.read();
    if (reading.state !== "present") return { failed: "the ledger went away" };
    const { ledger } = reading;
    if (ledger.paused?.why === "cancel-all" || ledger.paused?.why === why) return ledger;
    const next = successor(ledger, withPause(ledger, { why, by: operator.owner, atMs: clock.nowMs() }));
    const written = await store.write(next, reading.version);
    if (written.written) return next;
    ({ conflict } = written);
    await clock.sleep(pauseMs);
  }
  return { failed: `the ledger moves all the time (${conflict})` };
}
