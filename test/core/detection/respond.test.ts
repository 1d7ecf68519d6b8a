import { describe, expect, it } from "vitest";
import { actions } from "../../../src/core/detection/actions/table.js";
import type { Json, JsonObject } from "../../../src/core/model/json.js";
import { problemsOf } from "./rules.js";

const detect = { op: "is", path: "event/A", value: "x" };

/** What is said about actions. */
const said = (respond: Json, target = "edr"): string[] =>
  problemsOf({ detect: { ...detect, target }, respond });
const one = (action: JsonObject, target = "edr"): string[] => said([action], target);

describe("actions", () => {
  it.each<[Json, string]>([
    [
      "seal",
      "error rule/respond respond/0: an action is a map, not text → write - action: and its parameters",
    ],
    [
      { name: "x" },
      "error rule/respond respond/0: Cannot respond with respond[0]: it has no action → write action:",
    ],
    [
      { action: "reprot", name: "x" },
      'error rule/unknown-action respond/0/action: there is no action "reprot" → did you mean report?',
    ],
    [
      { action: "add_tag", tag: "x" },
      'error rule/unknown-action respond/0/action: there is no action "add_tag" → did you mean add tag?',
    ],
    [
      { action: "zzzzzzzzzzzz" },
      `error rule/unknown-action respond/0/action: there is no action "zzzzzzzzzzzz" → the actions are ${actions.map(({ name }) => name).join(", ")}`,
    ],
    [
      { action: "isolate_network" },
      'error rule/unknown-action respond/0/action: there is no action "isolate_network" → write isolate network',
    ],
    [
      { action: "webhook reject" },
      'error rule/unknown-action respond/0/action: there is no action "webhook reject" → remove it: it stands in one example only and nothing documents it',
    ],
    [
      { action: "report" },
      "error rule/missing-parameter respond/0: Cannot respond with respond[0]: report has no name → add name: text",
    ],
    [
      { action: "report", name: "x", titel: "y" },
      'error rule/unknown-key respond/0/titel: report has no parameter "titel" → remove it; report takes name, publish, priority, metadata, detect_data, suppression',
    ],
    [
      { action: "report", name: "x", prioriti: 1 },
      'error rule/unknown-key respond/0/prioriti: report has no parameter "prioriti" → write priority',
    ],
    [
      { action: "report", name: "x", priority: 1.5 },
      "error rule/type respond/0/priority: priority must be a whole number, not a number → write a whole number",
    ],
    [
      { action: "report", name: 7 },
      "warning rule/type respond/0/name: name must be text, not a number; whether it is read as text is not documented → quote it: '7'",
    ],
    [
      { action: "task", command: [] },
      "error rule/type respond/0/command: command must be a command line or a list of its words, not a list → write a command line or a list of its words",
    ],
    [
      { action: "task", command: ["a", 1] },
      "error rule/type respond/0/command: command must be a command line or a list of its words, not a list → write a command line or a list of its words",
    ],
    [
      { action: "wait", duration: "soon" },
      'error rule/type respond/0/duration: duration must be a duration such as 1h, not "soon" → write a number and one of ns, us, ms, s, m, h, such as 24h for a day',
    ],
    [
      { action: "wait", duration: -1 },
      "error rule/type respond/0/duration: duration must be a duration such as 1h, not -1 → write a number and one of ns, us, ms, s, m, h, such as 24h for a day",
    ],
    [
      { action: "wait", duration: "-5s" },
      'error rule/type respond/0/duration: duration must be a duration such as 1h, not "-5s" → write a number and one of ns, us, ms, s, m, h, such as 24h for a day',
    ],
    [
      { action: "wait", seconds: 10 },
      "error rule/missing-parameter respond/0/seconds: Cannot respond with respond[0]: wait has no duration → write duration instead of seconds",
    ],
    [
      { action: "extension request", "extension name": "e", "extension action": "a", request: {} },
      "error rule/missing-parameter respond/0/request: Cannot respond with respond[0]: extension request has no extension request → write extension request instead of request",
    ],
    [
      {
        action: "extension request",
        "extension name": "e",
        "extension action": "a",
        "extension request": "x",
      },
      "error rule/type respond/0/extension request: extension request must be a map, not text → write a map",
    ],
    [
      {
        action: "extension request",
        "extension name": "e",
        "extension action": "a",
        "extension request": {},
        "based on report": true,
      },
      "error rule/report-order respond/0: Cannot base the request on a report: no report comes before it → move a report action before it",
    ],
    [
      { action: "start ai agent" },
      "error rule/missing-parameter respond/0: Cannot start an agent: there is neither a definition nor a prompt → add definition: hive://ai_agent/NAME, or prompt and anthropic_secret",
    ],
    [
      { action: "start ai agent", prompt: "x", openai_secret: "hive://secret/x" },
      'warning rule/unknown-key respond/0/openai_secret: start ai agent has no parameter "openai_secret" → check it; start ai agent takes prompt, anthropic_secret, bedrock, vertex, definition, name, lc_api_key_secret, lc_uid_secret, idempotent_key, debounce_key, data, profile, profile_name, suppression',
    ],
    [
      { action: "start ai agent", definition: 5 },
      "error rule/type respond/0/definition: definition must be a reference such as hive://ai_agent/name, not a number → write a reference such as hive://ai_agent/name",
    ],
    [
      { action: "report", name: "{{ .event.A/B }}" },
      'error rule/template respond/0/name: Cannot read the template: "/B }}" does not belong in an action → write a template of Go, such as {{ .event.FILE_PATH }}; fields whose names are not plain words need index',
    ],
    [
      { action: "report", name: "x", metadata: { a: ["{{ .x"] } },
      "error rule/template respond/0/metadata/a/0: Cannot read the template: an action is not closed with }} → write a template of Go, such as {{ .event.FILE_PATH }}; fields whose names are not plain words need index",
    ],
    [
      { action: "seal", suppression: { max_count: 1, period: "1h", keys: ["{{ if }}"] } },
      "error rule/template respond/0/suppression/keys/0: Cannot read the template: a value is missing in an action → write a template of Go, such as {{ .event.FILE_PATH }}; fields whose names are not plain words need index",
    ],
    [
      { action: "seal", suppression: 5 },
      "error rule/suppression respond/0/suppression: suppression must be a map, not a number → write max_count and period",
    ],
    [
      { action: "seal", suppression: { max_count: 1 } },
      "error rule/suppression respond/0/suppression: suppression has no period → add period: such as 1h",
    ],
    [
      { action: "seal", suppression: { period: "1h" } },
      "warning rule/suppression respond/0/suppression: suppression without max_count holds nothing back → add max_count",
    ],
    [
      { action: "seal", suppression: { min_count: 1, period: "1h" } },
      "error rule/suppression respond/0/suppression: min_count needs max_count → add max_count, such as the same number",
    ],
    [
      { action: "seal", suppression: { max_count: 1, period: "721h" } },
      "error rule/suppression respond/0/suppression/period: a period is at most 720h → write 720h or less",
    ],
    [
      { action: "seal", suppression: { max_count: 1, period: "1d" } },
      'error rule/type respond/0/suppression/period: period must be a duration such as 1h, not "1d" → write a number and one of ns, us, ms, s, m, h, such as 24h for a day',
    ],
    [
      { action: "seal", suppression: { "max count": 1, max_count: 1, period: "1h" } },
      'error rule/unknown-key respond/0/suppression/max count: suppression has no member "max count" → write max_count',
    ],
    [
      { action: "seal", suppression: { max_count: 1, period: "1h", x: 1 } },
      'error rule/unknown-key respond/0/suppression/x: suppression has no member "x" → the members are max_count, min_count, period, is_global, keys, count_path',
    ],
    [
      { action: "undelete sensor" },
      "warning rule/action-target respond/0: undelete sensor is not documented for rules of target edr → remove it, or change the target",
    ],
  ])("says of %j what is wrong", (action, problem) => {
    expect(said([action])).toEqual([problem]);
  });

  it("takes every action as it is documented", () => {
    const suppression = {
      max_count: 1,
      min_count: 1,
      period: "1h30m",
      is_global: true,
      keys: ["{{ .event.A }}", "x"],
      count_path: "event/N",
    };
    expect(
      said([
        {
          action: "report",
          name: "x on {{ .routing.hostname }}",
          publish: false,
          priority: 3,
          metadata: { a: [1] },
          detect_data: {},
          suppression,
        },
        { action: "task", command: "deny_tree <<routing/this>>", investigation: "inv" },
        { action: "task", command: ["deny_tree", "<<routing/this>>"] },
        { action: "add tag", tag: "x", ttl: 30, entire_device: true },
        { action: "remove tag", tag: "x" },
        { action: "add var", name: "x", value: "<<event/A>>", ttl: 30 },
        { action: "del var", name: "x", value: "" },
        { action: "add hive tag", "hive name": "dr-general", "record name": "r", tag: "t" },
        { action: "remove hive tag", "hive name": "dr-general", "record name": "r", tag: "t" },
        {
          action: "extension request",
          "extension name": "e",
          "extension action": "a",
          "extension request": { a: "event.A" },
          "based on report": true,
        },
        { action: "service request", name: "s", request: {} },
        { action: "isolate network" },
        { action: "rejoin network" },
        { action: "seal" },
        { action: "unseal" },
        { action: "output", name: "o" },
        { action: "wait", duration: "10s" },
        { action: "wait", duration: 5 },
        { action: "start ai agent", definition: "hive://ai_agent/x", debounce_key: "{{ .routing.sid }}" },
        {
          action: "start ai agent",
          prompt: "x",
          anthropic_secret: "hive://secret/x",
          data: { a: "{{ .event.A }}" },
        },
      ]),
    ).toEqual([]);
  });

  it("knows where actions work", () => {
    expect(one({ action: "undelete sensor" }, "deployment")).toEqual([]);
    expect(one({ action: "report", name: "x" }, "artifact")).toEqual([]);
    expect(one({ action: "output", name: "x" }, "billing")).toEqual([]);
    expect(one({ action: "output", name: "x" }, "artifact")).toEqual([
      "warning rule/action-target respond/0: output is not documented for rules of target artifact → rules of target artifact can only report",
    ]);
  });

  it("does not lose its way in data that is nested without end", () => {
    let deep: Json = "{{ bad";
    for (let level = 0; level < 50_000; level += 1) deep = { x: [deep] };
    expect(one({ action: "report", name: "x", metadata: deep })).toEqual([]);
  });
});
