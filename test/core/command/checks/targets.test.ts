import { describe, expect, it } from "vitest";
import { platform, unheardAnswer } from "../../../../src/core/command/checks/targets.js";
import type { CommandTargets } from "../../../../src/core/command/checks/check.js";
import { findings } from "./findings.js";

describe("command/platform", () => {
  it.each<[string, CommandTargets, string[]]>([
    [
      "os_autoruns",
      { platforms: ["windows", "linux", "chrome"] },
      [
        "warning -: os_autoruns does not run on linux, chrome; it runs on windows, macos → narrow the selector to the platforms that it runs on",
      ],
    ],
    [
      "pcap_start",
      { platforms: ["linux"] },
      [
        "warning -: pcap_start does not run on linux; it runs on no platform that we know of → narrow the selector to the platforms that it runs on",
      ],
    ],
    [
      "os_version",
      { platforms: ["okta"] },
      [
        "warning -: os_version does not run on okta; it runs on windows, linux, macos → narrow the selector to the platforms that it runs on",
      ],
    ],
  ])("names the platforms that cannot run it: %s", (line, targets, expected) => {
    expect(findings(platform, line, targets)).toEqual(expected);
  });

  it.each<[string, CommandTargets]>([
    ["pcap_start", {}],
    ["os_version", { platforms: ["windows", "linux", "macos"] }],
    ["os_packages", { platforms: ["chrome", "edge"] }],
    ["os_version", { platforms: [] }],
  ])("is content when all can, or none is known: %s", (line, targets) => {
    expect(findings(platform, line, targets)).toEqual([]);
  });
});

describe("command/unheard-answer", () => {
  it.each<[string, CommandTargets, string[]]>([
    [
      "os_version",
      { respondsTo: ["NETSTAT_REP", "FILE_GET_REP"] },
      [
        "warning -: os_version answers with OS_VERSION_REP or RECEIPT, the rule listens to NETSTAT_REP, FILE_GET_REP → let the rule listen to OS_VERSION_REP",
      ],
    ],
    [
      "run --shell-command x",
      { respondsTo: ["EXEC_OOB"] },
      ["warning -: run answers with RECEIPT, the rule listens to EXEC_OOB → let the rule listen to RECEIPT"],
    ],
    [
      "netstat",
      { respondsTo: [] },
      [
        "warning -: netstat answers with NETSTAT_REP or RECEIPT, the rule listens to nothing → let the rule listen to NETSTAT_REP",
      ],
    ],
  ])("warns of a rule that listens elsewhere: %s", (line, targets, expected) => {
    expect(findings(unheardAnswer, line, targets)).toEqual(expected);
  });

  it.each<[string, CommandTargets]>([
    ["os_version", {}],
    ["os_version", { respondsTo: ["RECEIPT"] }],
    ["os_version", { respondsTo: ["X", "OS_VERSION_REP"] }],
    ["restart", { respondsTo: ["X"] }],
  ])("is content with any answer, with none to come, and with no rule: %s", (line, targets) => {
    expect(findings(unheardAnswer, line, targets)).toEqual([]);
  });
});
