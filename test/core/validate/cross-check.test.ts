import { describe, expect, it } from "vitest";
import { loadWith, saidOf, saidOfTask, task } from "../../flow/load/project.js";

const rule = (detect: string): string =>
  `response:\n  - detect: ${detect}\n    respond: [{ action: report, name: x }]\n`;
const asks = (op: string, value: string, more = ""): string =>
  rule(
    `{ op: ${op}, path: routing/investigation_id, value: ${value}${more}, events: [OS_VERSION_REP, RECEIPT] }`,
  );
const files = (...tasks: readonly string[]) => ({ "tasks/a.yaml": tasks.join("---\n") });
const checksOf = (...tasks: readonly string[]): string[] =>
  loadWith(files(...tasks)).findings.map(({ check }) => check);

describe("a condition written by hand", () => {
  it.each([
    ["contains", "version", ""],
    ["starts with", "version", ""],
    ["starts with", "version.r", ""],
    ["starts with", "VERSION.R1", ", case sensitive: false"],
    ["contains", "r1.", ""],
  ])("fires on its own task's answers: %s %s", (op, value, more) => {
    expect(saidOf(files(task("a", `context: version\n${asks(op, value, more)}`)))).toEqual([]);
  });

  it.each([
    ["is", "version", ""],
    ["is", "version.r1.3f9a2c1b", ""],
    ["starts with", "versions", ""],
    ["starts with", "version.r2", ""],
    ["ends with", "version", ""],
    ["contains", "VERSION", ""],
    ["contains", "version", ", not: true"],
  ])("that can fire on none of them is an error: %s %s", (op, value, more) => {
    const column = `  - detect: { op: ${op}, path: routing/investigation_id, value: `.length + 1;
    expect(saidOf(files(task("a", `context: version\n${asks(op, value, more)}`)))).toEqual([
      `tasks/a.yaml:7:${column} error response/never-fires\nCannot fire on any answer of a: the answers carry "version.r1.<digest>", alone or with / and more after it\nLeave detect out, or write op: starts with and value: "version.r"`,
    ]);
  });

  it("that fires only when nothing follows the context is an error", () => {
    expect(saidOf(files(task("a", `context: x\nexactContext: true\n${asks("is", "x")}`)))).toEqual([
      'tasks/a.yaml:8:62 error response/never-fires\nCannot fire on every answer of a: the answers carry "x", alone or with / and more after it\nLeave detect out, or write op: starts with and value: "x"',
    ]);
  });

  it("that does not ask for the token is a warning", () => {
    expect(
      saidOf(files(task("a", rule("{ event: OS_VERSION_REP, op: exists, path: event/ERROR }")))),
    ).toEqual([
      'tasks/a.yaml:6:13 warning response/not-tied-to-token\nThe rule of a does not ask for its token: it also fires on answers to other tasks and people\nAdd a rule with op: starts with, path: routing/investigation_id and value: "acme-a.r"',
    ]);
  });

  it("that asks in a way that depends on the event is left alone", () => {
    expect(checksOf(task("a", asks("contains", "'<<event/X>>'")), task("b"))).toEqual([]);
    expect(checksOf(task("a", asks("contains", "'[[context]]'")), task("b"))).toEqual([]);
  });

  it("may be any operator on the investigation id", () => {
    const matches = (re: string) =>
      rule(
        `{ event: OS_VERSION_REP, op: matches, path: routing/investigation_id, re: '${re}', case sensitive: true }`,
      );
    expect(checksOf(task("a", matches("^acme-a\\.r")), task("b"))).toEqual([]);
    expect(checksOf(task("a", matches("^acme-")), task("b"))).toEqual(["task/context-collides"]);
    expect(checksOf(task("a", matches("^acme-a$")))).toEqual(["response/never-fires"]);
  });

  it("cannot match another task's token", () => {
    const { findings } = loadWith(
      files(
        task("a", `context: version\n${asks("contains", "version")}`),
        task("b", "context: os_version\n"),
      ),
    );
    expect(findings).toEqual([
      {
        check: "task/context-collides",
        severity: "error",
        message:
          "Cannot tell the answers of a from others: this condition also hears b (os_version.r1.<digest>)",
        fix: 'Leave detect out, or write op: starts with and value: "version.r"',
        at: { file: "tasks/a.yaml", line: 7, column: 68 },
        related: [{ file: "tasks/a.yaml", line: 14, column: 10 }],
        task: "a",
      },
    ]);
  });

  it("may match another task's token in an organization that they do not share", () => {
    const one = task("a", `context: version\norganizations: prod\n${asks("contains", "version")}`);
    expect(checksOf(one, task("b", "context: os_version\norganizations: eu-west\n"))).toEqual([]);
  });

  it("names a few of many", () => {
    const others = ["b", "c", "d", "e"].map((name) => task(name, `context: version-${name}\n`));
    const { findings } = loadWith(
      files(task("a", `context: version\n${asks("starts with", "version")}`), ...others),
    );
    expect(findings.map(({ message }) => message)).toEqual([
      "Cannot tell the answers of a from others: this condition also hears b (version-b.r1.<digest>), c (version-c.r1.<digest>), d (version-d.r1.<digest>) and others",
    ]);
    expect(findings[0]?.related).toHaveLength(3);
  });

  it("is compared as a whole: the rest of it can keep others out", () => {
    const both = rule(
      "{ op: and, rules: [{ op: contains, path: routing/investigation_id, value: version }, { op: starts with, path: /routing/investigation_id, value: version }], event: OS_VERSION_REP }",
    );
    expect(checksOf(task("a", `context: version\n${both}`), task("b", "context: os_version\n"))).toEqual([]);
  });

  it("of one or two letters is compared as well", () => {
    expect(
      checksOf(task("a", `context: xy\n${asks("contains", "xy")}`), task("b", "context: axyb\n")),
    ).toEqual(["task/context-collides"]);
  });

  it("that is denied twice is compared with every task", () => {
    const denied = "{ op: contains, path: routing/investigation_id, value: version, not: true }";
    const twice = rule(`{ op: or, rules: [${denied}], not: true, event: OS_VERSION_REP }`);
    expect(
      checksOf(task("a", `context: version\n${twice}`), task("b", "context: os_version\n"), task("c")),
    ).toEqual(["task/context-collides"]);
  });

  it("that hears a task with its own context or name is not a second mistake", () => {
    const listening = (name: string) => task(name, `context: version\n${asks("contains", "version")}`);
    expect(checksOf(listening("a"), listening("b"))).toEqual(["task/same-context"]);
    expect(checksOf(task("a", asks("contains", "acme-a")), task("a"))).toEqual(["task/duplicate-name"]);
  });
});

