import { Type } from "typebox";
import { findingShape, silencedShape } from "./finding.js";
import { shardShape } from "./shard.js";
import { dialect } from "./words.js";

const text = (description: string) => Type.String({ description });
const count = (description: string) => Type.Integer({ minimum: 0, description });
const instant = (description: string) =>
  Type.Integer({ description: `${description} Server time, epoch milliseconds.` });
const open = { additionalProperties: false } as const;
const optional = Type.Optional;
const list = Type.Array;
const any = Type.Unknown;
/** A definition of this schema, by name. */
export const ref = (name: "change" | "fieldDiff" | "finding" | "inputs" | "request" | "target") =>
  Type.Unsafe({ $ref: `#/$defs/${name}` });

const fieldDiffShape = Type.Object(
  { path: text("For example `respond[0].name`."), before: optional(any()), after: optional(any()) },
  { ...open, description: "One field that differs; a side is absent where the field does not exist." },
);
const diff = list(ref("fieldDiff"));

const targetShape = Type.Object(
  { sid: optional(Type.String()), tag: optional(Type.String()), selector: optional(Type.String()) },
  { ...open, minProperties: 1, maxProperties: 1, description: "Exactly one target." },
);
const requestShape = Type.Object(
  {
    command: text("The command line."),
    target: ref("target"),
    context: text("The token that goes on the wire."),
    ttlSeconds: count("How long it stays in the queue."),
  },
  { ...open, description: "What is sent, to the letter." },
);
const inputsShape = Type.Object(
  { command: Type.String(), target: ref("target"), context: optional(Type.String()) },
  open,
);

const reach = Type.Union([
  Type.Object(
    {
      known: Type.Literal(true),
      total: count("Sensors that match."),
      online: count("Of those that can run commands."),
      offline: count("Of those that can run commands."),
      notTaskable: count("Adapters and the like."),
      platforms: Type.Record(Type.String(), Type.Integer()),
      sample: list(Type.String(), { description: "A few hostnames." }),
    },
    open,
  ),
  Type.Object({ known: Type.Literal(false), reason: Type.String() }, open),
]);

const common = {
  row: text("Row of the decision table."),
  reason: text("Why, as one sentence."),
  fingerprint: text("Hash of the change as reviewed."),
};
const change = (verbs: readonly [string, ...string[]], members: Parameters<typeof Type.Object>[0]) =>
  Type.Object({ verb: Type.Enum([...verbs]), ...common, ...members }, open);

const onRemove = Type.Enum(["cancel", "keep"]);
const task = Type.String();
const run = count("Number of the run.");
const key = Type.String();
const part = optional(
  Type.Object(
    {
      period: optional(
        Type.Object(
          {
            index: count("0 for the period of the first issue."),
            atMs: instant("When it began."),
            makeUp: optional(Type.Literal(true, { description: "It was missed, and is made up." })),
          },
          open,
        ),
      ),
      wave: optional(
        Type.Object(
          {
            from: count("The first of its 256 buckets of sensor ids."),
            to: count("The one after its last."),
          },
          open,
        ),
      ),
      newcomers: optional(
        Type.Object(
          { round: count("0 for the first issue; each other is for sensors that came later.") },
          open,
        ),
      ),
    },
    { ...open, description: "Which part of the run this is; absent: all of it." },
  ),
);
const terms = optional(text("Digest of the terms under which the run goes on by itself."));
const continues = optional(
  Type.Literal(true, { description: "It goes on with a run that was agreed to: no review is needed." }),
);

const changeShape = Type.Union([
  change(["subscribe"], { extension: Type.String() }),
  change(["create-rule", "update-rule"], {
    task,
    rule: Type.Object({ key, task, data: any(), tags: list(Type.String()), comment: Type.String() }, open),
    hash: Type.String(),
    etag: optional(Type.String()),
    diff,
    drift: optional(diff),
  }),
  change(["delete-rule"], { task, key, etag: Type.String() }),
  change(["adopt-rule"], {
    task,
    key,
    foreign: optional(Type.Literal("keep", { description: "Somebody else made it: never deleted by us." })),
    hash: Type.String(),
    content: any(),
  }),
  change(["forget-rule"], { task, key }),
  change(["move"], { task, from: Type.String() }),
  change(["adopt"], {
    task,
    run,
    token: Type.String(),
    taskId: optional(Type.String({ description: "Absent when only answers show that it was taken." })),
    inputs: ref("inputs"),
    request: ref("request"),
    onRemove,
    part,
    terms,
  }),
  change(["reschedule"], { task, run, token: Type.String(), terms: Type.String() }),
  change(["accept"], { task, run, inputs: ref("inputs"), diff }),
  change(["remember"], { task, onRemove }),
  change(["cancel"], {
    task,
    run,
    token: Type.String(),
    taskId: Type.String({ minLength: 1 }),
    pending: count("Sensors that still wait."),
    because: Type.Enum(["superseded", "removed", "late", "repeated", "person"]),
    continues,
  }),
  change(["issue"], {
    task,
    run,
    inputs: ref("inputs"),
    exactContext: Type.Boolean(),
    request: ref("request"),
    onRemove,
    reach,
    runReach: optional(reach),
    diff,
    part,
    terms,
    continues,
  }),
  change(["count-served"], { task, run, token: Type.String() }),
  change(["tombstone"], { task }),
]);

