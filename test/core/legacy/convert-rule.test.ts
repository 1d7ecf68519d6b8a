import { describe, expect, it } from "vitest";
import { convertRule } from "../../../src/core/legacy/convert-rule.js";
import type { JsonObject } from "../../../src/core/model/json.js";

const detect = { event: "NEW_PROCESS", op: "exists", path: "event" };
const item = (request: JsonObject, more: JsonObject = {}): JsonObject => ({
  action: "service request",
  name: "reliable-tasking",
  request,
  ...more,
});
const ruleOf = (...respond: JsonObject[]): JsonObject => ({ detect, respond });
const task = { action: "task", task: "history_dump", sid: "<<routing/sid>>", ttl: 60, inv_id: "inv" };

describe("a rule that calls the legacy service", () => {
  it("becomes extension requests, field by field; everything else stays", () => {
    const report = { action: "report", name: "hit" };
    const other = { action: "service request", name: "exfil", request: { action: "x" } };
    const rule = {
      ...ruleOf(
        report,
        item(task, { suppression: { period: "1h" } }),
        other,
        item({ action: "untask", tag: "vip", task_id: "t" }),
        item({ action: "list" }),
      ),
      tests: { match: [] },
      x: 1,
    };
    const converted = convertRule(rule);
    expect(converted).toMatchObject({
      result: "converted",
      items: [{ index: 1 }, { index: 3 }, { index: 4 }],
    });
    expect(converted.result === "converted" && converted.data).toEqual({
      detect,
      tests: { match: [] },
      x: 1,
      respond: [
        report,
        {
          action: "extension request",
          "extension name": "ext-reliable-tasking",
          "extension action": "task",
          "extension request": {
            task: '{{ "history_dump" }}',
            sid: "{{ .routing.sid }}",
            ttl: 60,
            context: '{{ "inv" }}',
          },
          suppression: { period: "1h" },
        },
        other,
        {
          action: "extension request",
          "extension name": "ext-reliable-tasking",
          "extension action": "untask",
          "extension request": { tag: '{{ "vip" }}', task_id: '{{ "t" }}' },
        },
        {
          action: "extension request",
          "extension name": "ext-reliable-tasking",
          "extension action": "list",
          "extension request": {},
        },
      ],
    });
  });

  it("keeps a context that has its new name already", () => {
    const converted = convertRule(ruleOf(item({ action: "task", task: "x", tag: "t", context: "c" })));
    expect(converted).toMatchObject({
      items: [{ after: { "extension request": { context: '{{ "c" }}', tag: '{{ "t" }}' } } }],
    });
  });

  it.each<[string, JsonObject, string]>([
    ["no request", { action: "service request", name: "reliable-tasking" }, "respond[0] has no request"],
    ["no action", item({ task: "x" }), "asks for the action null"],
    ["an action that is no text", item({ ...task, action: ["task"] }), 'asks for the action ["task"]'],
    ["an internal action", item({ action: "signal_attempt", sid: "s" }), "signal_attempt"],
    ["a name that every object has", item({ action: "constructor" }), "constructor"],
    ["no command", item({ action: "task", sid: "s" }), "it has no command"],
    ["no target", item({ action: "task", task: "x" }), "it has no target"],
    [
      "several targets",
      item({ action: "task", task: "x", sid: "s", tag: "t" }),
      "several targets (sid, tag)",
    ],
    ["an unknown field", item({ ...task, plat: "windows" }), "the field plat has no counterpart"],
    ["two contexts", item({ ...task, context: "c" }), "inv_id and context"],
    ["an untask of everything", item({ action: "untask", sid: "s" }), "would delete every queued task"],
    [
      "a value that cannot be converted",
      item({ ...task, task: 'run --shell-command "x"' }),
      "respond[0], task: the literal text contains",
    ],
  ])("with %s is refused as a whole, with the reason", (_name, broken, reason) => {
    const converted = convertRule(ruleOf(broken, item(task)));
    expect(converted).toEqual({ result: "refused", reasons: [expect.stringContaining(reason) as string] });
  });

  it.each<[string, JsonObject]>([
    ["no response", { detect }],
    ["another action of that name", ruleOf({ action: "report", name: "reliable-tasking", request: task })],
    ["other services only", ruleOf({ action: "service request", name: "other", request: {} })],
    ["items that are no maps", { detect, respond: ["x", null, { action: "service request" }] }],
    [
      "extension requests already",
      ruleOf({ action: "extension request", "extension name": "ext-reliable-tasking" }),
    ],
  ])("is left alone with %s", (_name, rule) => {
    expect(convertRule(rule)).toEqual({ result: "nothing" });
  });
});
