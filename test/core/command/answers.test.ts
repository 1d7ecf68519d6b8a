import { describe, expect, it } from "vitest";
import { answerEvents, effectOf } from "../../../src/core/command/answers.js";
import { allCommands } from "../../../src/core/command/catalogue.js";

describe("answerEvents", () => {
  it.each([
    ["os_version", ["OS_VERSION_REP", "RECEIPT"]],
    ["run --shell-command 'whoami /all'", ["RECEIPT"]],
    ["put --payload-name x", ["RECEIPT"]],
    ["artifact_get --file x", ["RECEIPT"]],
    ["dns_resolve example.com", ["DNS_REQUEST", "RECEIPT"]],
    ["exfil_add NEW_PROCESS -e 60", ["CLOUD_NOTIFICATION", "RECEIPT"]],
    ["mem_find_handle x", ["MEM_FIND_HANDLES_REP", "MEM_FIND_HANDLE_REP", "RECEIPT"]],
    ["restart", []],
    ["upgrade_core --beta", []],
    ["dir_list", ["DIR_LIST_REP", "RECEIPT"]],
    ["os_verion", []],
    ["", []],
    ["os_version 'x", []],
  ])("of %s are %j", (line, events) => {
    expect(answerEvents(line)).toEqual(events);
  });
});

describe("effectOf", () => {
  it.each([
    ["os_version", { effect: "read-only", selfKilling: false, dataLeavesHost: false }],
    ["file_get /etc/passwd", { effect: "read-only", selfKilling: false, dataLeavesHost: true }],
    ["file_del x", { effect: "destructive", selfKilling: false, dataLeavesHost: false }],
    ["fim_add --pattern x", { effect: "state-changing", selfKilling: false, dataLeavesHost: false }],
    ["run --shell-command 'whoami'", { effect: "destructive", selfKilling: false, dataLeavesHost: true }],
    ["os_verion", { effect: "destructive", selfKilling: true, dataLeavesHost: true }],
    ["os_version 'x", { effect: "destructive", selfKilling: true, dataLeavesHost: true }],
    ["", { effect: "destructive", selfKilling: true, dataLeavesHost: true }],
  ])("of %j", (line, effect) => {
    expect(effectOf(line)).toEqual(effect);
  });

  it("names the commands that take down their own acknowledgement", () => {
    const names = allCommands.map(({ name }) => name).filter((name) => effectOf(name).selfKilling);
    expect(names.toSorted()).toEqual([
      "logoff",
      "reboot",
      "restart",
      "shutdown",
      "uninstall",
      "upgrade_core",
    ]);
  });

  it("names the commands whose answers are contents", () => {
    const names = allCommands.map(({ name }) => name).filter((name) => effectOf(name).dataLeavesHost);
    expect(names.toSorted()).toEqual([
      "artifact_get",
      "doc_cache_get",
      "file_get",
      "history_dump",
      "log_get",
      "mem_find_string",
      "mem_read",
      "mem_strings",
      "run",
    ]);
  });

  it.each([
    "shutdown /r /t 0",
    "C:\\Windows\\System32\\shutdown.exe /r",
    "/sbin/reboot",
    "sudo Reboot",
    "systemctl poweroff",
    "halt",
    "logoff 1",
    'powershell -c "Restart-Computer -Force"',
    "Stop-Computer",
    "init 6",
    "telinit  0",
    "sleep 5;reboot",
    "(reboot)",
  ])("sees that run takes the host down: %s", (shell) => {
    expect(effectOf(`run --shell-command '${shell}'`).selfKilling).toBe(true);
  });

  it.each([
    "whoami",
    "cat /var/log/reboot.log",
    "ls shutdown-scripts",
    "last-reboot",
    "grep rebooted x",
    "asphalt",
    "init 3",
    "init 60x",
    "restart-computer-later",
  ])("does not see it where it is not: %s", (shell) => {
    expect(effectOf(`run --shell-command '${shell}'`).selfKilling).toBe(false);
  });

  it("looks into the arguments of a payload, and nowhere else", () => {
    expect(effectOf("run --payload-name x --arguments 'shutdown /r'").selfKilling).toBe(true);
    expect(effectOf("run --payload-name shutdown").selfKilling).toBe(false);
    expect(effectOf("file_get shutdown").selfKilling).toBe(false);
  });
});
