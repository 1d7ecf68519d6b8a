import { describe, expect, it } from "vitest";
import { commandChecks } from "../../../src/core/command/checks/table.js";
import { type CommandTargets, lintCommand } from "../../../src/core/command/lint.js";

const ids = (line: string, targets?: CommandTargets): string[] =>
  lintCommand(line, targets).map(({ check, severity }) => `${severity} ${check}`);

describe("lintCommand", () => {
  it("finds nothing in a command that only reads", () => {
    expect(lintCommand("os_version", { platforms: ["windows", "linux"], ttlSeconds: 86_400 })).toEqual([]);
  });

  it("says why a line is no command, and nothing else", () => {
    expect(ids("os_verion --pid 4")).toEqual(["error command/unknown"]);
    expect(ids("reboot 'x")).toEqual(["error command/split"]);
    expect(ids("")).toEqual(["error command/empty"]);
  });

  it("gives each finding its check, severity, message, fix and place", () => {
    expect(lintCommand("os_processes --pdi")).toEqual([
      {
        check: "command/unknown-flag",
        severity: "warning",
        message: "os_processes has no flag --pdi",
        fix: "did you mean --pid?",
        column: 14,
      },
    ]);
  });

  it("orders findings by damage", () => {
    expect(ids("reboot", { platforms: ["chrome"] })).toEqual([
      "error command/not-confirmed",
      "warning command/self-killing",
      "warning command/platform",
      "note command/destructive",
    ]);
  });

  it("knows nothing of targets but the default TTL unless it is told", () => {
    expect(ids("os_kill_process --pid 4")).toContain("warning command/late-process");
    expect(ids("os_kill_process --pid 4", { ttlSeconds: 600 })).not.toContain("warning command/late-process");
    expect(ids("os_autoruns")).toEqual([]);
    expect(ids("os_autoruns", { platforms: ["linux"], respondsTo: ["X"] })).toEqual([
      "warning command/platform",
      "warning command/unheard-answer",
    ]);
  });

  it("calls an error only what keeps the line from running", () => {
    const hard = commandChecks
      .filter(({ severities }) => severities.includes("error"))
      .map(({ check }) => check);
    expect(hard).toEqual(["command/missing-argument", "command/missing-value", "command/not-confirmed"]);
  });

  it("runs every check of the table", () => {
    const lines: [string, CommandTargets?][] = [
      ["dir_list"],
      ["reboot"],
      ["run --arguments"],
      ["restart"],
      ["os_kill_process --pid 4 --pid x --bogus"],
      ["segregate_network"],
      ["set_performance_mode"],
      ["epp_status"],
      ["deny_tree {{x}}"],
      ["exfil_get # x"],
      ["exfil_del \\x y"],
      ["mem_read 0 1024"],
      ["seal --enable --disable"],
      ["reg_list x", { platforms: ["linux"], respondsTo: [] }],
      ["pcap_start"],
      ["run --shell-command x"],
      ["yara_scan x"],
      ["log_get --file x"],
      ["os_version -h"],
    ];
    const found = new Set(
      lines.flatMap(([line, targets]) => lintCommand(line, targets).map(({ check }) => check)),
    );
    expect([...found].toSorted()).toEqual(commandChecks.map(({ check }) => check).toSorted());
  });
});

describe("the table of checks", () => {
  it("gives every check an id of its own and says why it matters", () => {
    expect(new Set(commandChecks.map(({ check }) => check)).size).toBe(commandChecks.length);
    for (const { check, about, severities } of commandChecks) {
      expect(check).toMatch(/^command\/[a-z-]+$/);
      expect(about).toMatch(/^[^\n]{30,}\.$/);
      expect(severities.length).toBeGreaterThan(0);
    }
  });
});
