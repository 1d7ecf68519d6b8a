import type { Held } from "../../core/model/change.js";
import type { Lease, Ledger } from "../../core/model/ledger.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { LedgerMoved, LedgerSession } from "./ledger-session.js";

const leaseMs = 10 * 60_000;
const marginMs = 5000;
/** What comes between a renewal and the request that it is for: the intents, the journal, a token. */
const roomMs = 60_000;

/** The right to apply, with the ledger it was taken on. */
export interface HeldLease {
  readonly session: LedgerSession;
  /**
   * True while a request that is sent after this pause and takes its whole time-out still ends inside the lease: by the monotonic clock,
   * which no setting of the time moves, and by the time of record, which goes on while a machine sleeps.
   */
  coversRequest(pauseMs?: number): boolean;
  /** Extends the lease when half of it is gone, or when a request would soon not fit into it any more. Throws `LedgerMoved` when it was taken from us. */
  renew(): Promise<void>;
}

/** Takes the lease, or says who has it. Nothing is written when it is refused. */
export async function takeLease(organization: WritableOrganization): Promise<HeldLease | Held> {
  const reading = await organization.ledger.read();
  if (reading.state !== "present") return refusal("the ledger went away while it was to be leased");
  const { ledger } = reading;
  const live = liveLease(ledger, organization);
  if (live !== undefined) return refusal(live);
  const session = new LedgerSession(organization.ledger, reading);
  const write = async (): Promise<number> => {
    const started = organization.clock.monotonicMs();
    await session.write({ lease: freshLease(organization) });
    return started + leaseMs;
  };
  let endsAt: number;
  try {
    endsAt = await write();
  } catch (error) {
    if (error instanceof LedgerMoved) return refusal("another apply took the lease at the same moment");
    throw error;
  }
  const leftMs = (): number =>
    Math.min(
      endsAt - organization.clock.monotonicMs(),
      (session.ledger.lease?.expiresAtMs ?? 0) - organization.clock.nowMs(),
    );
  const neededMs = organization.patience.requestTimeoutMs + marginMs;
  return {
    session,
    coversRequest: (pauseMs = 0) => leftMs() > pauseMs + neededMs,
    renew: async () => {
      if (leftMs() < Math.max(leaseMs / 2, neededMs + roomMs)) endsAt = await write();
    },
  };
}

/** Who has the right to apply now and until when, as a sentence; undefined when nobody has. */
export function liveLease({ lease }: Ledger, organization: WritableOrganization): string | undefined {
  return lease !== undefined && blocks(lease, organization) ? whose(lease) : undefined;
}

function freshLease({ clock, operator }: WritableOrganization): Lease {
  const nowMs = clock.nowMs();
  return {
    id: operator.newId(),
    owner: operator.owner.slice(0, 120),
    ...(operator.url === undefined ? {} : { url: operator.url.slice(0, 300) }),
    takenAtMs: nowMs,
    expiresAtMs: nowMs + leaseMs,
  };
}

/** A request sent at the very end of a lease may still be on its way: it blocks for one time-out longer. */
function blocks(lease: Lease, { clock, patience }: WritableOrganization): boolean {
  return clock.nowMs() < lease.expiresAtMs + patience.requestTimeoutMs;
}

function whose(lease: Lease): string {
  const url = lease.url === undefined ? "" : ` (${lease.url})`;
  return `${lease.owner}${url} applies since ${new Date(lease.takenAtMs).toISOString()}; its lease ends ${new Date(lease.expiresAtMs).toISOString()}`;
}

function refusal(reason: string): Held {
  return {
    row: "lease",
    object: "organization",
    name: "lease",
    reason,
    decide: ["apply again when it has ended; when that apply has died, its lease ends by itself"],
    diff: [],
  };
}
