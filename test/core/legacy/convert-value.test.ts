import { describe, expect, it } from "vitest";
import { convertValue } from "../../../src/core/legacy/convert-value.js";

describe("a value of a legacy request", () => {
  it.each([
    ["os_version", '{{ "os_version" }}'],
    ["<<routing/sid>>", "{{ .routing.sid }}"],
    ["<</routing/sid>>", "{{ .routing.sid }}"],
    ["file_hash <<event/FILE_PATH>> --x", "file_hash {{ .event.FILE_PATH }} --x"],
    ["{ <<event/A>>}", "{ {{ .event.A }}}"],
    ["<<event/A>>-<<event/B>>", "{{ .event.A }}-{{ .event.B }}"],
    ["{{ .routing.sid }}", "{{ .routing.sid }}"],
    ["", '{{ "" }}'],
    [3600, 3600],
    [true, true],
  ])("%j becomes %j", (before, after) => {
    expect(convertValue(before)).toEqual({ ok: true, value: after });
  });

  it.each([
    ['run --shell-command "whoami"', "how a template writes that is not documented"],
    ["dir_list c:\\windows", "not documented"],
    ["a `b`", "not documented"],
    ["a { b", "not documented"],
    ["two\nlines", "not documented"],
    ["<<event/*/NAME>>", "no plain path"],
    ["<<event/FILE PATH>>", "no plain path"],
    ["<<event/0>>", "no plain path"],
    ["<<>>", "no plain path"],
    ["<< open", "no counterpart"],
    ["closed >>", "no counterpart"],
    ["a ${<<event/A>>}", "a { right before << would run together with the template"],
    ["<<<event/A>><", "no counterpart"],
    ["{{ .a }} <<b>>", "mixes"],
    ["{{ .a", "do not pair"],
    [null, "it is null"],
    [["a"], "it is a list"],
    [{ a: 1 }, "it is a map"],
  ])("%j is refused: %s", (before, reason) => {
    expect(convertValue(before)).toEqual({ ok: false, reason: expect.stringContaining(reason) as string });
  });
});
