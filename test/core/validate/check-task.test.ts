import { describe, expect, it } from "vitest";
import { loadWith, saidOfTask } from "../../flow/load/project.js";

/** What is wrong, the YAML, and what is said: place, severity and check; what is wrong; what to do. */
const cases: readonly (readonly [title: string, yaml: string, said: readonly string[]])[] = [
  [
    "cannot be called none",
    "name: none\ntask: os_version\nall: true\n",
    [
      "tasks/a.yaml:1:7 error task/reserved-name",
      'Cannot call a task "none": movedFrom: none says that nothing was renamed',
      "Choose another name",
    ],
  ],
  [
    "cannot be moved from itself",
    "name: a\ntask: os_version\nall: true\nmovedFrom: a\n",
    [
      "tasks/a.yaml:4:12 error task/moved-from",
      'Cannot move "a" to itself',
      "Write the name that the task had before, or remove the line",
    ],
  ],
  ["may say that it was not moved", "name: a\ntask: os_version\nall: true\nmovedFrom: none\n", []],
];

describe("a task by itself", () => {
  it.each(cases)("%s", (_title, yaml, said) => {
    expect(saidOfTask(yaml).flatMap((text) => text.split("\n"))).toEqual(said);
  });
});

/** Where the selector's and the command's problems stand. */
const placesOf = (yaml: string): string[] =>
  loadWith({ "tasks/a.yaml": yaml }).findings.map(
    ({ check, at }) => `${check} ${at?.line ?? 0}:${at?.column ?? 0}`,
  );

describe("a platform whose agents take no commands", () => {
  it.each([
    ["aws", "tasks/a.yaml:3:7"],
    ["[windows, aws]", "tasks/a.yaml:3:17"],
  ])("is warned of: %s", (plat, place) => {
    expect(saidOfTask(`name: a\ntask: os_version\nplat: ${plat}\n`)).toContain(
      `${place} warning task/platform\nNo agent of the platform "aws" takes commands\nWrite windows, linux, macos or chrome`,
    );
  });
});

describe("the languages in a task", () => {
  it.each([
    ["a plain selector", "name: a\ntask: os_version\nselector: plat = windows\n", "selector/operator 3:16"],
    [
      "a quoted selector",
      'name: a\ntask: os_version\nselector: "plat = windows"\n',
      "selector/operator 3:17",
    ],
    ["a folded one", "name: a\ntask: os_version\nselector: >-\n  plat = windows\n", "selector/operator 4:8"],
    ["a command", "name: a\ntask: os_version --foo\nall: true\n", "command/unknown-flag 2:18"],
  ])("points into %s", (_title, yaml, place) => {
    expect(placesOf(yaml)).toEqual([place]);
  });

  it.each([
    [
      "a selector of several lines",
      "name: a\ntask: os_version\nselector: >-\n  arch == x64\n  and plat = windows\n",
      "selector/operator 3:11",
    ],
    [
      "a command with escapes",
      'name: a\ntask: "os_version\\u0020--foo"\nall: true\n',
      "command/unknown-flag 2:7",
    ],
  ])("points at the beginning of %s", (_title, yaml, place) => {
    expect(placesOf(yaml)).toEqual([place]);
  });

  it("are checked where they are sound, beside what is broken", () => {
    const yaml = "name: A\ntask: os_versoin\nselector: plat = windows\nttl: 4000d\nfoo: 1\n";
    expect(placesOf(yaml)).toEqual([
      "task/wrong-value 1:7",
      "command/unknown 2:7",
      "selector/operator 3:16",
      "task/wrong-value 4:6",
      "task/unknown-key 5:1",
    ]);
  });

  it("warn of hazards until the task acknowledges them", () => {
    const reboot = "name: a\ntask: reboot --is-confirmed\nplat: windows\nttl: 15m\n";
    const hazards = ["command/destructive 2:7", "command/self-killing 2:7"];
    expect(placesOf(reboot)).toEqual(hazards);
    expect(placesOf(`${reboot}acknowledge: [self-killing]\n`)).toEqual(hazards.slice(0, 1));
    expect(placesOf(`${reboot}acknowledge: [self-killing, destructive]\n`)).toEqual([]);
  });
});
