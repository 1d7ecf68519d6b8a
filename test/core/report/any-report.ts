import fc from "fast-check";
import type { Change, FieldDiff, Held, Outcome, Reach } from "../../../src/core/model/change.js";
import type { Json } from "../../../src/core/model/json.js";
import type { Plan } from "../../../src/core/model/plan.js";
import { taskId } from "../../../src/core/model/queue.js";
import type { Report } from "../../../src/core/model/report.js";
import { hostileText as text } from "./hostile.js";

const json = fc.jsonValue({ depthSize: "xsmall" }) as fc.Arbitrary<Json>;
const count = fc.nat(100_000);
const id = text.filter((each) => each.trim() !== "").map(taskId);
const diff: fc.Arbitrary<FieldDiff[]> = fc.array(
  fc.record({ path: text, before: json, after: json }, { requiredKeys: ["path"] }),
  { maxLength: 3 },
);
const inputs = fc.record(
  {
    command: text,
    target: fc.oneof(fc.record({ sid: text }), fc.record({ tag: text }), fc.record({ selector: text })),
    context: text,
  },
  { requiredKeys: ["command", "target"] },
);
const request = fc.record({
  command: text,
  target: fc.record({ tag: text }),
  context: text,
  ttlSeconds: count,
});
const reach: fc.Arbitrary<Reach> = fc.oneof(
  fc.record({
    known: fc.constant(true as const),
    total: count,
    online: count,
    offline: count,
    notTaskable: count,
    platforms: fc.dictionary(text, count, { maxKeys: 3 }),
    sample: fc.array(text, { maxLength: 3 }),
  }),
  fc.record({ known: fc.constant(false as const), reason: text }),
);
const rule = fc.record({
  key: text,
  task: text,
  data: fc.record(
    {
      detect: fc.dictionary(
        fc.oneof(fc.constantFrom("event", "events", "op", "path", "value", "rules"), text),
        json,
      ),
      respond: fc.array(fc.dictionary(fc.oneof(fc.constantFrom("action", "name", "tag"), text), json), {
        maxLength: 2,
      }),
      tests: fc.dictionary(fc.constantFrom("match", "non_match"), json),
    },
    { requiredKeys: ["detect", "respond"] },
  ),
  tags: fc.array(text, { maxLength: 2 }),
  comment: text,
});
const base = { row: text, reason: text, fingerprint: fc.stringMatching(/^[0-9a-f]{64}$/) };
const onRemove = fc.constantFrom("cancel" as const, "keep" as const);
const ofRun = { ...base, task: text, run: count };

export const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ ...base, verb: fc.constant("subscribe" as const), extension: text }),
  fc.record(
    {
      ...base,
      verb: fc.constantFrom("create-rule" as const, "update-rule" as const),
      task: text,
      rule,
      hash: text,
      etag: text,
      diff,
      drift: diff,
    },
    { requiredKeys: ["row", "reason", "fingerprint", "verb", "task", "rule", "hash", "diff"] },
  ),
  fc.record({ ...base, verb: fc.constant("delete-rule" as const), task: text, key: text, etag: text }),
  fc.record({
    ...base,
    verb: fc.constant("adopt-rule" as const),
    task: text,
    key: text,
    hash: text,
    content: json,
  }),
  fc.record({ ...base, verb: fc.constant("forget-rule" as const), task: text, key: text }),
  fc.record({ ...base, verb: fc.constant("move" as const), task: text, from: text }),
  fc.record({ ...base, verb: fc.constant("remember" as const), task: text, onRemove }),
  fc.record({ ...base, verb: fc.constant("tombstone" as const), task: text }),
  fc.record({ ...ofRun, verb: fc.constant("accept" as const), inputs, diff }),
  fc.record({
    ...ofRun,
    verb: fc.constant("adopt" as const),
    token: text,
    taskId: id,
    inputs,
    request,
    onRemove,
  }),
  fc.record({
    ...ofRun,
    verb: fc.constant("cancel" as const),
    token: text,
    taskId: id,
    pending: count,
    because: fc.constantFrom("superseded" as const, "removed" as const, "late" as const, "repeated" as const),
  }),
  fc.record({
    ...ofRun,
    verb: fc.constant("issue" as const),
    inputs,
    exactContext: fc.boolean(),
    request,
    onRemove,
    reach,
    diff,
  }),
);

export const held: fc.Arbitrary<Held> = fc.record({
  row: fc.oneof(text, fc.constant("15")),
  object: fc.constantFrom("organization", "task", "rule", "entry"),
  name: text,
  reason: text,
  decide: fc.array(text, { maxLength: 2 }),
  diff,
});

const progress = fc.record(
  { run: count, pending: count, total: count, expiresAtMs: count },
  { requiredKeys: ["run", "pending", "expiresAtMs"] },
);

export const finding = fc.record(
  {
    check: text,
    severity: fc.constantFrom("error" as const, "warning" as const, "note" as const),
    message: text,
    fix: text,
    at: fc.record({ file: text, line: fc.integer({ min: 1 }), column: fc.integer({ min: 1 }) }),
    task: text,
    organization: text,
  },
  { requiredKeys: ["check", "severity", "message", "fix"] },
);

export const plan: fc.Arbitrary<Plan> = fc.record(
  {
    project: text,
    organization: text,
    oid: fc.uuid(),
    plannedAtMs: count,
    witness: fc.constantFrom("git" as const, "none" as const),
    commit: fc.record({ sha: fc.stringMatching(/^[0-9a-f]{40}$/), author: text, uncommitted: fc.boolean() }),
    state: fc.constantFrom("ready" as const, "held" as const, "stopped" as const),
    changes: fc.array(change, { maxLength: 4 }),
    held: fc.array(held, { maxLength: 2 }),
    unchanged: fc.array(
      fc.record(
        {
          row: fc.constantFrom("5", "11", "13"),
          object: fc.constantFrom("task" as const, "rule" as const),
          name: text,
          reason: text,
          progress,
        },
        { requiredKeys: ["row", "object", "name", "reason"] },
      ),
      { maxLength: 3 },
    ),
    foreign: fc.array(
      fc.record(
        {
          object: fc.constantFrom("entry" as const, "rule" as const),
          name: text,
          detail: text,
          pending: count,
        },
        { requiredKeys: ["object", "name", "detail"] },
      ),
      { maxLength: 2 },
    ),
    findings: fc.array(finding, { maxLength: 2 }),
  },
  {
    requiredKeys: [
      "project",
      "organization",
      "oid",
      "plannedAtMs",
      "witness",
      "state",
      "changes",
      "held",
      "unchanged",
      "foreign",
      "findings",
    ],
  },
);

export const outcome: fc.Arbitrary<Outcome> = fc.record(
  {
    change,
    result: fc.constantFrom("done" as const, "failed" as const, "skipped" as const, "unresolved" as const),
    message: text,
    taskId: text,
    counts: fc.record({ total: count, tasked: count, queued: count }),
  },
  { requiredKeys: ["change", "result", "message"] },
);

/** A report of any shape, in which every text that can come from outside tries to be more than text. */
export const anyReport: fc.Arbitrary<Report> = fc.record({
  command: fc.constantFrom("plan" as const, "apply" as const),
  project: text,
  findings: fc.array(finding, { maxLength: 2 }),
  organizations: fc.array(
    fc.oneof(
      fc.record(
        { plan, outcomes: fc.array(outcome, { maxLength: 3 }), failure: text },
        { requiredKeys: ["plan"] },
      ),
      fc.record({ organization: text, failure: text }),
    ),
    { maxLength: 2 },
  ),
});
