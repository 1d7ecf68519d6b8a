import { canonicalJson } from "../../core/model/canonical.js";
import { type Ledger, ledgerHash } from "../../core/model/ledger.js";
import { type Witnessed, witnessed } from "../../core/model/witness.js";
import type { Witness } from "../../ports/witness.js";
import { type Git, gitCallsIn } from "./git-calls.js";
import { type LedgerFile, storeBlob } from "./ledger-commit.js";
import { oneAtATime } from "./one-at-a-time.js";
import { type Deed, pushRefs, remoteName, remoteRefs, withRemote } from "./remote.js";

export interface GitWitnessOptions extends LedgerFile {
  /** A folder of the clone, absolute. */
  readonly root: string;
}

/**
 * The witness as a ref of the remote, `refs/lctasks/witness/<project>/<oid>/<serial>-<hash>`: its name says it all, so one `ls-remote`
 * reads it; it points to a small blob for people. That Git takes a blob there is documented (only branches must be commits); that a host
 * takes such refs from a workflow's token is inferred, and a push that is refused shows as a warning after the apply.
 */
export function gitWitness({ root, project, oid }: GitWitnessOptions): Witness {
  const git = gitCallsIn(root);
  const prefix = `refs/lctasks/witness/${project}/${oid}/`;
  const attempt = <T>(verb: Deed["verb"], act: () => Promise<T>): Promise<T> =>
    oneAtATime(root, () => withRemote(root, { verb, object: "the witness of the ledger" }, act));
  return {
    highest: () => attempt("read", async () => highestOf(await remembered(git, prefix))),
    record: (ledger) => attempt("write", () => record(git, prefix, ledger)),
  };
}

/** What the remote remembers, by the full name of its ref. */
type Remembered = ReadonlyMap<string, Witnessed>;

async function remembered(git: Git, prefix: string): Promise<Remembered> {
  const names = [...(await remoteRefs(git, `${prefix}*`)).keys()];
  return new Map(names.map((name) => [name, parse(name, prefix)]));
}

function parse(name: string, prefix: string): Witnessed {
  const [, serial, hash] = /^(\d{1,15})-([0-9a-f]{12})$/.exec(name.slice(prefix.length)) ?? [];
  if (serial === undefined || hash === undefined)
    throw new Error(`${name} is not of the form <serial>-<hash>; delete it if you made it`);
  return { serial: Number(serial), hash, where: `${name} of the Git remote ${remoteName}` };
}

/** The highest; two of one serial cannot both be right. */
function highestOf(all: Remembered): Witnessed | undefined {
  const [first, second] = [...all.values()].toSorted((a, b) => b.serial - a.serial);
  if (first !== undefined && first.serial === second?.serial)
    throw new Error(`there are two of serial ${first.serial}: ${first.hash} and ${second.hash}`);
  return first;
}

/** The new ref is there before the older ones go: whoever is stopped in between leaves one too many. */
async function record(git: Git, prefix: string, ledger: Ledger): Promise<void> {
  const all = await remembered(git, prefix);
  const own = witnessed(ledger);
  if ([...all.values()].some(({ serial }) => serial > own.serial)) return;
  const name = `${prefix}${own.serial}-${own.hash}`;
  const older = [...all].filter(([, { serial }]) => serial < own.serial).map(([each]) => each);
  const { project, oid, ledgerId, serial } = ledger;
  const blob = await storeBlob(
    git,
    canonicalJson({ project, oid, ledgerId, serial, hash: ledgerHash(ledger) }),
  );
  if (!all.has(name)) await pushRefs(git, [`${blob}:${name}`]);
  if (older.length > 0)
    await pushRefs(
      git,
      older.map((each) => `:${each}`),
    );
}
