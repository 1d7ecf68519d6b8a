import { encodeLedger } from "../model/ledger-document.js";
import { rescue } from "../model/ledger-rescue.js";
import { knownTokens, type Ledger, ledgerHash, replacing, taskRow } from "../model/ledger.js";
import type { Observation } from "../model/observation.js";
import type { Task } from "../model/task.js";
import { contextOf } from "../model/token.js";
import { isAsWitnessed } from "../model/witness.js";
import { withPartsOver } from "./record.js";
import { seenTokens } from "./seen-tokens.js";

export interface ImportInput {
  readonly project: string;
  readonly tasks: readonly Task[];
  readonly observation: Observation;
  /** The document that is to come back. */
  readonly exported: Ledger;
}

/** The document that is written, or everything that speaks against it. */
export type LedgerImport =
  | { readonly result: "written"; readonly ledger: Ledger }
  | { readonly result: "nothing" }
  | { readonly result: "refused"; readonly reasons: readonly string[] };

/**
 * An exported ledger brought back. Refused where anybody knows something that it has forgotten: the present ledger, even a damaged
 * one, the witness, the queue, the marks on our rules. What is written has a higher serial than all of them. Parts and cancels that came
 * after the export may have left nothing to see: unless the witness knows it as the last document, no further part follows.
 */
export function ledgerImport(input: ImportInput): LedgerImport {
  const { exported, observation } = input;
  const { ledger: reading } = observation;
  if (reading.state === "present" && ledgerHash(reading.ledger) === ledgerHash(exported))
    return { result: "nothing" };
  const reasons = [...againstLive(input), ...againstPresent(input), ...againstWitness(input)];
  if (reasons.length > 0) return { result: "refused", reasons };
  const { lease: _over, ...document } = exported;
  const next: Ledger = {
    ...document,
    tasks: isLast(input) ? exported.tasks : withAllPartsOver(exported.tasks),
    serial: highestSerial(input) + 1,
    previous: ledgerHash(exported),
  };
  if (reading.state === "absent") return { result: "written", ledger: next };
  const stored = reading.state === "present" ? encodeLedger(reading.ledger) : (reading.stored ?? "");
  return { result: "written", ledger: replacing(stored, next) };
}

/** True when the witness remembers exactly the export, and nothing after it. */
const isLast = ({ exported, observation: { witness } }: ImportInput): boolean =>
  witness.state === "read" &&
  witness.highest?.serial === exported.serial &&
  isAsWitnessed(exported, witness.highest);

const withAllPartsOver = (tasks: Ledger["tasks"]): Ledger["tasks"] =>
  Object.fromEntries(Object.entries(tasks).map(([name, row]) => [name, withPartsOver(row)] as const));

/** The highest serial that anybody knows of. */
function highestSerial({ exported, observation }: ImportInput): number {
  return Math.max(exported.serial, serialOf(observation), witnessSerial(observation));
}

/** The serial of what stands there now, 0 when nothing tells. */
export function serialOf({ ledger }: Pick<Observation, "ledger">): number {
  if (ledger.state === "present") return ledger.ledger.serial;
  if (ledger.state === "absent") return 0;
  const found = ledger.stored === undefined ? undefined : rescue(ledger.stored)?.serial;
  return Math.max(ledger.serial ?? 0, found ?? 0);
}

/** The serial that the witness remembers, 0 when there is none. */
export const witnessSerial = ({ witness }: Pick<Observation, "witness">): number =>
  witness.state === "read" ? (witness.highest?.serial ?? 0) : 0;

function againstPresent({ exported, observation }: ImportInput): string[] {
  const { ledger: reading } = observation;
  if (reading.state === "unreadable" && reading.movedTo !== undefined) return [reading.reason];
  const serial = serialOf(observation);
  const older =
    serial >= exported.serial
      ? [
          `the present ledger is at serial ${serial}, the export at ${exported.serial}: what was recorded since is not in it`,
        ]
      : [];
  if (reading.state !== "present") return older;
  const present = reading.ledger;
  if (present.ledgerId !== exported.ledgerId)
    return [`it is another ledger: ${exported.ledgerId}, and the present one is ${present.ledgerId}`];
  return [...older, ...forgotten(present, exported)];
}

/** What one ledger knows of runs and the other does not. */
function forgotten(known: Ledger, by: Ledger): string[] {
  const tokens = knownTokens(by);
  const lost = [...knownTokens(known)].filter((token) => !tokens.has(token));
  const lower = Object.entries(known.tasks).filter(
    ([name, { highest }]) => (taskRow(by, name)?.highest ?? 0) < highest,
  );
  return [
    ...lost.map((token) => `it has forgotten the token ${token}`),
    ...lower.map(([name, { highest }]) => `it has forgotten that run ${highest} of ${name} was used`),
  ];
}

function againstWitness({ exported, observation }: ImportInput): string[] {
  const { witness } = observation;
  if (witness.state === "unreadable") return [`the witness cannot be read: ${witness.reason}`];
  if (witness.state === "none" || witness.highest === undefined || isAsWitnessed(exported, witness.highest))
    return [];
  const { serial, where } = witness.highest;
  return [
    `the witness knows serial ${serial} (${where}), and the export is another or an older one: ${exported.serial}`,
  ];
}

function againstLive({ project, tasks, exported, observation }: ImportInput): string[] {
  if (!observation.queue.readable) return [`the queue cannot be read: ${observation.queue.reason}`];
  const known = knownTokens(exported);
  const contexts = new Set([...tasks.map(({ context }) => context), ...[...known].map(contextOf)]);
  return [...seenTokens(project, contexts, observation)].flatMap(([token, where]) =>
    known.has(token) ? [] : [`it has forgotten the token ${token} (${where})`],
  );
}
