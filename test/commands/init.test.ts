import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";

const root = resolve(import.meta.dirname, "../..");
const cli = join(root, "dist/cli.js");

let folder: TemporaryFolder;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => folder.dispose());

/** Runs the built program as a process in the folder, with these lines on its standard input. */
function lctasks(argv: readonly string[], input = "") {
  const env = { PATH: process.env["PATH"] ?? "", HOME: folder.path };
  const { status, stdout, stderr } = spawnSync(cli, argv, { cwd: folder.path, env, input, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

const read = (path: string): string => readFileSync(join(folder.path, path), "utf8");
const files = (): string[] =>
  readdirSync(folder.path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.path.length + 1))
    .toSorted();

const withoutWorkflows = [
  ".vscode/settings.json",
  "lctasks.yaml",
  "schemas/config.schema.json",
  "schemas/task.schema.json",
  "tasks/os-version.yaml",
];

/** Validation finds nothing, not even a note. */
function expectValid(): void {
  const { code, out } = lctasks(["validate", "--format", "json"]);
  expect([code, JSON.parse(out)]).toMatchObject([0, { valid: true, tasks: 1, findings: [] }]);
}

describe("init in an empty folder", () => {
  it("writes by flags what is valid without a finding, and says what is next", () => {
    const { code, out, err } = lctasks(["init", "--project", "acme-soc"]);
    expect([code, err]).toEqual([0, ""]);
    expectValid();
    const workflows = readdirSync(join(root, "examples/workflows"));
    expect(files()).toEqual(
      [...withoutWorkflows, ...workflows.map((name) => `.github/workflows/lctasks-${name}`)].toSorted(),
    );
    for (const name of workflows)
      expect(read(`.github/workflows/lctasks-${name}`)).toBe(
        readFileSync(join(root, "examples/workflows", name), "utf8"),
      );
    const [, next] = out.split("Next:\n");
    expect(next?.match(/^ {2}lctasks (\w+)/gm)).toEqual([
      "  lctasks validate",
      "  lctasks doctor",
      "  lctasks plan",
    ]);
    expect(parse(read("lctasks.yaml"))).toMatchObject({ project: "acme-soc", ledger: "hive" });
  });

  it("writes what is asked for on standard input, and asks again for what cannot be", () => {
    const oid = "8CBE27F4-BFA1-4AFB-BA19-138CD51389CD";
    const { code, err } = lctasks(["init", "--ask"], `Not A Name\nsoc\nnowhere\n${oid}\ndisk\ngit\nn\n`);
    expect(code).toBe(0);
    expect(err.match(/Project/g)).toHaveLength(2);
    expectValid();
    expect(files()).toEqual(withoutWorkflows);
    expect(parse(read("lctasks.yaml"))).toMatchObject({
      project: "soc",
      ledger: "git",
      organizations: { default: { oid: oid.toLowerCase(), apiKeyEnv: "LC_API_KEY" } },
    });
  });

  it("takes an empty answer as what is proposed", () => {
    expect(lctasks(["init", "--ask"], "\n\n\n\n").code).toBe(0);
    expectValid();
    expect(existsSync(join(folder.path, ".github/workflows/lctasks-plan.yml"))).toBe(true);
  });

  it.each([
    ["no answers", ["init", "--ask"], ""],
    ["too few answers", ["init", "--ask"], "soc\n"],
    ["nothing but wrong answers", ["init", "--ask"], "A\nB\nC\nsoc\n\n\n\n"],
    ["nobody to ask", ["init"], ""],
  ])("writes nothing when there are %s", (_name, argv, input) => {
    expect(lctasks(argv, input)).toMatchObject({
      code: 4,
      err: expect.stringContaining("Nothing was written"),
    });
    expect(files()).toEqual([]);
  });

  it.each([
    ["--project", "Not A Name"],
    ["--oid", "prod"],
    ["--ledger", "disk"],
  ])("refuses %s %s", (option, value) => {
    expect(lctasks(["init", "--yes", option, value]).code).toBe(1);
    expect(files()).toEqual([]);
  });

  it("gives editors schemas that its own files satisfy, by paths that exist", () => {
    lctasks(["init", "--yes", "--no-workflows"]);
    for (const [file, schema] of [
      ["lctasks.yaml", "config"],
      ["tasks/os-version.yaml", "task"],
    ] as const) {
      const [, path = ""] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read(file)) ?? [];
      const document = JSON.parse(readFileSync(join(folder.path, file, "..", path), "utf8")) as object;
      const ajv = new Ajv2020.default({ strict: false, validateFormats: false });
      expect(ajv.validate(document, parse(read(file)))).toBe(true);
      expect(document).toMatchObject({ $id: `urn:lctasks:schema:${schema}` });
    }
    const settings = JSON.parse(read(".vscode/settings.json")) as { "yaml.schemas": Record<string, string> };
    for (const path of Object.keys(settings["yaml.schemas"])) expect(read(path)).not.toBe("");
  });
});

describe("init beside other files", () => {
  it("never overwrites, not even through a link, and says what it left", () => {
    folder.write("lctasks.yaml", "version: 1\nproject: mine\n");
    mkdirSync(join(folder.path, ".vscode"));
    symlinkSync("/nowhere/at/all", join(folder.path, ".vscode/settings.json"));
    const { code, out } = lctasks(["init", "--project", "other", "--no-workflows"]);
    expect(code).toBe(0);
    expect(out).toContain("kept     lctasks.yaml: it exists\n");
    expect(out).toContain("kept     .vscode/settings.json: it exists\n");
    expect(read("lctasks.yaml")).toBe("version: 1\nproject: mine\n");
    const again = lctasks(["init", "--project", "other", "--no-workflows"]);
    expect([again.code, again.out.match(/^written/gm)]).toEqual([0, null]);
  });

  it("writes all or nothing", () => {
    folder.write("schemas", "a file where a folder has to be");
    expect(lctasks(["init", "--yes", "--no-workflows"]).code).toBe(1);
    expect(files()).toEqual(["schemas"]);
  });

  it("needs a folder that exists", () => {
    expect(lctasks(["init", "--yes", "-C", "nowhere"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("no such folder"),
    });
  });
});

describe("the schemas for editors", () => {
  const path = "schemas/task.schema.json";
  const ofBefore = (): string => JSON.stringify({ ...(JSON.parse(read(path)) as object), title: "before" });
  const doctorSays = (): string => lctasks(["doctor"]).out.replace(/\s+/g, " ");

  beforeEach(() => void lctasks(["init", "--project", "soc", "--no-workflows"]));

  it("of another version are named by the doctor, and replaced when that is asked for", () => {
    expect(doctorSays()).not.toContain("of another version of lctasks");
    const now = read(path);
    folder.write(path, ofBefore());
    expect(doctorSays()).toContain(`note schemas ${path}: of another version of lctasks`);
    expect(doctorSays()).toContain("fix: `lctasks init --schemas` replaces them");
    const before = files();
    expect(lctasks(["init", "--schemas"])).toEqual({
      code: 0,
      out: `replaced ${path}\n`.replace(" ", "  "),
      err: "",
    });
    expect([read(path), files()]).toEqual([now, before]);
    expect(doctorSays()).not.toContain("of another version of lctasks");
    expect(lctasks(["init", "--schemas"]).out).toBe("No schema here is of another version\n");
  });

  it("that are laid out otherwise, or are somebody else's, are left alone", () => {
    for (const text of [JSON.stringify(JSON.parse(read(path)), null, 2), "{}", "no JSON"]) {
      folder.write(path, text);
      expect(doctorSays()).not.toContain("of another version of lctasks");
      expect([lctasks(["init", "--schemas"]).code, read(path)]).toEqual([0, text]);
    }
  });
});
