import type { AppliedCommit } from "../../core/model/ledger.js";
import { messageOf } from "../../core/model/message-of.js";
import type { HeldLease } from "./lease.js";
import { LedgerMoved } from "./ledger-session.js";

/** Gives the lease back after an error, unless it is not ours any more. Returns what a person has to know. */
export async function endEarly(
  { session }: HeldLease,
  error: unknown,
  done: { readonly commit?: AppliedCommit } = {},
): Promise<string> {
  const moved = error instanceof LedgerMoved;
  const text = moved ? `${messageOf(error)}; nothing more was sent` : messageOf(error);
  try {
    await (moved ? session.giveBack() : session.release(done));
    return text;
  } catch (second) {
    return `${text}. The lease could not be given back (${messageOf(second)}); it ends by itself`;
  }
}
