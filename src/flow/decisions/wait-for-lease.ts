import type { WritableOrganization } from "../../ports/organization.js";
import { liveLease } from "../apply/lease.js";

const lookEveryMs = 5000;

export interface Waiting {
  readonly stopping: () => boolean;
  readonly progress: (text: string) => void;
}

/**
 * Waits until nobody has the right to apply any more: its owner gave it back, or it ended and whatever was sent under it has
 * arrived. Returns who still has it when a person asked to stop, or when it outlived its own end; undefined when it is free.
 */
export async function waitForLease(
  organization: WritableOrganization,
  { stopping, progress }: Waiting,
): Promise<string | undefined> {
  const { clock, ledger, patience } = organization;
  const look = async () => {
    const reading = await ledger.read();
    if (reading.state !== "present") return undefined;
    const owner = liveLease(reading.ledger, organization);
    return owner === undefined ? undefined : { owner, endsAtMs: reading.ledger.lease?.expiresAtMs ?? 0 };
  };
  let live = await look();
  if (live === undefined) return undefined;
  const longestMs = live.endsAtMs + patience.requestTimeoutMs - clock.nowMs();
  progress(`waiting until nothing is sent any more: ${live.owner}`);
  for (
    let left = Math.ceil(longestMs / lookEveryMs) + 1;
    left > 0 && live !== undefined && !stopping();
    left -= 1
  ) {
    await clock.sleep(lookEveryMs);
    live = await look();
  }
  return live?.owner;
}
