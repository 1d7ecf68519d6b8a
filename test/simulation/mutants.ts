import type { Mutation } from "./build-program.js";

/** A mistake somebody could make in the protocol, and the seed of a sequence that shows it. */
export interface Mutant extends Mutation {
  readonly name: string;
  /** What it has to break: others could break by chance of how the service is. */
  readonly shows?: RegExp;
  /** The first seed that finds it, by `npm run simulate -- --mutants`. */
  readonly seed: number;
}

const intentWrite = `  await lease.session.write(
    batch.reduce(
      (members, { change, serves }) => withIntent(members, change, { ...origin, nowMs, ...serves }),
      before,
    ),
  );
`;
const sending = `  const tried = await sendAll(execution, batch);
`;
const sendingJudged = 'return { kind: isReadableNo(attempt) ? "refused" : "ambiguous", message };';
const recomputed = `runs: row.runs.map((run) => ({ ...run, token: formToken({
  inputs: runInputs(task), context: task.context, project: input.project, oid: input.oid, ledgerId: ledger.ledger.ledgerId,
  run: run.run, rendered: runInputs(task), exactContext: task.exactContext }) }))`;
const emptyLedger = `{ version: 1, project: store.project, oid: store.oid, ledgerId: "00000000-0000-4000-8000-000000000000", serial: 1,
  previous: "", createdAtMs: 0, createdWith: "run-existing", tasks: {}, rules: {} }`;

const servedLate = `      {
        const answered = withIssued(members, change, { ...verdict, nowMs });
        const row = answered.tasks[task];
        if (row === undefined || change.part?.newcomers === undefined) return answered;
        const sids = [...JSON.stringify(request.target).matchAll(/sid == .([0-9a-f-]{36})/g)].map(([, sid]) => sid ?? "");
        return { ...answered, tasks: { ...answered.tasks, [task]: serving(row, run, sids) } };
      }`;

