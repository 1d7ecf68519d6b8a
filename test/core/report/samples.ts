import type { Change, Held, IssueChange, Outcome } from "../../../src/core/model/change.js";
import type { Plan } from "../../../src/core/model/plan.js";
import { taskId } from "../../../src/core/model/queue.js";
import type { OrganizationReport, Report } from "../../../src/core/model/report.js";
import type { DesiredRule } from "../../../src/core/model/rule.js";

const base = { row: "7", reason: "new", fingerprint: "" };

/** A rule of the task `version`, as it is generated. */
export const rule: DesiredRule = {
  key: "lctasks.soc.version",
  task: "version",
  data: {
    detect: {
      events: ["OS_VERSION_REP", "RECEIPT"],
      op: "starts with",
      path: "routing/investigation_id",
      value: "soc-version.r",
      "case sensitive": true,
    },
    respond: [
      { action: "output", name: "tasks-output" },
      { action: "add tag", tag: "seen" },
    ],
    tests: { match: [[{}], [{}]], non_match: [[{}]] },
  },
  tags: ["lctasks:soc"],
  comment: "lctasks soc/version",
};

const inputs = { command: "os_version", target: { selector: "plat == `windows`" } };
const request = { ...inputs, context: "soc-version.r2.0a1b2c3d", ttlSeconds: 172_800 };

export const issue: IssueChange = {
  ...base,
  verb: "issue",
  row: "18",
  reason: "run 1 → 2",
  task: "version",
  run: 2,
  inputs,
  exactContext: false,
  request,
  onRemove: "cancel",
  reach: {
    known: true,
    total: 1290,
    online: 1042,
    offline: 242,
    notTaskable: 6,
    platforms: { windows: 1284, linux: 6 },
    sample: ["DC-0171.corp.example.com", "FS-0187.corp.example.com", "LT-00023", "LT-00043", "LT-00049"],
  },
  diff: [
    { path: "task", before: "os_users", after: "os_version" },
    { path: "context", after: "version" },
  ],
};

const unsigned: readonly Change[] = [
  { ...base, verb: "subscribe", reason: "the configuration asks for it", extension: "ext-reliable-tasking" },
  { ...base, verb: "move", reason: "renamed from old", task: "version", from: "old" },
  {
    ...base,
    verb: "remember",
    reason: "its file is back; nothing is sent for it",
    task: "users",
    onRemove: "keep",
  },
  {
    ...base,
    verb: "adopt",
    reason: "already in the queue with our token: recorded, nothing is sent",
    task: "adopted",
    run: 1,
    token: "soc-adopted.r1.0a1b2c3d",
    taskId: taskId("8cbe27f4-bfa1-4afb-ba19-138cd51389cd"),
    inputs,
    request,
    onRemove: "cancel",
  },
  {
    ...base,
    verb: "accept",
    reason: "the edit is accepted without a new run",
    task: "accepted",
    run: 3,
    inputs,
    diff: [{ path: "task", before: "os_users", after: "os_version" }],
  },
  {
    ...base,
    verb: "adopt-rule",
    reason: "written before",
    task: "version",
    key: "lctasks.soc.adopted",
    hash: "h",
    content: {},
  },
  { ...base, verb: "create-rule", task: "version", rule, hash: "h", diff: [] },
  {
    ...base,
    verb: "update-rule",
    reason: "drift: disabled by carol@example.org, and the file changed as well: the file wins",
    task: "users",
    rule: { ...rule, key: "lctasks.soc.users" },
    hash: "h",
    etag: "e",
    diff: [
      { path: "enabled", before: false, after: true },
      { path: "respond[0]", before: { action: "report", name: "theirs" } },
    ],
    drift: [{ path: "enabled", before: true, after: false }],
  },
  {
    ...base,
    verb: "cancel",
    reason: "superseded by run 2",
    task: "version",
    run: 1,
    token: "soc-version.r1.0a1b2c3d",
    taskId: taskId("10aa196c-1d4b-44bf-bfd3-dfce01993fbf"),
    pending: 242,
    because: "superseded",
  },
  {
    ...base,
    verb: "cancel",
    reason: "its file was removed",
    task: "gone",
    run: 1,
    token: "soc-gone.r1.0a1b2c3d",
    taskId: taskId("20aa196c-1d4b-44bf-bfd3-dfce01993fbf"),
    pending: 0,
    because: "removed",
  },
  issue,
  {
    ...issue,
    task: "unknown",
    reason: "new",
    run: 1,
    reach: { known: false, reason: "the selector cannot be evaluated on sensor 1" },
    diff: [],
  },
  {
    ...base,
    verb: "delete-rule",
    reason: "not wanted any more",
    task: "gone",
    key: "lctasks.soc.gone",
    etag: "e",
  },
  { ...base, verb: "forget-rule", reason: "already gone", task: "gone", key: "lctasks.soc.gone.2" },
  { ...base, verb: "tombstone", reason: "its file was removed; what it ran is remembered", task: "gone" },
];

