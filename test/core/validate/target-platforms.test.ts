import { describe, expect, it } from "vitest";
import { loadWith } from "../../flow/load/project.js";

/** What is said of a command that runs on Windows alone, when it goes there. */
const saidAt = (target: string): string[] =>
  loadWith({ "tasks/a.yaml": `name: a\ntask: os_users\n${target}\nttl: 1d\n` })
    .findings.filter(({ check }) => check === "command/platform")
    .map(({ severity, message }) => `${severity}: ${message}`);
const without = (...names: readonly string[]): string =>
  `os_users does not run on ${names.join(", ")}; it runs on windows`;

describe("the platforms that a task's command can meet", () => {
  it.each([
    ["plat: windows", []],
    ["plat: [windows, linux]", [`warning: ${without("linux")}`]],
    ["selector: plat == windows", []],
    ["selector: plat == macos", [`warning: ${without("macos")}`]],
    ["selector: plat == `linux` and `server` in tags", [`warning: ${without("linux")}`]],
    ["selector: plat == linux or plat == windows", [`warning: ${without("linux")}`]],
    ["selector: plat != windows", [`warning: ${without("linux", "macos", "chrome")}`]],
    ["selector: plat == windows or hostname == x", [`note: ${without("linux", "macos")}`]],
  ])("are those that %s can reach", (target, said) => {
    expect(saidAt(target)).toEqual(said);
  });

  it.each(["selector: hostname contains x", 'selector: "*"', "all: true", "tag: server"])(
    "may be all where %s says nothing of them: a note",
    (target) => {
      expect(saidAt(target)).toEqual([`note: ${without("linux", "macos")}`]);
    },
  );

  it.each([
    "sid: bb4b30af-11f3-4a5c-a2a6-52b1d4ee2d52",
    "selector: plat == aws",
    "selector: plat ==",
    "selector: plat == windows and plat == linux",
  ])("are unknown where the target is %s", (target) => {
    expect(saidAt(target)).toEqual([]);
  });
});
