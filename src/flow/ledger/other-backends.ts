import type { LedgerBackend } from "../../core/model/configuration.js";
import type { LedgerReading } from "../../core/model/ledger.js";
import { messageOf } from "../../core/model/message-of.js";
import type { LedgerReader } from "../../ports/ledger.js";

/** What a place holds that this project could have kept its ledger in. */
export interface OtherBackend {
  readonly backend: LedgerBackend;
  readonly reading: LedgerReading | { readonly state: "unknown"; readonly reason: string };
}

type Open = () => Promise<{ readonly ledger: LedgerReader; close(): Promise<void> }>;

/** Looks into another backend. A place that cannot be asked is unknown, never empty. */
export async function lookElsewhere(backend: LedgerBackend, open: Open): Promise<OtherBackend> {
  try {
    const place = await open();
    try {
      return { backend, reading: await place.ledger.read() };
    } finally {
      await place.close();
    }
  } catch (error) {
    return { backend, reading: { state: "unknown", reason: messageOf(error) } };
  }
}

/** Why a first ledger must not be made while another place holds this; undefined when it holds nothing. */
export function reasonFrom({ backend, reading }: OtherBackend): string | undefined {
  if (reading.state === "absent") return undefined;
  if (reading.state === "unknown")
    return `it is not known whether backend ${backend} holds a ledger of this project: ${reading.reason}. Say \`--unchecked ${backend}\` when you know that it does not`;
  if (reading.state === "present")
    return `backend ${backend} holds a ledger of this project, at serial ${reading.ledger.serial}: write \`ledger: ${backend}\`, or move it by \`lctasks ledger migrate\``;
  return reading.movedTo === undefined
    ? `backend ${backend} holds a ledger of this project that cannot be read: ${reading.reason}`
    : `backend ${backend} says: ${reading.reason}`;
}
