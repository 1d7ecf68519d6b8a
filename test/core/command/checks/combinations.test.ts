import { describe, expect, it } from "vitest";
import { conflict, noSubject, silentOff } from "../../../../src/core/command/checks/combinations.js";
import { findings } from "./findings.js";

describe("command/conflict", () => {
  it.each([
    [
      "run --shell-command x --payload-name y",
      ["warning -: --shell-command and --payload-name exclude one another → keep one of them"],
    ],
    ["seal --enable --disable", ["warning -: --enable and --disable exclude one another → keep one of them"]],
  ])("warns of two where one counts: %s", (line, expected) => {
    expect(findings(conflict, line)).toEqual(expected);
  });

  it.each(["run --shell-command x", "seal --enable", "seal --enable --disable=false", "os_version"])(
    "is content with one: %s",
    (line) => {
      expect(findings(conflict, line)).toEqual([]);
    },
  );
});

describe("command/no-subject", () => {
  it.each([
    ["mem_map", ["warning -: mem_map has nothing to act on → add --pid or --processatom"]],
    ["mem_read 0 1", ["warning -: mem_read has nothing to act on → add --pid or --processatom"]],
    ["mem_strings", ["warning -: mem_strings has nothing to act on → add --pid or --processatom"]],
    ["os_kill_process", ["warning -: os_kill_process has nothing to act on → add --pid or --processatom"]],
    ["os_suspend", ["warning -: os_suspend has nothing to act on → add --pid or --processatom or --tid"]],
    ["os_resume", ["warning -: os_resume has nothing to act on → add --pid or --processatom or --tid"]],
    ["seal", ["warning -: seal has nothing to act on → add --enable or --disable"]],
    ["artifact_get --type x", ["warning -: artifact_get has nothing to act on → add --file or --source"]],
    ["log_get", ["warning -: log_get has nothing to act on → add --file or --source"]],
    ["doc_cache_get", ["warning -: doc_cache_get has nothing to act on → add --file_pattern or --hash"]],
  ])("warns when nothing says what to act on: %s", (line, expected) => {
    expect(findings(noSubject, line)).toEqual(expected);
  });

  it.each([
    "mem_map --pid 4",
    "mem_strings -a x",
    "mem_read 0 1 -p 4",
    "os_suspend -t 5",
    "os_resume --processatom x",
    "os_kill_process -p 4",
    "seal --disable",
    "artifact_get --source x",
    "artifact_get --file x",
    "log_get --file x",
    "doc_cache_get -f x",
    "doc_cache_get -s x",
    "mem_map --help",
    "mem_handles",
    "os_version",
  ])("is content with any of them: %s", (line) => {
    expect(findings(noSubject, line)).toEqual([]);
  });
});

describe("command/silent-off", () => {
  it.each([
    [
      "set_performance_mode",
      [
        "warning -: set_performance_mode without --is-enabled turns the mode off → add --is-enabled, or --is-enabled=false to say that you mean it",
      ],
    ],
  ])("warns that the absence of the flag does something: %s", (line, expected) => {
    expect(findings(silentOff, line)).toEqual(expected);
  });

  it.each([
    "set_performance_mode --is-enabled",
    "set_performance_mode --is-enabled=false",
    "set_performance_mode --help",
    "os_version",
  ])("is content when it is said: %s", (line) => {
    expect(findings(silentOff, line)).toEqual([]);
  });
});
