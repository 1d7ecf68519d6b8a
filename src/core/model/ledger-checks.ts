import { isJsonObject } from "./json.js";
import type { Ledger } from "./ledger.js";
import { decodeServed } from "./served.js";
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

const observation = members(
  { atMs: time, pending: wholeNumber },
  { delivered: wholeNumber, notTaskable: wholeNumber, lost: wholeNumber, waiting: listOf(filledText) },
);

const part = members(
  {},
  {
    wave: members({ from: wholeNumber, to: wholeNumber }),
    newcomers: members({ round: wholeNumber }),
    period: members({ index: wholeNumber, atMs: time }, { makeUp: yes }),
  },
);

/** A list of sensors that cannot be read is not an empty one. */
const served: Check = (value, path) =>
  typeof value === "string" && decodeServed(value) !== undefined
    ? undefined
    : `${path} is no list of sensors`;

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
    observed: listOf(observation),
    part,
    terms: filledText,
    superseded: yes,
    over: yes,
  },
);

const taskMembers = members(
  { highest: wholeNumber, runs: listOf(run), onRemove: oneOf("cancel", "keep") },
  {
    baseline: members({ run: wholeNumber, inputs }),
    unknown: members({ run: wholeNumber }, { inputs, tokens: listOf(filledText), closed: yes }),
    tombstone: members({ atMs: time }, { movedTo: text }),
    paused: pause,
    past: listOf(filledText),
    served: members({ run: wholeNumber, sensors: served }, { atMs: time }),
  },
);

/** A row that forgot how high its runs went would let an old run be requested again. */
export const taskCheck: Check = (value, path) => {
  const problem = taskMembers(value, path);
  if (problem !== undefined) return problem;
  const row = value as unknown as Ledger["tasks"][string];
  const numbers = [...row.runs.map((each) => each.run), row.baseline?.run ?? 0, row.unknown?.run ?? 0];
  return numbers.some((number) => number > row.highest)
    ? `${path}.highest is lower than one of its runs`
    : undefined;
};

/** The row of a rule. */
export const ruleCheck = members(
  { task: text },
  {
    foreign: oneOf("keep"),
    applied: members({ hash: filledText }, { content: anything }),
    intent: anyOf(members({ verb: oneOf("delete") }), members({ verb: oneOf("write"), hash: filledText })),
  },
);

/** A whole document of the version that this program writes. */
export const ledgerCheck = members(
  {
    project: filledText,
    oid: filledText,
    ledgerId: filledText,
    serial: wholeNumber,
    previous: text,
    createdAtMs: time,
    createdWith: oneOf("run-existing", "baseline", "rebuild"),
    tasks: mapOf(taskCheck),
    rules: mapOf(ruleCheck),
  },
  {
    lease: members({ id: filledText, owner: text, takenAtMs: time, expiresAtMs: time }, { url: text }),
    commit: members({ sha: filledText, uncommitted: flag, atMs: time }, { author: text, older: yes }),
    paused: pause,
    movedTo: oneOf("hive", "git", "file"),
  },
);
