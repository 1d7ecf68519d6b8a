import { spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";
import { configText, taskText } from "../support/tasks.js";

const cli = resolve(import.meta.dirname, "../../dist/cli.js");

let folder: TemporaryFolder;

beforeEach(() => {
  folder = temporaryFolder();
  folder.write("bin/.keep", "");
  symlinkSync(cli, join(folder.path, "bin/lctasks"));
  folder.write("lctasks.yaml", configText());
  for (const name of ["version", "versions-of-all", "users"])
    folder.write(`tasks/${name}.yaml`, taskText(name));
});

afterEach(() => folder.dispose());

function inFolder(command: string, argv: readonly string[]): string {
  const env = {
    PATH: `${join(folder.path, "bin")}:${process.env["PATH"] ?? ""}`,
    HOME: folder.path,
    TERM: "dumb",
  };
  const { stdout, stderr, error } = spawnSync(command, argv, { cwd: folder.path, env, encoding: "utf8" });
  if (error !== undefined) throw error;
  expect(stderr).toBe("");
  return stdout;
}

const sorted = (text: string): string[] =>
  text
    .split(/\s+/)
    .filter((word) => word !== "")
    .toSorted();

/** What each shell offers for a command line whose last word is not finished. */
const shells: { readonly [shell: string]: (line: string) => string[] } = {
  bash: (line) =>
    sorted(
      inFolder("bash", [
        "-c",
        `source <(lctasks completion bash) && COMP_WORDS=(${line.endsWith(" ") ? `${line} ""` : line}) && COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)) && _lctasks && printf '%s\\n' "\${COMPREPLY[@]}"`,
      ]),
    ),
  fish: (line) =>
    inFolder("fish", ["--no-config", "-c", `lctasks completion fish | source; complete -C "${line}"`])
      .split("\n")
      .map((each) => each.split("\t")[0] ?? "")
      .filter((word) => word !== "")
      .toSorted(),
};

const offered: readonly (readonly [string, readonly string[]])[] = [
  ["lctasks pl", ["plan"]],
  ["lctasks ledger cr", ["create"]],
  ["lctasks ledger create --b", ["--baseline"]],
  ["lctasks plan --detailed", ["--detailed-exitcode"]],
  ["lctasks plan --format ", ["comment", "json", "markdown", "text"]],
  ["lctasks plan --format j", ["json"]],
  ["lctasks rerun ver", ["version", "versions-of-all"]],
  ["lctasks cancel version us", ["users"]],
  ["lctasks completion ", ["bash", "fish", "zsh"]],
  ["lctasks doctor --for dri", ["drift"]],
];

describe.each(["bash", "fish"])("%s", (shell) => {
  it.each(offered)("offers for %j", (line, words) => {
    expect(shells[shell]?.(line)).toEqual(words);
  });
});

describe("zsh", () => {
  it("knows the script as the completion of lctasks, and completes by its function", () => {
    const script = `source <(lctasks completion zsh); print -r -- $_comps[lctasks]
      offers() { emulate -L ksh; COMP_WORDS=(lctasks rerun ver); COMP_CWORD=2; _lctasks; print -rl -- "\${COMPREPLY[@]}"; }
      offers`;
    const [registered, ...words] = inFolder("zsh", ["-f", "-c", script]).trim().split("\n");
    expect(registered).toMatch(/_bash_complete.*lctasks$/);
    // zsh itself keeps those that begin as what was typed
    expect(words.toSorted()).toEqual(["users", "version", "versions-of-all"]);
  });
});

describe("completion", () => {
  it("wants to know the shell, and knows no other", () => {
    for (const argv of [["completion"], ["completion", "tcsh"]]) {
      const { status, stderr } = spawnSync(cli, argv, { cwd: folder.path, encoding: "utf8" });
      expect([status, stderr]).toEqual([1, expect.stringContaining("fish")]);
    }
  });

  it("prints the names of tasks without a network and without credentials, none where there is no project", () => {
    expect(sorted(inFolder("lctasks", ["completion", "--tasks"]))).toEqual([
      "users",
      "version",
      "versions-of-all",
    ]);
    folder.remove("lctasks.yaml");
    expect(inFolder("lctasks", ["completion", "--tasks", "-C", "bin"])).toBe("");
  });
});
