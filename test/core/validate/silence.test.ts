import { describe, expect, it } from "vitest";
import { config, loadWith, said, task } from "../../flow/load/project.js";

/** A task whose command has one warning. */
const noisy = (name: string, more = ""): string =>
  `name: ${name}\ntask: mem_map --pid 12\nsid: bb4b30af-11f3-4a5c-a2a6-52b1d4ee2d52\nttl: 1d\n${more}`;
const ignoring = (...entries: readonly string[]): string =>
  `ignore:\n${entries.map((entry) => `  - { ${entry} }\n`).join("")}`;
const late = "command/late-process";

/** Each finding with its severity, then each silenced one with its reason. */
function outcome(files: { readonly [path: string]: string }, paths?: readonly string[]): string[] {
  const { findings, silenced } = loadWith(files, paths);
  return [
    ...findings.map(({ at, severity, check }) => `${at?.file}:${at?.line} ${severity} ${check}`),
    ...silenced.map(({ at, check, reason }) => `${at?.file}:${at?.line} silenced ${check}: ${reason}`),
  ];
}

describe("ignore in a task", () => {
  it("silences a check, with the reason", () => {
    expect(outcome({ "tasks/a.yaml": noisy("a") })).toEqual([`tasks/a.yaml:2 warning ${late}`]);
    expect(outcome({ "tasks/a.yaml": noisy("a", ignoring(`check: ${late}, reason: init is 12`)) })).toEqual([
      `tasks/a.yaml:2 silenced ${late}: init is 12`,
    ]);
  });

  it.each(["note", "error"])("makes its findings a %s", (severity) => {
    const ignore = ignoring(`check: ${late}, severity: ${severity}, reason: here`);
    expect(outcome({ "tasks/a.yaml": noisy("a", ignore) })).toEqual([`tasks/a.yaml:2 ${severity} ${late}`]);
  });

  it("speaks for its own document, not for the others of the file, nor for other files", () => {
    const ignore = ignoring(`check: ${late}, reason: here`);
    const three = [noisy("a"), noisy("b", ignore), noisy("c")].join("---\n");
    expect(outcome({ "tasks/a.yaml": three, "tasks/d.yaml": noisy("d") })).toEqual([
      `tasks/a.yaml:2 warning ${late}`,
      `tasks/a.yaml:14 warning ${late}`,
      `tasks/d.yaml:2 warning ${late}`,
      `tasks/a.yaml:7 silenced ${late}: here`,
    ]);
  });

  it("silences what another check finds between tasks", () => {
    const rule = (ignore: string): string =>
      task(
        "a",
        `${ignore}response:\n  - detect: { event: OS_VERSION_REP, op: exists, path: event }\n    respond: [{ action: report, name: x }]\n`,
      );
    expect(outcome({ "tasks/a.yaml": rule("") })).toEqual([
      "tasks/a.yaml:6 warning response/not-tied-to-token",
    ]);
    expect(
      outcome({ "tasks/a.yaml": rule(ignoring("check: response/not-tied-to-token, reason: also by hand")) }),
    ).toEqual(["tasks/a.yaml:8 silenced response/not-tied-to-token: also by hand"]);
  });

  it("silences what is said above the first key", () => {
    const text = `# a comment\nname: a\ntask: os_version\nsid: bb4b30af-11f3-4a5c-a2a6-52b1d4ee2d52\nttl: 010\n`;
    const entry = ignoring("check: yaml/leading-zero, reason: ten");
    expect(outcome({ "tasks/a.yaml": text + entry })).toEqual([
      "tasks/a.yaml:5 silenced yaml/leading-zero: ten",
    ]);
  });

  it("is followed in a task that is otherwise invalid, and where only some paths are asked for", () => {
    const ignore = ignoring(`check: ${late}, reason: here`);
    const files = { "tasks/a.yaml": noisy("a", `${ignore}foo: 1\n`), "tasks/b.yaml": noisy("b", ignore) };
    expect(outcome(files, ["tasks/a.yaml"])).toEqual([
      "tasks/a.yaml:7 error task/unknown-key",
      `tasks/a.yaml:2 silenced ${late}: here`,
    ]);
  });

  it("says when an entry is not needed, also the second of two", () => {
    const entry = `check: ${late}, reason: here`;
    expect(outcome({ "tasks/a.yaml": noisy("a", ignoring(entry, entry)) })).toEqual([
      "tasks/a.yaml:7 note ignore/not-needed",
      `tasks/a.yaml:2 silenced ${late}: here`,
    ]);
    expect(loadWith({ "tasks/a.yaml": task("a", ignoring(entry)) }).findings.map(said)).toEqual([
      `tasks/a.yaml:6:14 note ignore/not-needed\n${late} finds nothing here that ignore could silence or change\nRemove the entry; errors cannot be silenced`,
    ]);
  });

  it("does not make an error of a check less than an error", () => {
    const wrong = "response:\n  - respond: [{ action: report, name: x, nmae: y }]\n";
    const ignore = ignoring("check: rule/unknown-key, severity: note, reason: here");
    expect(outcome({ "tasks/a.yaml": task("a", ignore + wrong) })).toEqual([
      "tasks/a.yaml:6 note ignore/not-needed",
      "tasks/a.yaml:8 error rule/unknown-key",
    ]);
  });
});

describe("ignore in the configuration", () => {
  const project = `${config}${ignoring(`check: ${late}, severity: error, reason: never here`)}`;

  it("is for all tasks, and gives way to a task's own", () => {
    const own = ignoring(`check: ${late}, reason: here`);
    const files = { "lctasks.yaml": project, "tasks/a.yaml": noisy("a"), "tasks/b.yaml": noisy("b", own) };
    expect(outcome(files)).toEqual([`tasks/a.yaml:2 error ${late}`, `tasks/b.yaml:2 silenced ${late}: here`]);
  });

  it("silences what is in no document", () => {
    const entry = ignoring("check: file/no-task-files, reason: the first comes tomorrow");
    const { findings, silenced } = loadWith({ "lctasks.yaml": config + entry });
    expect([findings, silenced]).toEqual([
      [],
      [expect.objectContaining({ check: "file/no-task-files", reason: "the first comes tomorrow" })],
    ]);
  });

  it("says when an entry is not needed or wrong", () => {
    const entries = ignoring(`check: ${late}, reason: x`, "check: command/late, reason: x");
    expect(outcome({ "lctasks.yaml": config + entries, "tasks/a.yaml": task("a") })).toEqual([
      "lctasks.yaml:7 note ignore/not-needed",
      "lctasks.yaml:8 error ignore/unknown-check",
    ]);
  });
});
