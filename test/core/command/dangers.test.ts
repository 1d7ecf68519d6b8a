import { describe, expect, it } from "vitest";
import { dangersOf } from "../../../src/core/command/dangers.js";

const windows = { selector: "plat == `windows`" };

describe("what has to be acknowledged", () => {
  it.each([
    ["os_version", windows, []],
    ["file_del /tmp/x", windows, ["destructive"]],
    ["os_version", { selector: "*" }, ["fleet-wide"]],
    ["os_version", { tag: "*" }, []],
    ["file_get /etc/passwd", { sid: "s" }, ["data-leaves-host"]],
    [
      "no command at all",
      { selector: "*" },
      ["destructive", "self-killing", "fleet-wide", "data-leaves-host"],
    ],
  ])("%s to %j: %j", (command, target, dangers) => {
    expect(dangersOf({ command, target })).toEqual(dangers);
  });

  it("takes a command that ends the sensor's own session for self-killing", () => {
    expect(dangersOf({ command: "reboot", target: windows })).toContain("self-killing");
  });
});