/** One change for every verb, in the order in which they are applied. */
export const changes: readonly Change[] = unsigned.map((change, index) => ({
  ...change,
  fingerprint: String(index).padStart(64, "0"),
}));

const decide = ["raise `run` to 2", 'write `accept: "3f9a2c1b"`'];

/** One held object of every kind. */
export const held: readonly Held[] = [
  {
    row: "15",
    object: "task",
    name: "edited",
    reason: "edited since run 1",
    decide,
    diff: [{ path: "task", before: "a", after: "b" }],
  },
  {
    row: "2",
    object: "rule",
    name: "lctasks.soc.edited",
    reason: "not ours",
    decide: ["rename it"],
    diff: [],
  },
  {
    row: "21",
    object: "entry",
    name: "30aa196c-1d4b-44bf-bfd3-dfce01993fbf",
    reason: "unknown token",
    decide: ["wait"],
    diff: [],
  },
  {
    row: "policy/empty-input",
    object: "organization",
    name: "policy/empty-input",
    reason: "no task",
    decide: ["--allow-empty"],
    diff: [],
  },
];

const nowMs = Date.UTC(2026, 2, 2, 9);

/** A plan with one of everything. */
export const plan: Plan = {
  project: "soc",
  organization: "prod",
  oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd",
  plannedAtMs: nowMs,
  witness: "git",
  commit: { sha: "0123456789abcdef0123456789abcdef01234567", uncommitted: true },
  state: "ready",
  changes,
  held,
  unchanged: [
    {
      row: "11",
      object: "task",
      name: "pending",
      reason: "run 4 is pending",
      progress: { run: 4, pending: 240, total: 1284, expiresAtMs: nowMs + 7_200_000 },
    },
    {
      row: "12",
      object: "task",
      name: "late",
      reason: "run 1 is still listed after its end",
      progress: { run: 1, pending: 1, expiresAtMs: nowMs - 60_000 },
    },
    { row: "13", object: "task", name: "done", reason: "run 1 was issued, nothing is pending" },
    { row: "5", object: "rule", name: "lctasks.soc.done", reason: "as declared, and enabled" },
    {
      row: "9",
      object: "rule",
      name: "lctasks.soc.kept",
      reason: "kept: answers of its task's runs can still come",
    },
  ],
  foreign: [
    {
      object: "entry",
      name: "40aa196c-1d4b-44bf-bfd3-dfce01993fbf",
      detail: "os_users, context adhoc",
      pending: 1,
    },
    {
      object: "rule",
      name: "lctasks.soc.other",
      detail: "bears this project's name, and the ledger does not know it",
    },
  ],
  findings: [
    {
      check: "plan/expired-yet-listed",
      severity: "warning",
      message: "Run of late is still in the queue after its computed end",
      fix: "compare this machine's clock with the service",
      at: { file: "tasks/late.yaml", line: 1, column: 7 },
    },
  ],
};

const outcome = (
  change: Change | undefined,
  result: Outcome["result"],
  message: string,
  more = {},
): Outcome[] => (change === undefined ? [] : [{ change, result, message, ...more }]);

/** One outcome for every result. */
export const outcomes: readonly Outcome[] = [
  ...outcome(changes[6], "done", "written, read back, enabled"),
  ...outcome(changes[8], "failed", "it is still in the queue"),
  ...outcome(changes[10], "skipped", "not issued: a step before it did not succeed"),
  ...outcome(
    changes[11],
    "unresolved",
    "Cannot issue the task: the connection was cut; the queue does not show it",
  ),
  ...outcome({ ...issue, task: "issued" }, "done", "issued to 1,290 sensors: 1,042 now, 248 queued", {
    taskId: "50aa196c-1d4b-44bf-bfd3-dfce01993fbf",
    counts: { total: 1290, tasked: 1042, queued: 248 },
  }),
];

/** A report about these organizations. */
export const reportOf = (
  command: Report["command"],
  ...organizations: readonly Report["organizations"][number][]
): Report => ({ command, project: "soc", findings: [], organizations });

/** A plan that has nothing in it but what is given. */
export const emptyPlan = (more: Partial<Plan> = {}): Plan => {
  const { commit: _commit, ...rest } = plan;
  return { ...rest, changes: [], held: [], unchanged: [], foreign: [], findings: [], ...more };
};

/** An organization with a plan that has nothing in it but what is given. */
export const planned = (
  more: Partial<Plan> = {},
  rest: Omit<OrganizationReport, "plan"> = {},
): OrganizationReport => ({
  plan: emptyPlan(more),
  ...rest,
});
