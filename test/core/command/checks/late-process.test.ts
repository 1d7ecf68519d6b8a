import { describe, expect, it } from "vitest";
import { lateProcess } from "../../../../src/core/command/checks/late-process.js";
import type { CommandTargets } from "../../../../src/core/command/checks/check.js";
import { findings } from "./findings.js";

describe("command/late-process", () => {
  it.each<[string, CommandTargets, string[]]>([
    [
      "os_kill_process --pid 4",
      {},
      [
        "warning 23: --pid 4 may name another process when this is delivered: that can be 7d from now → give the task a ttl of minutes, or find the process by name with a D&R rule",
      ],
    ],
    [
      "os_suspend -p=4 --tid 5",
      {},
      [
        "warning 15: -p 4 may name another process when this is delivered: that can be 7d from now → give the task a ttl of minutes, or find the process by name with a D&R rule",
      ],
    ],
    [
      "mem_read 0x1 0x10 --processatom abc",
      {},
      [
        "warning 33: --processatom abc may name another process when this is delivered: that can be 7d from now → give the task a ttl of minutes, or find the process by name with a D&R rule",
      ],
    ],
    [
      "hidden_module_scan 12",
      {},
      [
        "warning 20: pid 12 may name another process when this is delivered: that can be 7d from now → give the task a ttl of minutes, or find the process by name with a D&R rule",
      ],
    ],
    [
      "mem_find_string 4 -s x",
      {},
      [
        "warning 17: pid 4 may name another process when this is delivered: that can be 7d from now → give the task a ttl of minutes, or find the process by name with a D&R rule",
      ],
    ],
    [
      "deny_tree a b",
      { ttlSeconds: 3601 },
      [
        "warning 11: atom a may name another process when this is delivered: that can be 1h 1s from now → give the task a ttl of minutes, or find the process by name with a D&R rule",
        "warning 13: atom b may name another process when this is delivered: that can be 1h 1s from now → give the task a ttl of minutes, or find the process by name with a D&R rule",
      ],
    ],
  ])("warns of processes named for more than an hour: %s", (line, targets, expected) => {
    expect(findings(lateProcess, line, targets)).toEqual(expected);
  });

  it.each<[string, CommandTargets]>([
    ["hidden_module_scan -1", {}],
    ["mem_find_string 0 -s x", {}],
    ["mem_handles --pid 0", {}],
    ["yara_scan x --pid -1", {}],
    ["file_get 4", {}],
    ["os_resume --tid 5", {}],
    ["os_kill_process --pid 4", { ttlSeconds: 3600 }],
  ])("says nothing of every process, of other arguments, and of tasks that end soon: %s", (line, targets) => {
    expect(findings(lateProcess, line, targets)).toEqual([]);
  });
});
