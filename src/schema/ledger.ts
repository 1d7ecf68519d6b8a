import { Type } from "typebox";
import { dialect } from "./words.js";

/** Members that a newer program of the same version may have added are let through, as reading does. */
const open = {} as const;
const optional = Type.Optional;
const text = (description: string) => Type.String({ description });
const filled = (description: string) => Type.String({ minLength: 1, description });
const whole = (description: string) =>
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description });
const instant = (description: string) =>
  Type.Number({ description: `${description} Server time, epoch milliseconds.` });
const ref = (name: "inputs" | "pause" | "rule" | "run" | "target" | "task") =>
  Type.Unsafe({ $ref: `#/$defs/${name}` });

const only = (name: "sid" | "tag" | "selector") =>
  Type.Object({ [name]: filled("What it is sent to.") }, { maxProperties: 1 });
const target = Type.Union([only("sid"), only("tag"), only("selector")], {
  description: "Exactly one target, as on the wire.",
});

const inputs = Type.Object(
  {
    command: text("The command line."),
    target: ref("target"),
    context: optional(text("As the file wrote it.")),
  },
  { ...open, description: "What the file said a run means." },
);

const pause = Type.Object(
  { why: Type.Enum(["pause", "cancel-all"]), by: text("Who asked for it."), atMs: instant("Since when.") },
  open,
);

const counts = Type.Object(
  {
    total: whole("Sensors that matched."),
    tasked: whole("Of those sent to at once."),
    queued: whole("Of those that it waits for."),
  },
  open,
);

const observation = Type.Object(
  {
    atMs: instant("When somebody looked."),
    pending: whole("Sensors that waited."),
    delivered: optional(whole("Sensors that had confirmed it.")),
    notTaskable: optional(whole("Sensors that cannot be told.")),
    lost: optional(whole("Sensors that left the queue without a connection.")),
    waiting: optional(Type.Array(Type.String({ minLength: 1 }))),
  },
  open,
);

const part = Type.Object(
  {
    period: optional(
      Type.Object(
        {
          index: whole("0 for the period of the first issue."),
          atMs: instant("When it began."),
          makeUp: optional(Type.Literal(true, { description: "It was missed, and made up." })),
        },
        open,
      ),
    ),
    wave: optional(
      Type.Object(
        { from: whole("The first of its 256 buckets."), to: whole("The one after its last.") },
        open,
      ),
    ),
    newcomers: optional(Type.Object({ round: whole("0 for the first issue, to all that match.") }, open)),
  },
  { ...open, description: "Which part of its run this is; absent: all of it." },
);

const run = Type.Object(
  {
    run: whole("Its number."),
    token: filled("The context that went on the wire."),
    state: Type.Enum(["unresolved", "issued", "cancelled"]),
    how: Type.Enum(["requested", "adopted", "resolved"]),
    digestVersion: whole("Version of the digests."),
    inputs: ref("inputs"),
    exactContext: Type.Boolean(),
    foreign: optional(Type.Enum(["keep", "own"])),
    request: Type.Object(
      {
        command: Type.String(),
        target: ref("target"),
        context: filled("The token."),
        ttlSeconds: whole("How long it stays in the queue."),
      },
      { ...open, description: "What was sent, to the letter." },
    ),
    taskIds: Type.Array(Type.String({ minLength: 1 })),
    intentAtMs: instant("When the intent was recorded."),
    issuedAtMs: optional(instant("When its answer was.")),
    cancelledAtMs: optional(instant("When its rest was cancelled.")),
    expiresAtMs: instant("When nothing of it is delivered any more."),
    counts: optional(counts),
    commit: optional(text("The commit that asked for it.")),
    author: optional(text("That commit's author.")),
    accepted: optional(Type.Array(ref("inputs"), { description: "Later wordings that need no new run." })),
    observed: optional(Type.Array(observation, { description: "How far it was when somebody looked." })),
    part: optional(part),
    terms: optional(filled("Digest of the terms under which the run goes on.")),
    superseded: optional(Type.Literal(true, { description: "It made room for the next part." })),
    over: optional(
      Type.Literal(true, {
        description: "Its file was removed or its ledger made again: the run does not go on.",
      }),
    ),
  },
  { ...open, description: "One issuance of a task." },
);