describe("a context that is sent as written", () => {
  it("cannot be part of another task's token, because others' rules look for it anywhere", () => {
    const { findings } = loadWith(
      files(task("a", "context: version\nexactContext: true\n"), task("b", "context: os_version-check\n")),
    );
    expect(findings).toEqual([
      {
        check: "task/context-collides",
        severity: "error",
        message:
          'Cannot send the context "version" as written: a rule that looks for it also hears b (os_version-check.r1.<digest>)',
        fix: "Choose contexts of which none contains another",
        at: { file: "tasks/a.yaml", line: 5, column: 10 },
        related: [{ file: "tasks/a.yaml", line: 12, column: 10 }],
        task: "a",
      },
    ]);
  });

  it("may contain another task's context", () => {
    expect(
      checksOf(task("a", "context: os_version-check\nexactContext: true\n"), task("b", "context: version\n")),
    ).toEqual([]);
  });
});

/** What is said of a task with one rule whose condition asks for the token, and this. */
const saidOfRule = (command: string, more: string, target = "plat: windows"): string[] =>
  saidOfTask(
    `name: a\ntask: ${command}\n${target}\nttl: 15m\nacknowledge: [self-killing, destructive, data-leaves-host]\nresponse:\n  - detect: { ${more} }\n    respond: [{ action: report, name: x }]\n`,
  ).filter((text) => !/ (warning|note) command\//.test(text));
const token = "op: starts with, path: routing/investigation_id, value: acme-a.r";

describe("the answers of a task", () => {
  it.each([
    ["os_version", "event: OS_VERSION_REP"],
    ["os_version", "events: [RECEIPT, OS_VERSION_REP]"],
    ["os_version", "event: CLOUD_NOTIFICATION"],
    ["run --shell-command whoami", "event: RECEIPT"],
    ["restart", "event: CLOUD_NOTIFICATION"],
    ["put --payload-name x --payload-path y", "event: RECEIPT"],
  ])("of %s make a rule fire with %s", (command, events) => {
    expect(saidOfRule(command, `${events}, ${token}`)).toEqual([]);
  });

  it("never make a rule fire that listens to another event", () => {
    expect(saidOfRule("os_version", `event: DIR_LIST_REP, ${token}`)).toEqual([
      "tasks/a.yaml:7:22 error response/never-fires\nCannot fire on any answer of a: os_version is answered with OS_VERSION_REP or RECEIPT, and the rule listens to DIR_LIST_REP\nLeave detect out, or let it listen to OS_VERSION_REP or RECEIPT",
    ]);
    expect(saidOfRule("os_version", `events: [DIR_LIST_REP, FILE_GET_REP], ${token}`)[0]).toContain(
      "tasks/a.yaml:7:23 error response/never-fires",
    );
  });

  it("have no RECEIPT where the catalogue says so", () => {
    expect(saidOfRule("restart", `event: RECEIPT, ${token}`)).toEqual([
      "tasks/a.yaml:7:22 error response/never-fires\nCannot fire on any answer of a: restart is answered with no event, and the rule listens to RECEIPT\nRemove this rule: nothing that answers carries the token",
    ]);
  });

  it("come from the platforms of the target", () => {
    const both = (op: string) => `event: OS_VERSION_REP, op: and, rules: [{ ${token} }, { op: ${op} }]`;
    expect(saidOfRule("os_version", both("is windows"))).toEqual([]);
    expect(saidOfRule("os_version", both("is linux"))).toEqual([
      "tasks/a.yaml:7:13 error response/never-fires\nCannot fire on any answer of a: os_version is answered with OS_VERSION_REP or RECEIPT from windows, and the rule asks for something else\nLeave detect out, or let it listen to OS_VERSION_REP or RECEIPT",
    ]);
    expect(saidOfRule("os_version", both("is linux"), "tag: server")).toEqual([]);
    expect(saidOfRule("os_version", both("is mac"), "plat: [linux, macos]")).toEqual([]);
  });

  it("can have any body", () => {
    const both = (node: string) => `event: OS_VERSION_REP, op: and, rules: [{ ${token} }, { ${node} }]`;
    expect(saidOfRule("os_version", both("op: is, path: event/BUILD_NUMBER, value: 1"))).toEqual([]);
    expect(saidOfRule("os_version", both("op: exists, path: event/ERROR, not: true"))).toEqual([]);
    expect(saidOfRule("os_version", both("op: is, path: routing/hostname, value: x"))).toEqual([]);
  });

  it("whose RECEIPT alone is heard are missed", () => {
    const warning =
      "tasks/a.yaml:7:22 warning response/receipt-only\nThe rule of a listens to RECEIPT only: the answer of os_version comes as OS_VERSION_REP\nLeave detect out, or let it listen to OS_VERSION_REP too";
    expect(saidOfRule("os_version", `event: RECEIPT, ${token}`)).toEqual([warning]);
  });

  it("may be heard by several rules together", () => {
    const one = (event: string) =>
      `  - detect: { event: ${event}, ${token} }\n    respond: [{ action: report, name: x }]\n`;
    const start = "name: a\ntask: os_version\nplat: windows\nresponse:\n";
    expect(saidOfTask(`${start}${one("RECEIPT")}${one("OS_VERSION_REP")}`)).toEqual([]);
    expect(saidOfTask(`${start}${one("RECEIPT")}  - respond: [{ action: report, name: x }]\n`)).toEqual([]);
  });

  it("to a line that is no command are not known", () => {
    expect(
      saidOfRule("os_versoin", `event: DIR_LIST_REP, ${token}`).map((text) => text.split("\n")[0]),
    ).toEqual(["tasks/a.yaml:2:7 error command/unknown"]);
  });
});
