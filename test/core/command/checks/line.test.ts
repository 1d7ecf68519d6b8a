import { describe, expect, it } from "vitest";
import {
  backslash,
  comment,
  help,
  surplusWord,
  template,
  unknownFlag,
} from "../../../../src/core/command/checks/line.js";
import { findings } from "./findings.js";

describe("command/unknown-flag", () => {
  it.each([
    ["os_processes --pdi 4", ["warning 14: os_processes has no flag --pdi → did you mean --pid?"]],
    [
      "os_processes --bogus -z",
      [
        "warning 14: os_processes has no flag --bogus → its flags are --pid -p --is-no-modules",
        "warning 22: os_processes has no flag -z → its flags are --pid -p --is-no-modules",
      ],
    ],
    ["os_version --x", ["warning 12: os_version has no flag --x → it takes no flags"]],
    ["dir_list / * --dept 2", ["warning 14: dir_list has no flag --dept → did you mean --depth?"]],
    [
      "reboot --is_confirmed",
      ["warning 8: reboot has no flag --is_confirmed → did you mean --is-confirmed?"],
    ],
  ])("names the nearest flag, or all: %s", (line, expected) => {
    expect(findings(unknownFlag, line)).toEqual(expected);
  });

  it.each(["os_processes --pid 4 --is-no-modules", "dir_list / * -d 2", "os_version --help"])(
    "knows the flags of the catalogue: %s",
    (line) => {
      expect(findings(unknownFlag, line)).toEqual([]);
    },
  );
});

describe("command/surplus-word", () => {
  it.each([
    ["os_version now", ['warning 12: os_version has no place for "now" → leave it out']],
    [
      "file_get C:\\Program Files\\x",
      ['warning 21: file_get has no place for "Files\\\\x" → put an argument with spaces in single quotes'],
    ],
    [
      "run --shell-command whoami /all",
      ["warning 28: run has no place for \"/all\" → quote the whole line: --shell-command 'whoami /all'"],
    ],
    [
      "run --shell-command=echo 'a b' c",
      ["warning 26: run has no place for \"a b\" → quote the whole line: --shell-command 'echo a b c'"],
    ],
    [
      "netstat | grep x",
      ['warning 9: netstat has no place for "|" → pipes and redirections need run --shell-command'],
    ],
    [
      "os_packages > x",
      ['warning 13: os_packages has no place for ">" → pipes and redirections need run --shell-command'],
    ],
    ["run --payload-name x y", ['warning 22: run has no place for "y" → leave it out']],
  ])("says what to do about a word without a place: %s", (line, expected) => {
    expect(findings(surplusWord, line)).toEqual(expected);
  });

  it.each(["dir_list / *", "deny_tree a b c", "os_processes --bogus 4"])(
    "is content with places, and leaves lines with unknown flags alone: %s",
    (line) => {
      expect(findings(surplusWord, line)).toEqual([]);
    },
  );
});

describe("command/comment", () => {
  it.each([
    [
      "run --shell-command echo #hi",
      [
        "warning 26: # begins a word: the sensor drops it and the rest of the line → put the argument that contains it in single quotes",
      ],
    ],
    [
      "os_version # x",
      [
        "warning 12: # begins a word: the sensor drops it and the rest of the line → put the argument that contains it in single quotes",
      ],
    ],
  ])("warns of a swallowed rest: %s", (line, expected) => {
    expect(findings(comment, line)).toEqual(expected);
  });

  it.each(["run --shell-command 'echo #hi'", "file_get a#b", "file_get \\#x"])("knows quotes: %s", (line) => {
    expect(findings(comment, line)).toEqual([]);
  });
});

describe("command/backslash", () => {
  it.each([
    [
      "file_get \\\\srv\\x",
      [
        "warning 10: a backslash that begins a word is dropped → put the word in single quotes, such as '\\\\server\\share'",
      ],
    ],
    [
      "dir_list C:\\ *",
      [
        "warning 12: a backslash before a space joins the two words → put each word in single quotes, such as 'c:\\' '*'",
      ],
    ],
    [
      "fim_add --pattern \\REGISTRY\\x --pattern \\y",
      [
        "warning 19: a backslash that begins a word is dropped → put the word in single quotes, such as '\\\\server\\share'",
        "warning 41: a backslash that begins a word is dropped → put the word in single quotes, such as '\\\\server\\share'",
      ],
    ],
  ])("warns of backslashes that vanish or join: %s", (line, expected) => {
    expect(findings(backslash, line)).toEqual(expected);
  });

  it.each(["file_get '\\\\srv\\x'", "file_get C:\\x", "os_version # x"])(
    "knows quotes and backslashes inside words: %s",
    (line) => {
      expect(findings(backslash, line)).toEqual([]);
    },
  );
});

describe("command/template", () => {
  it.each([
    [
      "file_del {{ .event.FILE_PATH }}",
      [
        "warning -: {{ is replaced before the line is split: what it holds can add words and flags → in a D&R task action give command as a list of words; in a task write the value itself",
      ],
    ],
    [
      "file_del '<<event/FILE_PATH>>'",
      [
        "warning -: <<event/FILE_PATH>> is replaced before the line is split: what it holds can add words and flags → in a D&R task action give command as a list of words; in a task write the value itself",
      ],
    ],
  ])("warns of values that come in before the split: %s", (line, expected) => {
    expect(findings(template, line)).toEqual(expected);
  });

  it.each(["run --shell-command 'echo {a} <<EOF'", "file_del {x}", "file_del '<<>>'"])(
    "says nothing of other braces: %s",
    (line) => {
      expect(findings(template, line)).toEqual([]);
    },
  );
});

describe("command/help", () => {
  it.each([
    ["os_version --help", ["note -: the sensor prints usage and does nothing else → leave the flag out"]],
    ["reboot -h", ["note -: the sensor prints usage and does nothing else → leave the flag out"]],
  ])("notes that nothing else happens: %s", (line, expected) => {
    expect(findings(help, line)).toEqual(expected);
  });

  it.each(["os_version"])("says nothing otherwise: %s", (line) => {
    expect(findings(help, line)).toEqual([]);
  });
});
