import type { Organization } from "../../core/model/configuration.js";
import type { Ledger } from "../../core/model/ledger.js";
import { messageOf } from "../../core/model/message-of.js";
import { unusableLedger } from "../../core/plan/held-organization.js";
import type { ReadableOrganization } from "../../ports/organization.js";

type Open = (organization: Organization) => Promise<ReadableOrganization & { close(): Promise<void> }>;

/**
 * The ledgers of some organizations, and nothing else of them. One that does not exist has nothing to say; one that cannot be read
 * throws, because the number that it remembers is not known.
 */
export async function ledgersOf(organizations: readonly Organization[], open: Open): Promise<Ledger[]> {
  const ledgers: Ledger[] = [];
  for (const organization of organizations) {
    const reading = await readLedger(organization, open);
    if (reading.state === "unreadable")
      throw new Error(`${organization.alias}: ${unusableLedger(reading.reason).reason}`);
    if (reading.state === "present") ledgers.push(reading.ledger);
  }
  return ledgers;
}

async function readLedger(organization: Organization, open: Open) {
  try {
    const opened = await open(organization);
    try {
      return await opened.ledger.read();
    } finally {
      await opened.close();
    }
  } catch (error) {
    throw new Error(`${organization.alias}: ${messageOf(error)}`, { cause: error });
  }
}