const task = Type.Object(
  {
    highest: whole("The highest run that was ever used up."),
    runs: Type.Array(ref("run")),
    onRemove: Type.Enum(["cancel", "keep"]),
    baseline: optional(
      Type.Object({ run: whole("Not wanted here up to this run."), inputs: ref("inputs") }, open),
    ),
    unknown: optional(
      Type.Object(
        {
          run: whole("Nobody knows whether runs up to this one ever ran."),
          inputs: optional(ref("inputs")),
          tokens: optional(Type.Array(Type.String({ minLength: 1 }))),
          closed: optional(Type.Literal(true, { description: "A person says that they are over." })),
        },
        open,
      ),
    ),
    tombstone: optional(
      Type.Object({ atMs: instant("When its file went."), movedTo: optional(text("Its new name.")) }, open),
    ),
    paused: optional(ref("pause")),
    past: optional(
      Type.Array(Type.String({ minLength: 1 }), { description: "Tokens of parts that ended long ago." }),
    ),
    served: optional(
      Type.Object(
        {
          run: whole("The run that they get nothing of any more."),
          sensors: Type.String({
            pattern:
              "^(?:[A-Za-z0-9+/]{16})*(?:[A-Za-z0-9+/]{5}[AQgw]==|[A-Za-z0-9+/]{10}[AEIMQUYcgkosw048]=)?$",
            description:
              "Base64 of four bytes for each sensor, rising: the exclusive or of the four 32-bit words of its id.",
          }),
          atMs: optional(instant("When those were counted that were there at issue.")),
        },
        { ...open, description: "Whom a run for newcomers as well is not issued to any more." },
      ),
    ),
  },
  {
    ...open,
    description: "All that is known of one task, for ever. `highest` is never lower than one of its runs.",
  },
);

const rule = Type.Object(
  {
    task: Type.String(),
    foreign: optional(Type.Literal("keep", { description: "Somebody else made it: never deleted by us." })),
    applied: optional(
      Type.Object({ hash: filled("Of what we last put there."), content: optional(Type.Unknown()) }, open),
    ),
    intent: optional(
      Type.Union([
        Type.Object({ verb: Type.Literal("delete") }, open),
        Type.Object({ verb: Type.Literal("write"), hash: filled("Of what was about to be written.") }, open),
      ]),
    ),
  },
  { ...open, description: "A response rule that we own." },
);

/** A ledger's document, as `ledger export` prints it. */
export const ledger = Type.Object(
  {
    version: Type.Union([Type.Literal(1), Type.Literal(2)], {
      description: "2 from the first run on that was issued in parts.",
    }),
    project: filled("The project that it belongs to."),
    oid: filled("Its organization, lower-case."),
    ledgerId: filled("Part of every token."),
    serial: whole("One higher with every write."),
    previous: text("SHA-256 of the document before it; empty for the first."),
    createdAtMs: instant("When it began."),
    createdWith: Type.Enum(["run-existing", "baseline", "rebuild"]),
    lease: optional(
      Type.Object(
        {
          id: filled("Of this lease."),
          owner: text("Who applies."),
          url: optional(text("The workflow run.")),
          takenAtMs: instant("Since when."),
          expiresAtMs: instant("Until when."),
        },
        open,
      ),
    ),
    commit: optional(
      Type.Object(
        {
          sha: filled("The last that was applied."),
          author: optional(Type.String()),
          uncommitted: Type.Boolean(),
          older: optional(Type.Literal(true)),
          atMs: instant("When."),
        },
        open,
      ),
    ),
    paused: optional(ref("pause")),
    movedTo: optional(Type.Enum(["hive", "git", "file"], { description: "Where the ledger goes on." })),
    tasks: Type.Record(Type.String(), ref("task")),
    rules: Type.Record(Type.String(), ref("rule")),
  },
  {
    $schema: dialect,
    $id: "urn:lctasks:schema:ledger",
    title: "lctasks ledger",
    description: "The record of what was issued in one organization, as every backend stores it.",
    $defs: { inputs, pause, rule, run, target, task },
  },
);