/** Every promise of the protocol, broken once. */
export const mutants: readonly Mutant[] = [
  {
    name: "let a wave follow whatever failed",
    file: "core/plan/wave-failures.ts",
    shows: /a wave before it failed/,
    edits: [["  if (isOver(haltOn, failed, asked))", "  if (asked === -1 && isOver(haltOn, failed, asked))"]],
    seed: 30,
  },
  {
    name: "drop the intent write",
    file: "flow/apply/issue-step.ts",
    edits: [[intentWrite + sending, sending + intentWrite]],
    seed: 1,
  },
  {
    name: "send again on 504",
    file: "adapters/limacharlie/task-answer.ts",
    edits: [
      [
        sendingJudged,
        `if (attempt.status === 504) return { kind: "unsent", message, retryAfterMs: 1000 };\n  ${sendingJudged}`,
      ],
    ],
    seed: 103,
  },
  {
    name: "drop the etag",
    file: "adapters/limacharlie/ledger-hive.ts",
    shows: /requested again|without a lease|before the ledger knew/,
    edits: [
      [
        "const sending = { ledger, mark: randomUUID(), expected };",
        'const sending = { ledger, mark: randomUUID(), expected: "" };',
      ],
    ],
    seed: 22,
  },
  {
    name: "swap rule and task",
    file: "flow/apply.ts",
    edits: [
      ["  await rulesStep(execution);\n", ""],
      ["  await issueStep(execution);\n", "  await issueStep(execution);\n  await rulesStep(execution);\n"],
    ],
    seed: 2,
  },
  {
    name: "forget tombstones",
    file: "core/plan/record.ts",
    edits: [
      [
        "withTask(members, name, { ...withPartsOver(row), tombstone: { atMs: nowMs } })",
        "withTask(members, name, undefined)",
      ],
    ],
    seed: 3,
  },
  {
    name: "decide before the lease",
    file: "flow/apply.ts",
    edits: [["plan: input.decide(observation)", "plan: progress.plan"]],
    also: {
      file: "flow/apply/issue-step.ts",
      edits: [["if (used !== undefined) {", 'if (used === "") {']],
    },
    seed: 84,
  },
  {
    name: "recompute tokens",
    shows: /a context of ours|was requested again/,
    file: "core/plan/plan.ts",
    edits: [
      [
        "import { desiredRules,",
        'import { formToken } from "../model/token.js";\nimport { runInputs } from "./run-inputs.js";\nimport { desiredRules,',
      ],
      [
        "merge(decideAll(input, ledger.ledger, queue.entries), input)",
        `merge(decideAll(input, { ...ledger.ledger, tasks: Object.fromEntries(Object.entries(ledger.ledger.tasks).map(([name, row]) => {
          const task = input.tasks.find((each) => each.name === name);
          return [name, task === undefined ? row : { ...row, ${recomputed} }];
        })) }, queue.entries), input)`,
      ],
    ],
    seed: 225,
  },
  {
    name: "treat a missing ledger as empty",
    file: "adapters/limacharlie/ledger-hive.ts",
    edits: [
      [
        'if (record === undefined) return { state: "absent" };',
        `if (record === undefined) return { state: "present", ledger: ${emptyLedger}, version: "" };`,
      ],
    ],
    seed: 1,
  },
  {
    name: "resume an expired lease",
    file: "flow/apply/lease.ts",
    edits: [["leftMs() > pauseMs + neededMs", "pauseMs >= 0"]],
    seed: 417,
  },
  {
    name: "issue a period before its time",
    file: "core/plan/next-period.ts",
    shows: /it is another one now/,
    edits: [["Math.floor((nowMs - last.atMs) / lengthMs)", "Math.ceil((nowMs - last.atMs) / lengthMs)"]],
    seed: 5,
  },
  {
    name: "leave the period before in the queue",
    file: "core/plan/decide-task.ts",
    shows: /the period before, still waits/,
    edits: [
      [
        ' f.older === "open", decision: "cancel-then-issue" },\n  { row: "25"',
        ' f.older === "open", decision: "issue" },\n  { row: "25"',
      ],
    ],
    seed: 11,
  },
  {
    name: "begin to recur by an edit",
    file: "core/plan/next-part.ts",
    shows: /was requested again/,
    edits: [
      [
        "  if (part === undefined) return ended(wholeReason(latest));\n",
        "  if (part === undefined) return nextPeriod(input, { ...latest, part: { period: { index: 0, atMs: latest.intentAtMs } } });\n",
      ],
    ],
    also: {
      file: "core/plan/used-up.ts",
      edits: [
        [
          "if (known?.period === undefined || part.period === undefined) return true;",
          "if (known?.period === undefined || part.period === undefined) return false;",
        ],
      ],
    },
    seed: 80,
  },
  {
    name: "a wave repeats buckets after an edit",
    file: "core/plan/next-wave.ts",
    shows: /was requested again/,
    edits: [
      [
        "const done = Math.max(...issued.map(({ part }) => part?.wave?.to ?? bucketCount));",
        "const done = waves?.[issued.length - 1]?.buckets ?? bucketCount;",
      ],
    ],
    also: {
      file: "core/plan/used-up.ts",
      edits: [["return overlap(known.wave, part.wave);", "return false;"]],
    },
    seed: 2,
  },
  {
    name: "a wave follows in the soak of the one before",
    file: "core/plan/next-wave.ts",
    shows: /was requested in the soak of/,
    edits: [["if (nowMs < atMs)", "if (nowMs < (latest.issuedAtMs ?? latest.intentAtMs))"]],
    seed: 24,
  },
  {
    name: "write who is served after the send",
    file: "flow/apply/issue-step.ts",
    shows: /was requested again/,
    edits: [
      [
        "{ ...origin, nowMs, ...serves }",
        "{ ...origin, nowMs, ...(change.part?.newcomers?.round === 0 ? serves : {}) }",
      ],
      ["import { whomItAsks } from", "import { serving, whomItAsks } from"],
      ["      return withIssued(members, change, { ...verdict, nowMs });", servedLate],
    ],
    seed: 10,
  },
];
