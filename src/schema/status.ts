import { Type } from "typebox";
import { definitions, held, nextStep } from "./plan.js";
import { walked } from "./walked.js";

const closed = { additionalProperties: false } as const;
const optional = Type.Optional;
const sensors = (description: string) => optional(Type.Integer({ minimum: 0, description }));
const instant = (description: string) =>
  Type.Integer({ description: `${description} Server time, epoch milliseconds.` });

const pause = Type.Object(
  { why: Type.Enum(["pause", "cancel-all"]), by: Type.String(), atMs: instant("Since when.") },
  { ...closed, description: "Nothing is issued or cancelled until somebody resumes." },
);

const counts = Type.Object(
  {
    targeted: sensors("The service matched them: the sum of all the others."),
    delivered: sensors("At least so many confirmed the receipt of the command."),
    pending: sensors("They wait in the queue."),
    expired: sensors("They waited at the last look before the end."),
    notTaskable: sensors("They matched and cannot run commands."),
    unknown: sensors("Nobody knows what became of them."),
    asOfMs: optional(instant("Set when the numbers are not of now: the last look.")),
  },
  { ...closed, description: "Sensors by what became of them; what is not known is absent." },
);

const stages = [
  "unresolved",
  "pending",
  "delivered",
  "left",
  "probably-cancelled",
  "ended",
  "cancelled",
  "unseen",
] as const;

const run = Type.Object(
  {
    run: Type.Integer({ minimum: 0, description: "Number of the run in force." }),
    token: Type.String(),
    taskIds: Type.Array(Type.String()),
    how: Type.Enum(["requested", "adopted", "resolved"]),
    stage: Type.Enum([...stages], {
      description:
        "`left`: not in the queue before its end, and how many got it is not known. `unseen`: the queue could not be read.",
    }),
    issuedAtMs: optional(instant("When the service took it.")),
    cancelledAtMs: optional(instant("When we cancelled it.")),
    expiresAtMs: instant("End."),
    commit: optional(Type.String()),
    author: optional(Type.String()),
    coverage: optional(
      Type.Literal("unknown", { description: "Adopted: nobody knows how many sensors it was meant for." }),
    ),
    counts,
    lost: sensors("At least so many left the queue without having been connected since."),
    oldestWaiting: optional(
      Type.Object(
        {
          sid: Type.String(),
          hostname: optional(Type.String()),
          lastSeenMs: optional(
            Type.Integer({
              description: "Its last connection, epoch milliseconds; absent when it is not known.",
            }),
          ),
        },
        { ...closed, description: "Of those that wait the one that was away the longest." },
      ),
    ),
    waitingOn: optional(
      Type.Record(Type.String(), Type.Integer({ minimum: 1 }), {
        description: "How many wait, by platform; absent when the queue does not say who.",
      }),
    ),
    observed: optional(
      Type.Array(
        Type.Object(
          {
            atMs: instant("When somebody looked."),
            pending: Type.Integer({ minimum: 0 }),
            delivered: sensors("At least so many had confirmed the receipt by then."),
          },
          closed,
        ),
        { description: "How far it was at earlier looks, oldest first; as the ledger kept it." },
      ),
    ),
  },
  closed,
);

const task = Type.Object(
  {
    task: Type.String(),
    declared: Type.Boolean({ description: "Whether the files declare it here." }),
    status: optional(run),
    note: optional(Type.String({ description: "What stands instead of a run, or beside it." })),
    next: optional(nextStep),
    paused: optional(pause),
    held: Type.Array(held),
    detections: optional(
      Type.Union(
        [
          Type.Object(
            {
              sinceMs: instant("Since when was looked."),
              count: Type.Integer({ minimum: 0 }),
              isCut: optional(
                Type.Literal(true, { description: "At least so many: there were more than were read." }),
              ),
              lastMs: optional(instant("The last one.")),
              names: Type.Array(Type.String(), { description: "Names of the detections, each once." }),
            },
            closed,
          ),
          Type.Object({ unreadable: Type.String({ description: "Why nobody can tell." }) }, closed),
        ],
        { description: "What its response rules detected lately; only with `--detections`." },
      ),
    ),
    failures: optional(
      Type.Object(
        {
          count: Type.Integer({ minimum: 0, description: "With a doubt: at least so many." }),
          sensors: Type.Array(
            Type.Object({ sid: Type.String(), hostname: optional(Type.String()) }, closed),
            { description: "Some of them: those that the extension named." },
          ),
          doubt: optional(Type.String({ description: "Why there may be others." })),
        },
        {
          ...closed,
          description:
            "The sensors that the run in force failed on, in all its waves; only with `--failures`.",
        },
      ),
    ),
  },
  closed,
);

const organization = Type.Object(
  {
    organization: Type.String({ description: "Alias." }),
    oid: Type.String(),
    nowMs: instant("When it was looked at."),
    commit: optional(
      Type.Object(
        {
          sha: Type.String(),
          author: optional(Type.String()),
          uncommitted: Type.Boolean(),
          older: optional(Type.Boolean()),
          atMs: instant("When it was applied."),
        },
        { ...closed, description: "The commit of the last apply." },
      ),
    ),
    paused: optional(pause),
    held: Type.Array(held, { description: "What a person must decide about anything but a task." }),
    unreadable: optional(Type.String({ description: "Why the queue could not be read." })),
    tasks: Type.Array(task, { description: "By name." }),
    recording: optional(
      Type.Object(
        {
          result: Type.Enum(["recorded", "nothing-new", "not-recorded"]),
          reason: optional(Type.String()),
        },
        { ...closed, description: "What became of `--record`." },
      ),
    ),
  },
  closed,
);

/** What `status --format json` prints. */
export const status = walked(
  {
    command: "status",
    description: "How far every task is, for every organization.",
    definitions: { fieldDiff: definitions.fieldDiff, finding: definitions.finding },
  },
  organization,
);
