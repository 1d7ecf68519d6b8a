import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allCommands } from "../../../src/core/command/catalogue.js";
import { lintCommand } from "../../../src/core/command/lint.js";
import {
  flagValue,
  hasFlag,
  isProblem,
  type ParsedCommand,
  parseCommand,
} from "../../../src/core/command/parse.js";

function parse(line: string): ParsedCommand {
  const command = parseCommand(line);
  if (isProblem(command)) throw new Error(command.message);
  return command;
}

/** A command line taken apart, in words. */
function parts(line: string) {
  const { positionals, flags, unknownFlags, surplus, valueless, help } = parse(line);
  return {
    places: Object.fromEntries(
      positionals.map(({ positional, values }) => [positional.name, values.map(({ text }) => text)]),
    ),
    flags: flags.map(({ flag, values }) => [flag.long, ...values.map(({ text }) => text)]),
    unknown: unknownFlags.map(({ text }) => text),
    surplus: surplus.map(({ text }) => text),
    valueless: valueless.map(({ written }) => written),
    help,
  };
}

const nothing = { places: {}, flags: [], unknown: [], surplus: [], valueless: [], help: false };

describe("parseCommand", () => {
  it.each([
    ["os_version", nothing],
    [
      "varist_scan '/srv/in box' -r 60 --max-depth=3 -l",
      {
        ...nothing,
        places: { path: ["/srv/in box"] },
        flags: [["--rating-min", "60"], ["--max-depth", "3"], ["--long-form"]],
      },
    ],
    ["dir_list /etc *", { ...nothing, places: { rootDir: ["/etc"], fileExp: ["*"] } }],
    [
      "dir_list -d 2 /etc --depth=3 *",
      {
        ...nothing,
        places: { rootDir: ["/etc"], fileExp: ["*"] },
        flags: [
          ["--depth", "2"],
          ["--depth", "3"],
        ],
      },
    ],
    [
      "dir_list /etc -d=2",
      { ...nothing, places: { rootDir: ["/etc"], fileExp: [] }, flags: [["--depth", "2"]] },
    ],
    [
      "run --shell-command 'whoami /all' --timeout 5",
      {
        ...nothing,
        flags: [
          ["--shell-command", "whoami /all"],
          ["--timeout", "5"],
        ],
      },
    ],
    ["run '--arguments=-x y'", { ...nothing, flags: [["--arguments", "-x y"]] }],
    ["run --arguments ' -x'", { ...nothing, flags: [["--arguments", " -x"]] }],
    ["run --arguments=a=b", { ...nothing, flags: [["--arguments", "a=b"]] }],
    ["run --arguments=", { ...nothing, flags: [["--arguments", ""]] }],
    [
      "run --arguments -x",
      { ...nothing, flags: [["--arguments"]], unknown: ["-x"], valueless: ["--arguments"] },
    ],
    ["run --arguments", { ...nothing, flags: [["--arguments"]], valueless: ["--arguments"] }],
    ["run --arguments --", { ...nothing, flags: [["--arguments"]], valueless: ["--arguments"] }],
    ["run --arguments -", { ...nothing, flags: [["--arguments", "-"]] }],
    ["reboot --is-confirmed", { ...nothing, flags: [["--is-confirmed"]] }],
    [
      "reboot --is-confirmed=false now",
      { ...nothing, flags: [["--is-confirmed", "false"]], surplus: ["now"] },
    ],
    ["reboot --is-confirmed now", { ...nothing, flags: [["--is-confirmed"]], surplus: ["now"] }],
    ["os_processes --bogus-1", { ...nothing, unknown: ["--bogus-1"] }],
    ["yara_scan x -p -12", { ...nothing, places: { rule: ["x"] }, flags: [["--pid", "-12"]] }],
    ["hidden_module_scan -1", { ...nothing, places: { pid: ["-1"] } }],
    [
      "yara_scan x -p -1 -r /",
      {
        ...nothing,
        places: { rule: ["x"] },
        flags: [
          ["--pid", "-1"],
          ["--root-dir", "/"],
        ],
      },
    ],
    ["deny_tree a b c", { ...nothing, places: { atom: ["a", "b", "c"] } }],
    [
      "mem_find_string 4 -s a b --strings c",
      {
        ...nothing,
        places: { pid: ["4"] },
        flags: [
          ["--strings", "a", "b"],
          ["--strings", "c"],
        ],
      },
    ],
    [
      "mem_find_string --strings a b 4",
      { ...nothing, places: { pid: [] }, flags: [["--strings", "a", "b", "4"]] },
    ],
    ["mem_find_string --strings a -- 4", { ...nothing, places: { pid: ["4"] }, flags: [["--strings", "a"]] }],
    [
      "dir_find_hash / * --hash a --hash b",
      {
        ...nothing,
        places: { rootDir: ["/"], fileExp: ["*"] },
        flags: [
          ["--hash", "a"],
          ["--hash", "b"],
        ],
      },
    ],
    ["deny_tree a -- -- --b", { ...nothing, places: { atom: ["a", "--", "--b"] } }],
    ["file_get -- --offset", { ...nothing, places: { file: ["--offset"] } }],
    ["file_get x y z", { ...nothing, places: { file: ["x"] }, surplus: ["y", "z"] }],
    ["os_processes --bogus=1 -z x", { ...nothing, unknown: ["--bogus", "-z"], surplus: ["x"] }],
    ["os_processes --PID 4", { ...nothing, unknown: ["--PID"], surplus: ["4"] }],
    ["os_version -h", { ...nothing, help: true }],
    ["os_version --help --x", { ...nothing, help: true, unknown: ["--x"] }],
    ["reg_get 'hklm\\a'", { ...nothing, places: { reg: ["hklm\\a"], name: [] } }],
    ["os_version ---x", { ...nothing, surplus: ["---x"] }],
    ["os_version -1x", { ...nothing, unknown: ["-1x"] }],
  ])("takes apart %s", (line, expected) => {
    expect(parts(line)).toEqual(expected);
  });

  it("keeps the words, and the place of each argument in the line", () => {
    const command = parse("yara_scan 'a b'  --pid=4 -f x # rest");
    expect(command.words).toEqual(["yara_scan", "a b", "--pid=4", "-f", "x"]);
    expect(command.entry.name).toBe("yara_scan");
    expect(command.positionals[0]?.values).toEqual([{ text: "a b", column: 11 }]);
    expect(command.flags.map(({ written, column, values }) => [written, column, values])).toEqual([
      ["--pid", 18, [{ text: "4", column: 24 }]],
      ["-f", 26, [{ text: "x", column: 29 }]],
    ]);
    expect(command.quirks).toEqual([{ kind: "comment", column: 31 }]);
  });

  it.each([
    [
      "",
      {
        check: "command/empty",
        column: 1,
        message: "Cannot read the command: there is no word in it",
        fix: "write a command of the sensor, such as os_version; a # drops the rest of the line",
      },
    ],
    [
      " # os_version",
      {
        check: "command/empty",
        column: 1,
        message: "Cannot read the command: there is no word in it",
        fix: "write a command of the sensor, such as os_version; a # drops the rest of the line",
      },
    ],
    [
      "  os_verion x",
      {
        check: "command/unknown",
        column: 3,
        message: 'the sensor has no command "os_verion"',
        fix: "did you mean os_version?",
      },
    ],
    [
      "os_version;reboot",
      {
        check: "command/unknown",
        column: 1,
        message: 'the sensor has no command "os_version;reboot"',
        fix: "one task is one command: ; | & mean nothing outside run --shell-command",
      },
    ],
    [
      "'' os_version",
      {
        check: "command/unknown",
        column: 1,
        message: 'the sensor has no command ""',
        fix: "the first word must be a command of the sensor, such as os_version",
      },
    ],
    [
      "os_version 'x",
      {
        check: "command/split",
        column: 12,
        message: "Cannot split the command: a quote is not closed",
        fix: "close the quote; inside double quotes a backslash escapes it, so put paths in single quotes",
      },
    ],
  ])("says why it is none: %j", (line, problem) => {
    expect(parseCommand(line)).toEqual({ severity: "error", ...problem });
  });

  it("never throws, and neither does the linter", () => {
    const names = allCommands.map(({ name }) => name);
    const flags = allCommands.flatMap((entry) => entry.flags.map(({ long }) => long));
    const word = fc.oneof(
      fc.constantFrom(...flags, "-p", "--", "-1", "4", "'a b'", "{{x}}", "=", "--x=", "'"),
      fc.string(),
    );
    const line = fc
      .tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.array(word))
      .map(([name, words]) => [name, ...words].join(" "));
    fc.assert(
      fc.property(line, fc.option(fc.nat(1_000_000), { nil: 60 }), (text, ttlSeconds) => {
        const findings = lintCommand(text, { ttlSeconds, platforms: ["linux"], respondsTo: ["RECEIPT"] });
        for (const { column } of findings) {
          if (column !== undefined) expect(column).toBeLessThanOrEqual(text.length + 1);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("a very long line", () => {
  it("is taken apart all the same", () => {
    const many = "a ".repeat(200_000);
    expect(parse(`deny_tree ${many}`).positionals[0]?.values).toHaveLength(200_000);
    expect(parse(`deny_tree -- ${many}`).positionals[0]?.values).toHaveLength(200_000);
    expect(parse(`mem_find_string 4 -s ${many}`).flags[0]?.values).toHaveLength(200_000);
  });
});

describe("flagValue and hasFlag", () => {
  it.each([
    ["os_processes --pid 4", "--pid", "4", true],
    ["os_processes -p 4", "--pid", "4", true],
    ["os_processes --pid 4 --pid 5", "--pid", "4", true],
    ["os_processes", "--pid", undefined, false],
    ["os_processes --pid", "--pid", undefined, true],
    ["os_processes --is-no-modules", "--is-no-modules", undefined, true],
    ["os_processes --is-no-modules=true", "--is-no-modules", "true", true],
    ["os_processes --is-no-modules=false", "--is-no-modules", "false", false],
    ["run --arguments=false", "--arguments", "false", true],
  ])("find in %s the flag %s", (line, long, value, there) => {
    expect(flagValue(parse(line), long)).toBe(value);
    expect(hasFlag(parse(line), long)).toBe(there);
  });
});
