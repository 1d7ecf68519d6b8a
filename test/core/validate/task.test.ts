import { describe, expect, it } from "vitest";
import { loadWith } from "../../flow/load/project.js";

const only = (yaml: string) => {
  const { tasks, findings } = loadWith({ "tasks/a.yaml": yaml });
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(tasks).toHaveLength(1);
  return tasks[0];
};

describe("a task of a file", () => {
  it("gets the defaults of the documentation", () => {
    expect(only("# a comment\nname: a\ntask: os_version\nall: true\n")).toEqual({
      name: "a",
      command: "os_version",
      target: { selector: "*" },
      context: "acme-a",
      contextWritten: false,
      exactContext: false,
      run: 1,
      accept: [],
      onRemove: "cancel",
      acknowledge: [],
      response: [],
      at: { file: "tasks/a.yaml", line: 2, column: 1 },
    });
  });

  it("keeps everything that is written", () => {
    const yaml = `name: a
description: why
task: |
  os_version
plat: [windows, macos]
context: version
exactContext: true
ttl: 2d
run: 3
movedFrom: old
accept: 3f9a2c1b
paused: true
onRemove: keep
organizations: prod
acknowledge: [destructive]
response:
  - respond: [{ action: output, name: tasks-output }]
  - detect: { op: starts with, path: routing/investigation_id, value: version }
    respond: [{ action: report, name: x }]
    tests: { match: [[{ event: {}, routing: {} }]] }
`;
    expect(only(yaml)).toEqual({
      name: "a",
      description: "why",
      command: "os_version",
      target: { selector: "plat == `windows` or plat == `macos`" },
      context: "version",
      contextWritten: true,
      exactContext: true,
      ttlSeconds: 172_800,
      run: 3,
      movedFrom: "old",
      accept: ["3f9a2c1b"],
      paused: true,
      onRemove: "keep",
      organizations: ["prod"],
      acknowledge: ["destructive"],
      response: [
        { respond: [{ action: "output", name: "tasks-output" }] },
        {
          detect: { op: "starts with", path: "routing/investigation_id", value: "version" },
          respond: [{ action: "report", name: "x" }],
          tests: { match: [[{ event: {}, routing: {} }]] },
        },
      ],
      at: { file: "tasks/a.yaml", line: 1, column: 1 },
    });
  });

  it.each([
    ["selector: ' hostname == x '", { selector: "hostname == x" }],
    ["sid: BB4B30AF-11f3-4a5c-a2a6-52b1d4ee2d52", { sid: "bb4b30af-11f3-4a5c-a2a6-52b1d4ee2d52" }],
    ["tag: server", { tag: "server" }],
    ["tag: [a, b]", { selector: "`a` in tags or `b` in tags" }],
    ["plat: linux", { selector: "plat == `linux`" }],
    ["all: true", { selector: "*" }],
  ])("goes where %s says", (target, wire) => {
    expect(only(`name: a\ntask: os_version\n${target}\n`)?.target).toEqual(wire);
  });
});
