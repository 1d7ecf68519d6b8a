import type { Diagnosis, OrganizationDiagnosis } from "../model/doctor-report.js";
import { abilitiesOf, tooManyOf } from "./abilities.js";
import { checkAddress } from "./checks/address.js";
import { checkClock } from "./checks/clock.js";
import { checkCredentials } from "./checks/credentials.js";
import { checkFiles } from "./checks/files.js";
import { checkGit } from "./checks/git.js";
import { checkIdentity } from "./checks/identity.js";
import { checkLease } from "./checks/lease.js";
import { checkLedger } from "./checks/ledger.js";
import { checkNode } from "./checks/node.js";
import { checkMissing, checkTooMany, type PermissionFacts } from "./checks/permissions.js";
import { checkProxy } from "./checks/proxy.js";
import { checkSchemas } from "./checks/schemas.js";
import { checkSubscription } from "./checks/subscription.js";
import { checkToken } from "./checks/token.js";
import { checkWitness } from "./checks/witness.js";
import type { MachineFacts, OrganizationFacts } from "./facts.js";

/** What is looked at on this machine, in reading order. To add one: a file in `checks/`, a line here, a test. */
const machineChecks: readonly ((facts: MachineFacts) => Diagnosis | undefined)[] = [
  checkNode,
  checkFiles,
  checkSchemas,
  checkGit,
  checkAddress,
  checkProxy,
];

/** What is looked at in an organization, in reading order. */
const organizationChecks: readonly ((seen: Seen) => Diagnosis)[] = [
  ({ facts }) => checkCredentials(facts),
  ({ facts }) => checkToken(facts),
  ({ facts }) => checkIdentity(facts),
  ({ permissions, wanted }) => checkMissing(permissions, wanted),
  ({ permissions, wanted }) => checkTooMany(permissions, wanted),
  ({ facts }) => checkSubscription(facts),
  ({ facts }) => checkClock(facts),
  ({ facts }) => checkLedger(facts),
  ({ facts }) => checkLease(facts),
  ({ facts }) => checkWitness(facts),
];

interface Seen {
  readonly facts: OrganizationFacts;
  readonly permissions: PermissionFacts | undefined;
  /** The commands that the key is meant for. */
  readonly wanted: readonly string[];
}

/** Everything that is to be said of this machine. */
export function diagnoseMachine(facts: MachineFacts): readonly Diagnosis[] {
  return machineChecks.flatMap((check) => check(facts) ?? []);
}

/** Everything that is to be said of one organization, for a key that is meant for the wanted commands. */
export function diagnoseOrganization(
  facts: OrganizationFacts,
  wanted: readonly string[],
): OrganizationDiagnosis {
  const permissions = permissionsOf(facts, wanted);
  return {
    organization: facts.alias,
    ...(facts.credentials.oid === undefined ? {} : { oid: facts.credentials.oid }),
    diagnoses: organizationChecks.map((check) => check({ facts, permissions, wanted })),
    ...permissions,
  };
}

function permissionsOf(facts: OrganizationFacts, wanted: readonly string[]): PermissionFacts | undefined {
  const { identity, backend, subscribes, writesRules } = facts;
  if (identity === undefined || !identity.known) return undefined;
  const input = { ledger: backend, subscribe: subscribes, writesRules };
  return {
    abilities: abilitiesOf(identity.permissions, input),
    tooMany: tooManyOf(identity.permissions, wanted, input),
  };
}
