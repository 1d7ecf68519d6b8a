import { canonicalJson } from "./canonical.js";
import { isJsonObject, type Json } from "./json.js";
import { type Ledger, ledgerVersion } from "./ledger.js";
import {
  anyOf,
  anything,
  type Check,
  filledText,
  flag,
  listOf,
  mapOf,
  members,
  oneOf,
  text,
  time,
  wholeNumber,
  yes,
} from "./structure.js";

/** A ledger's text understood, or why not. Why not is never "there is none". */
export type DecodedLedger =
  | { readonly readable: true; readonly ledger: Ledger }
  | { readonly readable: false; readonly reason: string };

/** A ledger as every backend stores it: canonical JSON, so that equal ledgers are equal texts. */
export function encodeLedger(ledger: Ledger): string {
  return canonicalJson(ledger);
}

/**
 * Reads a stored ledger and checks that it is whole, of a version we understand, and of this project and organization.
 * Members that we do not know are kept. The reason completes "Cannot read the ledger: …".
 */
export function decodeLedger(
  stored: string,
  owner: { readonly project: string; readonly oid: string },
): DecodedLedger {
  const document = parse(stored);
  if (!isJsonObject(document)) return unreadable("it is not a JSON object");
  const { version } = document;
  if (typeof version === "number" && version > ledgerVersion) {
    return unreadable(
      `its version is ${version} and this program understands up to ${ledgerVersion}; update lctasks`,
    );
  }
  if (version !== ledgerVersion) return unreadable("it has no version that ever existed");
  const problem = ledgerCheck(document, "ledger") ?? foreign(document, owner);
  return problem === undefined
    ? { readable: true, ledger: document as unknown as Ledger }
    : unreadable(problem);
}

const unreadable = (reason: string): DecodedLedger => ({ readable: false, reason });

function parse(stored: string): Json | undefined {
  try {
    const value: Json = JSON.parse(stored);
    return value;
  } catch {
    return undefined;
  }
}

function foreign(
  document: { readonly [name: string]: Json },
  owner: { readonly project: string; readonly oid: string },
): string | undefined {
  if (document["project"] !== owner.project) {
    return `it belongs to project ${JSON.stringify(document["project"])}, not ${JSON.stringify(owner.project)}`;
  }
  if (document["oid"] !== owner.oid.toLowerCase()) {
    return `it belongs to organization ${JSON.stringify(document["oid"])}, not ${owner.oid.toLowerCase()}`;
  }
  return undefined;
}

/** Exactly one target, as on the wire. */
const target: Check = (value, path) => {
  const several = isJsonObject(value) && Object.keys(value).length !== 1;
  return several ? `${path} is not exactly one of sid, tag and selector` : oneTarget(value, path);
};
const oneTarget = anyOf(
  members({ sid: filledText }),
  members({ tag: filledText }),
  members({ selector: filledText }),
);

const inputs = members({ command: text, target }, { context: text });

const pause = members({ why: oneOf("pause", "cancel-all"), by: text, atMs: time });

const run = members(
  {
    run: wholeNumber,
    token: filledText,
    state: oneOf("unresolved", "issued", "cancelled"),
    how: oneOf("requested", "adopted", "resolved"),
    digestVersion: wholeNumber,
    inputs,
    exactContext: flag,
    request: members({ command: text, target, context: filledText, ttlSeconds: wholeNumber }),
    taskIds: listOf(filledText),
    intentAtMs: time,
    expiresAtMs: time,
  },
  {
    issuedAtMs: time,
    cancelledAtMs: time,
    counts: members({ total: wholeNumber, tasked: wholeNumber, queued: wholeNumber }),
    commit: text,
    author: text,
    accepted: listOf(inputs),
    foreign: oneOf("keep", "own"),
  },
);

const taskMembers = members(
  { highest: wholeNumber, runs: listOf(run), onRemove: oneOf("cancel", "keep") },
  {
    baseline: members({ run: wholeNumber, inputs }),
    tombstone: members({ atMs: time }, { movedTo: text }),
    paused: pause,
  },
);

/** A row that forgot how high its runs went would let an old run be requested again. */
const task: Check = (value, path) => {
  const problem = taskMembers(value, path);
  if (problem !== undefined) return problem;
  const row = value as unknown as Ledger["tasks"][string];
  const numbers = [...row.runs.map((each) => each.run), row.baseline?.run ?? 0];
  return numbers.some((number) => number > row.highest)
    ? `${path}.highest is lower than one of its runs`
    : undefined;
};

const rule = members(
  { task: text },
  {
    applied: members({ hash: filledText }, { content: anything }),
    intent: anyOf(members({ verb: oneOf("delete") }), members({ verb: oneOf("write"), hash: filledText })),
  },
);

const ledgerCheck = members(
  {
    project: filledText,
    oid: filledText,
    ledgerId: filledText,
    serial: wholeNumber,
    previous: text,
    createdAtMs: time,
    createdWith: oneOf("run-existing", "baseline"),
    tasks: mapOf(task),
    rules: mapOf(rule),
  },
  {
    lease: members({ id: filledText, owner: text, takenAtMs: time, expiresAtMs: time }, { url: text }),
    commit: members({ sha: filledText, uncommitted: flag, atMs: time }, { author: text, older: yes }),
    paused: pause,
  },
);
