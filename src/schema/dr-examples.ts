import type { Json } from "../core/model/json.js";

/** Values that a type of parameter takes, as editors offer them. */
const byType: { readonly [type: string]: readonly Json[] } = {
  path: ["event/FILE_PATH", "routing/investigation_id"],
  scalar: ["acme-version.r", 1],
  text: ["acme-version.r"],
  numeric: [100, "<<event/SIZE>>"],
  count: [3],
  integer: [1],
  boolean: [true],
  pattern: ["^c:\\\\users\\\\"],
  slice: ["-2:"],
  texts: ["example.com", ["example.com", "example.org"]],
  textList: [["RECEIPT", "OS_VERSION_REP"]],
  cidr: ["10.0.0.0/8"],
  node: [{ op: "exists", path: "event/ERROR" }],
  nodes: [[{ op: "exists", path: "event/ERROR" }]],
  map: [{ target: "{{ .routing.sid }}" }],
  anything: [{ host: "{{ .routing.hostname }}" }],
  list: [[]],
  command: ["os_version", ["dir_list", "/tmp", "*"]],
  duration: ["1h"],
  wait: ["10s", 10],
};

/** Where a parameter's name says more than its type. */
const byName: { readonly [name: string]: readonly Json[] } = {
  event: ["RECEIPT", "OS_VERSION_REP"],
  "artifact type": ["pcap"],
  "artifact path": ["/var/log"],
  "artifact source": ["host-1"],
  "log type": ["auth"],
  tz: ["America/Los_Angeles"],
  resource: ["hive://lookup/bad-hashes", "lcr://api/ip-geo"],
  tag: ["compromised"],
  "extension name": ["ext-reliable-tasking"],
  "extension action": ["task"],
  time_of_day_start: [800],
  time_of_day_end: [1830],
  keys: [["{{ .event.FILE_PATH }}"]],
};

/** Examples of a parameter: by its name where that says more, else by its type. */
export function examplesOf(name: string, type: string): readonly Json[] {
  if (type.startsWith("hiveReference:")) return [`hive://${type.slice("hiveReference:".length)}/name`];
  const named = Object.hasOwn(byName, name) ? byName[name] : undefined;
  return named ?? byType[type] ?? [];
}