/** What a person must decide. */
export const held = Type.Object(
  {
    row: Type.String(),
    object: Type.Enum(["organization", "task", "rule", "entry"]),
    name: Type.String(),
    reason: Type.String(),
    decide: list(Type.String(), { description: "What a person must decide, as steps to take." }),
    diff,
  },
  { ...open, description: "A change we refuse to guess about." },
);

/** What becomes of a run that is issued in parts. */
export const nextStep = Type.Object(
  { what: text("As one sentence."), atMs: optional(instant("When it is due.")) },
  { ...open, description: "What a later apply will do about the run, or why none will." },
);

const unchanged = Type.Object(
  {
    row: Type.String(),
    object: Type.Enum(["task", "rule"]),
    name: Type.String(),
    reason: Type.String(),
    progress: optional(
      Type.Object(
        {
          run,
          coverage: optional(
            Type.Literal("unknown", {
              description: "Adopted: nobody knows how many sensors it was meant for.",
            }),
          ),
          pending: count("Sensors that wait."),
          total: optional(Type.Integer()),
          expiresAtMs: instant("End."),
        },
        open,
      ),
    ),
    next: optional(nextStep),
  },
  open,
);

/** What the project does not own. */
export const foreign = Type.Object(
  {
    object: Type.Enum(["entry", "rule"]),
    name: Type.String(),
    detail: Type.String(),
    pending: optional(Type.Integer()),
  },
  { ...open, description: "Not ours: shown, never touched." },
);

const planned = Type.Object(
  {
    project: Type.String(),
    organization: text("Alias."),
    oid: Type.String(),
    plannedAtMs: instant("When the plan was made."),
    witness: Type.Enum(["git", "none"], { description: "Who remembers how far the ledger was." }),
    commit: optional(
      Type.Object({ sha: Type.String(), author: optional(Type.String()), uncommitted: Type.Boolean() }, open),
    ),
    state: Type.Enum(["ready", "held", "stopped"]),
    changes: list(ref("change"), { description: "In the order in which they are applied." }),
    held: list(held),
    unchanged: list(unchanged),
    foreign: list(foreign),
    findings: list(ref("finding")),
  },
  open,
);

const outcome = Type.Object(
  {
    change: ref("change"),
    result: Type.Enum(["done", "failed", "skipped", "unresolved"]),
    message: Type.String(),
    taskId: optional(Type.String()),
    counts: optional(
      Type.Object({ total: Type.Integer(), tasked: Type.Integer(), queued: Type.Integer() }, open),
    ),
  },
  { ...open, description: "What became of one change." },
);

/** What the shapes above refer to by name. */
export const definitions = {
  change: changeShape,
  fieldDiff: fieldDiffShape,
  finding: findingShape,
  inputs: inputsShape,
  request: requestShape,
  target: targetShape,
} as const;

/** What `plan --format json` and `apply --format json` print. */
export const plan = Type.Object(
  {
    version: Type.Literal(1),
    verdict: text("The result in one sentence."),
    exitCode: Type.Integer({ description: "What the process exits with." }),
    command: Type.Enum(["plan", "apply"]),
    project: text("Empty when the configuration could not be read."),
    findings: list(ref("finding")),
    silenced: optional(
      list(silencedShape, { description: "Findings that `ignore` silences; absent when there are none." }),
    ),
    shard: optional(shardShape),
    organizations: list(
      Type.Union([
        Type.Object(
          {
            plan: planned,
            outcomes: optional(list(outcome)),
            failure: optional(Type.String()),
            reached: optional(
              Type.Record(Type.String(), list(Type.String()), {
                description: "In a plan file: ids of the sensors that each run would reach, by fingerprint.",
              }),
            ),
          },
          open,
        ),
        Type.Object({ organization: Type.String(), failure: Type.String() }, open),
      ]),
    ),
  },
  {
    $schema: dialect,
    $id: "urn:lctasks:schema:plan",
    title: "lctasks plan",
    description: "A plan, or what became of it, for every organization.",
    $defs: definitions,
    ...open,
  },
);
