import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clockOf, countingIds, run } from "../support/cli.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";

let folder: TemporaryFolder;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => folder.dispose());

const lctasks = (...argv: string[]) =>
  run(argv, { directory: folder.path, environment: {}, clock: clockOf(() => 0), newId: countingIds() });

async function json<T>(...argv: string[]): Promise<T & { code: number }> {
  const { code, out } = await lctasks(...argv, "--format", "json");
  return { code, ...(JSON.parse(out) as T) };
}

describe("selector", () => {
  const sensors = [
    { sid: "a", hostname: "web-01", plat: "windows", tags: ["prod"] },
    { sid: "b", hostname: "web-02", plat: "linux", tags: ["prod"] },
    { sid: "c", plat: "windows" },
  ];

  it("prints the canonical form and the matching sensors of a file", async () => {
    folder.write("sensors.json", JSON.stringify(sensors));
    const checked = await json<{ matches: { sid: string }[] }>(
      "selector",
      "plat == 'windows' and arch != usp_adapter or hostname matches \"^web-02\"",
      "--sensors",
      "sensors.json",
    );
    expect(checked).toMatchObject({
      valid: true,
      canonical: "plat == `windows` and arch != `usp_adapter` or hostname matches `^web-02`",
    });
    const plain = await json<{ matches: { sid: string }[]; findings: { check: string }[] }>(
      "selector",
      "prod in tags",
      "--sensors",
      "sensors.json",
    );
    expect(plain.matches.map(({ sid }) => sid)).toEqual(["a", "b"]);
    expect(plain.findings.map(({ check }) => check)).toContain("selector/evaluation");
    const { out } = await lctasks("selector", "plat == `linux`", "--sensors", "sensors.json");
    expect(out).toContain("1 sensor match");
    expect(out).toContain("  b  web-02\n");
  });

  it("is invalid, with exit code 3, when it does not parse or cannot be evaluated, and points at the column", async () => {
    expect(await json("selector", "plat = windows")).toMatchObject({
      code: 3,
      valid: false,
      canonical: null,
      matches: null,
    });
    expect(await json("selector", "tags == prod")).toMatchObject({
      code: 3,
      valid: false,
      canonical: "tags == `prod`",
    });
    const { out } = await lctasks("selector", "plat = windows");
    expect(out).toContain("  plat = windows\n       ^\n  error  ");
  });

  it("says what is wrong with a file of sensors", async () => {
    folder.write("sensors.json", "{}");
    const wrong = await lctasks("selector", "*", "--sensors", "sensors.json");
    expect([wrong.code, wrong.err]).toEqual([
      1,
      "Cannot read the sensors in sensors.json: it is not a JSON array of objects\n",
    ]);
    expect((await lctasks("selector", "*", "--sensors", "nowhere.json")).code).toBe(1);
  });
});

describe("command", () => {
  it("shows the words, the parsed flags and the findings", async () => {
    expect(await json("command", 'run --shell-command "whoami /all"', "--platform", "windows")).toMatchObject(
      {
        code: 0,
        words: ["run", "--shell-command", "whoami /all"],
        command: { name: "run", flags: { "--shell-command": ["whoami /all"] } },
      },
    );
    const { out } = await lctasks("command", "dir_list 'c:\\' *.exe");
    expect(out).toContain("words    [dir_list] [c:\\] [*.exe]");
    expect(out).toContain("rootDir = c:\\");
  });

  it("gives null for what cannot be split or is no command, with exit code 3", async () => {
    expect(await json("command", 'run "x')).toMatchObject({ code: 3, words: null, command: null });
    expect(await json("command", "os_verson")).toMatchObject({
      code: 3,
      words: ["os_verson"],
      command: null,
    });
  });

  it("warns about a platform that cannot run it, and refuses one that does not exist", async () => {
    const { findings } = await json<{ findings: { check: string }[] }>(
      "command",
      "reg_list HKLM",
      "--platform",
      "linux",
    );
    expect(findings.map(({ check }) => check)).toContain("command/platform");
    expect((await lctasks("command", "os_version", "--platform", "amiga")).code).toBe(1);
  });
});

it("every published selector of the corpus is valid or not, as the corpus says", async () => {
  const corpus = JSON.parse(
    readFileSync(join(import.meta.dirname, "../core/selector/selectors-corpus.json"), "utf8"),
  ) as {
    selectors: { selector: string; valid: boolean }[];
  };
  for (const { selector, valid } of corpus.selectors) {
    expect([selector, (await json<{ valid: boolean }>("selector", selector)).valid]).toEqual([
      selector,
      valid,
    ]);
  }
});
