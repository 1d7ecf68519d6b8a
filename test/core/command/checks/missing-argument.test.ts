import { describe, expect, it } from "vitest";
import {
  missingArgument,
  missingValue,
  notConfirmed,
} from "../../../../src/core/command/checks/missing-argument.js";
import { findings } from "./findings.js";

describe("command/missing-argument", () => {
  it.each([
    [
      "dir_list",
      [
        "error -: dir_list needs rootDir → write dir_list <rootDir> <fileExp>",
        "error -: dir_list needs fileExp → write dir_list <rootDir> <fileExp>",
      ],
    ],
    ["dir_list /etc", ["error -: dir_list needs fileExp → write dir_list <rootDir> <fileExp>"]],
    [
      "dir_find_hash / *",
      ["error -: dir_find_hash needs --hash → write dir_find_hash <rootDir> <fileExp> --hash <string>"],
    ],
    [
      "epp_add_exclusion x",
      [
        "error -: epp_add_exclusion needs --type → write epp_add_exclusion <value> --type <extension|path|process>",
      ],
    ],
    ["reg_get", ["error -: reg_get needs reg → write reg_get <reg>"]],
    [
      "mem_find_string --strings a",
      ["error -: mem_find_string needs pid → write mem_find_string <pid> --strings <string>"],
    ],
    ["deny_tree", ["error -: deny_tree needs atom → write deny_tree <atom>"]],
    ["upgrade_core", ["error -: upgrade_core needs --beta → write upgrade_core --beta"]],
    ["run", ["error -: run needs --shell-command or --payload-name → write run --shell-command '<line>'"]],
    [
      "run --timeout 5",
      ["error -: run needs --shell-command or --payload-name → write run --shell-command '<line>'"],
    ],
    ["put", ["error -: put needs --payload-name → write put --payload-name <string>"]],
  ])("names each required argument that is not there: %s", (line, expected) => {
    expect(findings(missingArgument, line)).toEqual(expected);
  });

  it.each([
    "dir_list / *",
    "deny_tree a",
    "upgrade_core --beta",
    "reg_get 'hklm\\a'",
    "run --shell-command x",
    "run --payload-name x",
    "reboot",
    "dir_list --help",
    "run -h",
    "os_version",
  ])("is content with what is required, and leaves the confirmation to its own check: %s", (line) => {
    expect(findings(missingArgument, line)).toEqual([]);
  });
});

describe("command/missing-value", () => {
  it.each([
    [
      "run --arguments",
      [
        "error 5: --arguments has no value → write --arguments <value>, or --arguments=<value> when the value begins with -",
      ],
    ],
    [
      "run --shell-command --timeout 5",
      [
        "error 5: --shell-command has no value → write --shell-command <value>, or --shell-command=<value> when the value begins with -",
      ],
    ],
    [
      "mem_find_string 4 -s",
      ["error 19: -s has no value → write -s <value>, or -s=<value> when the value begins with -"],
    ],
  ])("names flags that end before their value: %s", (line, expected) => {
    expect(findings(missingValue, line)).toEqual(expected);
  });

  it.each(["run --arguments=", "reboot --is-confirmed", "os_processes --is-no-modules"])(
    "is content with values and with flags that take none: %s",
    (line) => {
      expect(findings(missingValue, line)).toEqual([]);
    },
  );
});

describe("command/not-confirmed", () => {
  it.each([
    [
      "reboot",
      [
        "error -: reboot needs --is-confirmed: without it the sensor refuses → add --is-confirmed if every targeted host shall do it",
      ],
    ],
    [
      "uninstall --msi",
      [
        "error -: uninstall needs --is-confirmed: without it the sensor refuses → add --is-confirmed if every targeted host shall do it",
      ],
    ],
    [
      "shutdown",
      [
        "error -: shutdown needs --is-confirmed: without it the sensor refuses → add --is-confirmed if every targeted host shall do it",
      ],
    ],
    [
      "logoff",
      [
        "error -: logoff needs --is-confirmed: without it the sensor refuses → add --is-confirmed if every targeted host shall do it",
      ],
    ],
  ])("asks for the confirmation: %s", (line, expected) => {
    expect(findings(notConfirmed, line)).toEqual(expected);
  });

  it.each(["reboot --is-confirmed", "reboot --help", "restart", "run"])(
    "is content with it, and where none is asked for: %s",
    (line) => {
      expect(findings(notConfirmed, line)).toEqual([]);
    },
  );
});
