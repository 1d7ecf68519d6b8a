import { randomUUID } from "node:crypto";
import { sha256Hex } from "../../core/model/sha256.js";
import { decodeDocument, decodeLedger, encodeLedger } from "../../core/model/ledger-document.js";
import type { Ledger, LedgerReading, LedgerStamp, UnreadableLedger } from "../../core/model/ledger.js";
import type { LedgerStore, LedgerWrite } from "../../ports/ledger.js";
import { type Git, gitCallsIn } from "./git-calls.js";
import { findLastWrite } from "./last-write.js";
import { type LedgerBranch, ledgerBranch, openLedgerBranch } from "./ledger-branch.js";
import { buildCommit, idsOf, type LedgerFile, pathOf, storeBlob } from "./ledger-commit.js";
import { oneAtATime } from "./one-at-a-time.js";
import { type Deed, withRemote } from "./remote.js";

export interface GitLedgerOptions extends LedgerFile {
  /** A folder of the clone, absolute. */
  readonly root: string;
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * The ledger as a file on a branch of the remote; its blob is the stamp and a push of one commit is the compare-and-swap. Several projects
 * and organizations share the branch: when only theirs moved, the commit is built again on top. HEAD, index, working tree and branches of
 * the clone stay as they are, and the clone may be shallow.
 */
export function gitLedger({ root, sleep, project, oid }: GitLedgerOptions): LedgerStore {
  const git = gitCallsIn(root);
  const file: LedgerFile = { project, oid };
  const place: Place = {
    git,
    file,
    sleep,
    branch: openLedgerBranch(git, { name: `${project}/${oid}`, sleep }),
    tip: undefined,
  };
  const attempt = <T>(verb: Deed["verb"], act: () => Promise<T>): Promise<T> =>
    oneAtATime(root, () => withRemote(root, { verb, object: `the ledger on branch ${ledgerBranch}` }, act));
  return {
    read: () => attempt("read", () => read(place)),
    create: (ledger) => attempt("write", () => put(place, ledger, undefined)),
    write: (ledger, expected) => attempt("write", () => put(place, ledger, expected)),
  };
}

interface Place {
  readonly git: Git;
  readonly file: LedgerFile;
  readonly branch: LedgerBranch;
  readonly sleep: (ms: number) => Promise<void>;
  /** The branch's newest commit as we last saw it. */
  tip: string | undefined;
}

async function look(place: Place): Promise<string | undefined> {
  place.tip = await place.branch.tip();
  return place.tip;
}

/** The document's blob at the commit that we last saw. */
async function blobOf({ git, file, tip }: Place): Promise<string | undefined> {
  return tip === undefined ? undefined : (await idsOf(git, [`${tip}:${pathOf(file)}`]))[0];
}

async function read(place: Place): Promise<LedgerReading> {
  const tip = await look(place);
  const blob = await blobOf(place);
  if (tip === undefined || blob === undefined) return { state: "absent" };
  const stored = await textOf(place, blob);
  const version = blob as LedgerStamp;
  const decoded = decodeLedger(stored, place.file);
  const unreadable = (reason: string): UnreadableLedger => ({
    state: "unreadable",
    reason: `${pathOf(place.file)}: ${reason}`,
    stored,
    version,
  });
  if (!decoded.readable) {
    const { movedTo } = decoded;
    return { ...unreadable(decoded.reason), ...(movedTo === undefined ? {} : { movedTo }) };
  }
  const reason = await brokenChain(place, { tip, blob, ledger: decoded.ledger });
  return reason === undefined ? { state: "present", ledger: decoded.ledger, version } : unreadable(reason);
}

const textOf = ({ git }: Place, blob: string): Promise<string> => git(["cat-file", "blob", blob]);

/** Says when the document is not the one that lctasks wrote last, or does not follow the one before it. */
async function brokenChain(
  place: Place,
  { tip, blob, ledger }: { readonly tip: string; readonly blob: string; readonly ledger: Ledger },
): Promise<string | undefined> {
  const { git, branch, file } = place;
  const last = await findLastWrite(git, branch, { tip, file });
  if (last === undefined) return "no commit of lctasks wrote it; it was put there by hand";
  if (last.blob !== blob) {
    return `it was edited by hand or restored since ${last.commit} wrote it; put that commit's document back`;
  }
  if (last.before === undefined) return undefined;
  return follows(ledger, await textOf(place, last.before), file)
    ? undefined
    : `it does not follow the document before it: ${last.commit} was made on one that was edited by hand or restored`;
}

/** A document that was restored by a person names the text that it replaced, whatever that was, and may skip serials. */
function follows(ledger: Ledger, text: string, file: LedgerFile): boolean {
  if (ledger.previous !== sha256Hex(text)) return false;
  const before = decodeDocument(text, file);
  return !before.readable || ledger.serial > before.ledger.serial;
}

/** How often a commit is built again because others write the branch, and the longest pause before that in milliseconds. */
const attempts = 12;
const pauseMs = 400;

/** One compare-and-swap over our file: `expected` is its blob, undefined when there must be none. */
async function put(place: Place, ledger: Ledger, expected: string | undefined): Promise<LedgerWrite> {
  if (expected === undefined || (await blobOf(place)) !== expected) await look(place);
  const blob = await storeBlob(place.git, encodeLedger(ledger));
  const write: Write = { ledger, expected, blob, nonce: randomUUID() };
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if ((await blobOf(place)) !== expected) return conflict("somebody else wrote in between");
    if (!(await isNext(place, write))) return conflict("the document does not follow the present one");
    if (await pushed(place, write)) return { written: true, version: blob as LedgerStamp };
    await place.sleep(Math.random() * pauseMs * attempt);
  }
  throw new Error(`others pushed first ${attempts} times in a row, apply again`);
}

interface Write {
  readonly ledger: Ledger;
  readonly expected: string | undefined;
  readonly blob: string;
  readonly nonce: string;
}

const conflict = (why: string): LedgerWrite => ({ written: false, conflict: why });

async function isNext(place: Place, { ledger, expected }: Write): Promise<boolean> {
  if (expected === undefined) return true;
  return follows(ledger, await textOf(place, expected), place.file);
}

/**
 * Builds the commit on the tip that we saw and pushes it. False when the remote has another tip now. A push that failed otherwise may
 * have arrived all the same (the connection was cut after it), so the branch is looked at before that is believed.
 */
async function pushed(place: Place, { ledger, blob, nonce }: Write): Promise<boolean> {
  const { git, file, branch, tip } = place;
  const commit = await buildCommit(git, file, { parent: tip, blob, serial: ledger.serial, nonce });
  try {
    await branch.push(commit, tip);
    place.tip = commit;
    return true;
  } catch (error) {
    const now = await look(place);
    const last = now === undefined ? undefined : await findLastWrite(git, branch, { tip: now, file });
    if (last?.nonce === nonce) return true;
    if (now === tip && !isRace(String(error))) throw error;
    return false;
  }
}

/** True for what Git says when another push came first or is under way: a lease, or a ref that is held just now. */
const isRace = (reason: string): boolean =>
  /stale info|cannot lock ref|failed to update ref|fetch first|non-fast-forward|incorrect old value/i.test(
    reason,
  );
