import { describe, expect, it, onTestFinished } from "vitest";
import { fileLedger } from "../../src/adapters/disk/ledger-file.js";
import { nextLedger } from "../../src/core/model/ledger.js";
import { type Witnessed, witnessed } from "../../src/core/model/witness.js";
import { observeLedger } from "../../src/flow/observe-ledger.js";
import type { ReadableOrganization } from "../../src/ports/organization.js";
import { contractOwner, sampleLedger } from "../contracts/ledger.js";
import { temporaryFolder } from "../support/repository.js";

const first = sampleLedger();
const second = nextLedger(first, {});

/** An organization with the first document, whose second one shows after so many pauses. */
async function organizationWith(highest: Witnessed, showsAfter: number) {
  const root = temporaryFolder();
  onTestFinished(() => root.dispose());
  const ledger = fileLedger({ root: root.path, ...contractOwner });
  const written = await ledger.create(first);
  if (!written.written) throw new Error(written.conflict);
  const pauses: number[] = [];
  const clock = {
    nowMs: () => 0,
    monotonicMs: () => 0,
    skewMs: () => undefined,
    sleep: async (ms: number) => {
      pauses.push(ms);
      if (pauses.length === showsAfter) await ledger.write(second, written.version);
    },
  };
  const witness = { highest: async () => highest };
  const patience = { witnessSettleMs: 10_000 };
  const organization = { ledger, witness, clock, patience } as unknown as ReadableOrganization;
  return { organization, pauses };
}

const where = "a ref";

describe("a ledger that is behind its witness", () => {
  it("is read again, once a second, until it is not", async () => {
    const { organization, pauses } = await organizationWith({ ...witnessed(second), where }, 3);
    expect(await observeLedger(organization)).toMatchObject({ ledger: { state: "present", ledger: second } });
    expect(pauses).toEqual([1000, 1000, 1000]);
  });

  it("is taken as it is after ten seconds", async () => {
    const { organization, pauses } = await organizationWith({ ...witnessed(second), where }, 11);
    expect(await observeLedger(organization)).toMatchObject({ ledger: { state: "present", ledger: first } });
    expect(pauses).toHaveLength(10);
  });

  it("is read once when it is not behind", async () => {
    const { organization, pauses } = await organizationWith({ ...witnessed(first), where }, 1);
    expect(await observeLedger(organization)).toMatchObject({ ledger: { state: "present", ledger: first } });
    expect(pauses).toEqual([]);
  });
});
