import type { JsonObject } from "../../../src/core/model/json.js";

/** A rule as organizations have it, and what must become of it. */
export interface LegacyRule {
  readonly name: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
  readonly result: "converted" | "refused" | "untouched";
}

const detect = { event: "NEW_PROCESS", op: "ends with", path: "event/FILE_PATH", value: "evil.exe" };
const plain = { enabled: true, tags: [], comment: "", expiry: 0 };
const legacy = (request: JsonObject, more: JsonObject = {}): JsonObject => ({
  action: "service request",
  name: "reliable-tasking",
  request,
  ...more,
});
const onSensor: JsonObject = { action: "task", task: "history_dump", sid: "<<routing/sid>>" };
const rule = (
  name: string,
  respond: readonly JsonObject[],
  more: Partial<LegacyRule> & { readonly beside?: JsonObject } = {},
): LegacyRule => {
  const { beside = {}, ...rest } = more;
  return { name, data: { detect, respond, ...beside }, metadata: plain, result: "converted", ...rest };
};

/** Rules that call the legacy service in every way that is known, and some that only look so. */
export const legacyRules: readonly LegacyRule[] = [
  rule("a-plain", [legacy(onSensor)]),
  rule("b-several", [
    legacy(onSensor),
    { action: "report", name: "evil on {{ .routing.hostname }}" },
    legacy({ action: "task", task: "file_hash <<event/FILE_PATH>>", tag: "vip", ttl: 3600, inv_id: "hash" }),
    legacy({ action: "untask", tag: "vip", task_id: "abc" }),
    legacy({ action: "list" }),
  ]),
  rule("c-other-service", [
    { action: "service request", name: "dumper", request: { sid: "<<routing/sid>>", retention: 3 } },
    legacy({ ...onSensor, context: "<<routing/this>>" }, { suppression: { period: "1h", max_count: 1 } }),
  ]),
  rule("d-disabled", [legacy({ ...onSensor, ttl: "<<event/TTL>>" })], {
    metadata: {
      enabled: false,
      tags: ["soc", "keep"],
      comment: "for the night shift",
      expiry: 4_000_000_000_000,
    },
  }),
  rule("e-with-tests", [legacy({ ...onSensor, task: "os_version" })], {
    beside: {
      tests: {
        match: [[{ routing: { event_type: "NEW_PROCESS" }, event: { FILE_PATH: "C:\\evil.exe" } }]],
        non_match: [[{ routing: { event_type: "NEW_PROCESS" }, event: { FILE_PATH: "C:\\good.exe" } }]],
      },
    },
  }),
  rule("f-selector", [
    legacy({ action: "task", task: "dir_list <</event/DIR>>-<<event/NAME>>", selector: "plat == windows" }),
  ]),
  rule("g-template-already", [legacy({ ...onSensor, task: "file_hash {{ .event.FILE_PATH }}" })]),
  rule("m-quotes", [legacy({ ...onSensor, task: 'run --shell-command "whoami"' })], { result: "refused" }),
  rule("n-no-target", [legacy({ action: "task", task: "os_version" })], { result: "refused" }),
  rule("o-half", [legacy(onSensor), legacy({ ...onSensor, task: "a `b`" })], { result: "refused" }),
  rule("p-unknown-field", [legacy({ ...onSensor, plat: "windows" })], { result: "refused" }),
  rule("q-unknown-action", [legacy({ action: "flush", sid: "<<routing/sid>>" })], { result: "refused" }),
  rule("r-untask-all", [legacy({ action: "untask", sid: "<<routing/sid>>" })], { result: "refused" }),
  rule("s-wildcard", [legacy({ ...onSensor, task: "file_get <<event/*/PATH>>" })], { result: "refused" }),
  rule("x-no-service", [{ action: "report", name: "reliable-tasking" }], { result: "untouched" }),
  rule(
    "y-extension",
    [
      {
        action: "extension request",
        "extension name": "ext-reliable-tasking",
        "extension action": "task",
        "extension request": { task: '{{ "os_version" }}', sid: "{{ .routing.sid }}" },
      },
    ],
    { result: "untouched" },
  ),
  rule("z-other", [{ action: "service request", name: "reliable-tasking-2", request: onSensor }], {
    result: "untouched",
  }),
];
