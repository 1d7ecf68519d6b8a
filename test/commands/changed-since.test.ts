import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clockOf, countingIds, type Run, run } from "../support/cli.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";

let folder: TemporaryFolder;

const oid = (index: number): string => `00000000-0000-4000-8000-00000000000${index}`;

function git(...words: string[]): string {
  const identity = [
    "-c",
    "user.name=Ada",
    "-c",
    "user.email=ada@example.org",
    "-c",
    "init.defaultBranch=main",
  ];
  const env = { PATH: process.env["PATH"], HOME: folder.path, GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", ["-C", folder.path, ...identity, ...words], { env, encoding: "utf8" }).trim();
}

function commit(): void {
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message", "next");
}

const lctasks = (...argv: string[]): Promise<Run> =>
  run(argv, {
    directory: folder.path,
    environment: {},
    clock: clockOf(() => 0),
    newId: countingIds(),
  });

const task = (name: string, more = ""): string =>
  `name: ${name}\ntask: os_version\nsid: 11111111-2222-4333-8444-555555555555\n${more}`;
const config = (more = ""): string => `version: 1\nproject: soc\n${more}`;

/** The aliases that would be looked at, and the warnings and errors. */
async function touched(ref = "base"): Promise<{ aliases: string[]; checks: string[]; code: number }> {
  const { code, out } = await lctasks("shard", "--of", "1", "--changed-since", ref);
  const validated = await lctasks("validate", "--changed-since", ref, "--format", "json");
  const { findings } = JSON.parse(validated.out) as { findings: { check: string; severity: string }[] };
  const serious = findings.filter(({ severity }) => severity !== "note");
  const aliases = out.split(": ")[1]?.trim().split(", ") ?? [];
  return { aliases, checks: serious.map(({ check }) => check), code };
}

const everything = ["a", "b", "c"];

beforeEach(() => {
  folder = temporaryFolder();
  folder.write("lctasks.yaml", config());
  for (const [index, alias] of everything.entries())
    folder.write(
      `organizations/${alias}.yaml`,
      `oid: ${oid(index)}\nlabels: [${index < 2 ? "early" : "late"}]\n`,
    );
  folder.write("tasks/all.yaml", task("all"));
  folder.write("tasks/early.yaml", task("early", "organizations: label:early\n"));
  folder.write("tasks/c.yaml", task("c", "organizations: [c]\n"));
  folder.write("README.md", "x\n");
  git("init", "--quiet");
  commit();
  git("tag", "base");
});

afterEach(() => folder.dispose());

describe("the organizations that changes touch", () => {
  const cases: readonly (readonly [string, () => void, readonly string[]])[] = [
    ["nothing changed: none", () => undefined, []],
    ["a file beside them: none", () => folder.write("README.md", "y\n"), []],
    ["a task of all: all", () => folder.write("tasks/all.yaml", task("all", "run: 2\n")), everything],
    [
      "a task of a label",
      () => folder.write("tasks/early.yaml", task("early", "organizations: label:early\nrun: 2\n")),
      ["a", "b"],
    ],
    [
      "a task that was of a label and is of another",
      () => folder.write("tasks/early.yaml", task("early", "organizations: label:late\n")),
      everything,
    ],
    [
      "a task that was of one and is of another",
      () => folder.write("tasks/c.yaml", task("c", "organizations: [a]\n")),
      ["a", "c"],
    ],
    ["a removed file", () => folder.remove("tasks/c.yaml"), ["c"]],
    ["a new file", () => folder.write("tasks/new.yaml", task("new", "organizations: [b]\n")), ["b"]],
    [
      "a new file that Git ignores",
      () => {
        folder.write(".gitignore", "new.yaml\n");
        folder.write("tasks/new.yaml", task("new", "organizations: [b]\n"));
      },
      ["b"],
    ],
    [
      "a renamed file",
      () => renameSync(join(folder.path, "tasks/c.yaml"), join(folder.path, "tasks/d.yaml")),
      ["c"],
    ],
    [
      "an organization's file",
      () => folder.write("organizations/b.yaml", `oid: ${oid(1)}\nlabels: [early]\nvars: { x: y }\n`),
      ["b"],
    ],
    [
      "a formatted organization file: none",
      () => folder.write("organizations/b.yaml", `# b\noid: "${oid(1)}"\nlabels:\n  - early\n`),
      [],
    ],
    ["a new organization", () => folder.write("organizations/n.yaml", `oid: ${oid(7)}\n`), ["n"]],
    [
      "another alias of the same organization",
      () => renameSync(join(folder.path, "organizations/b.yaml"), join(folder.path, "organizations/z.yaml")),
      ["z"],
    ],
    [
      "another label: it loses tasks and gets others",
      () => folder.write("organizations/c.yaml", `oid: ${oid(2)}\nlabels: [early]\n`),
      ["c"],
    ],
    [
      "limits of the project: all",
      () => folder.write("lctasks.yaml", config("limits: { sensorsPerTask: 3 }\n")),
      everything,
    ],
    [
      "a default of the project: all",
      () => folder.write("lctasks.yaml", config("defaults: { paused: true }\n")),
      everything,
    ],
    ["a comment in the configuration: none", () => folder.write("lctasks.yaml", config("# more\n")), []],
    [
      "organization files that moved with their glob: all, because the configuration is another",
      () => {
        renameSync(join(folder.path, "organizations"), join(folder.path, "customers"));
        folder.write("lctasks.yaml", config("organizationFiles: ['customers/*.yaml']\n"));
      },
      everything,
    ],
    [
      "two documents of a file",
      () =>
        folder.write(
          "tasks/c.yaml",
          `${task("c", "organizations: [c]\n")}---\n${task("d", "organizations: [b]\n")}`,
        ),
      ["b", "c"],
    ],
  ];

  it.each(cases)("%s", async (_name, change, expected) => {
    change();
    expect(await touched()).toEqual({ aliases: [...expected], checks: [], code: 0 });
    commit();
    expect(await touched()).toEqual({ aliases: [...expected], checks: [], code: 0 });
  });

  it("are chosen by name as well", async () => {
    folder.write("tasks/all.yaml", task("all", "run: 2\n"));
    const { out } = await lctasks("shard", "--of", "9", "--changed-since", "base", "-o", "a", "c");
    expect(out).toMatch(/: [ac]\n.*: [ac]\n$/);
  });

  it("are found by a path with ./ before it", async () => {
    folder.write("lctasks.yaml", config("limits: { sensorsPerTask: 3 }\n"));
    const { out } = await lctasks(
      "shard",
      "--of",
      "1",
      "--config",
      "./lctasks.yaml",
      "--changed-since",
      "base",
    );
    expect(out).toContain("3 organizations");
  });

  it("are planned alone", async () => {
    folder.write("tasks/c.yaml", task("c", "organizations: [c]\nrun: 2\n"));
    const { out } = await lctasks("plan", "--changed-since", "base", "--format", "json");
    const { organizations } = JSON.parse(out) as { organizations: { organization: string }[] };
    expect(organizations.map(({ organization }) => organization)).toEqual(["c"]);
  });

  it("are told in a folder of the repository as well", async () => {
    mkdirSync(join(folder.path, "sub"));
    for (const name of ["lctasks.yaml", "tasks", "organizations"])
      renameSync(join(folder.path, name), join(folder.path, "sub", name));
    commit();
    git("tag", "moved");
    folder.write("sub/tasks/c.yaml", task("c", "organizations: [c]\nrun: 2\n"));
    const below = await lctasks("shard", "-C", "sub", "--of", "1", "--changed-since", "moved");
    expect(below.out).toMatch(/: c\n$/);
    const named = await lctasks(
      "shard",
      "--config",
      "sub/lctasks.yaml",
      "--of",
      "1",
      "--changed-since",
      "moved",
    );
    expect(named.out).toMatch(/: c\n$/);
  });
});

describe("what cannot be known means all organizations, and a warning", () => {
  const unknown = { aliases: everything, checks: ["plan/changes-unknown"], code: 0 };

  it("a task file of then that cannot be read", async () => {
    folder.write("tasks/c.yaml", "name: [\n");
    commit();
    git("tag", "broken");
    folder.write("tasks/c.yaml", task("c", "organizations: [c]\n"));
    expect(await touched("broken")).toEqual(unknown);
    folder.write("tasks/c.yaml", "name: c\norganizations: [c]\n");
    commit();
    folder.write("tasks/c.yaml", task("c", "organizations: [c]\n"));
    expect(await touched("HEAD")).toEqual(unknown);
  });

  it("a configuration of then that cannot be read", async () => {
    folder.write("lctasks.yaml", "version: 9\n");
    commit();
    folder.write("lctasks.yaml", config());
    expect(await touched("HEAD")).toEqual(unknown);
  });

  it("a link on the way, in Git or not", async () => {
    folder.write("shared/linked.yaml", task("linked", "organizations: [c]\n"));
    symlinkSync("../shared/linked.yaml", join(folder.path, "tasks/linked.yaml"));
    expect(await touched()).toEqual(unknown);
    commit();
    expect(await touched("HEAD")).toEqual(unknown);
  });

  it("a file at which Git was told not to look", async () => {
    git("update-index", "--assume-unchanged", "tasks/c.yaml");
    expect(await touched()).toEqual(unknown);
  });

  it("another repository inside", async () => {
    folder.write("tasks/other/more.yaml", task("more", "organizations: [c]\n"));
    git("init", "--quiet", "tasks/other");
    expect(await touched()).toEqual(unknown);
  });

  it("a configuration whose path leads up", async () => {
    const { out } = await lctasks(
      "shard",
      "--of",
      "1",
      "--config",
      "tasks/../lctasks.yaml",
      "--changed-since",
      "base",
    );
    expect(out).toContain("3 organizations");
  });

  it("too many files", async () => {
    for (let index = 0; index <= 500; index++)
      folder.write(`tasks/many/${index}.yaml`, task(`many-${index}`, "organizations: [c]\n"));
    expect(await touched()).toEqual(unknown);
  });

  it("no Git at all", async () => {
    folder.remove(".git/HEAD");
    expect((await touched()).aliases).toEqual(everything);
  });

  it("all of a configuration that is new", async () => {
    git("rm", "--quiet", "--cached", "lctasks.yaml");
    git("commit", "--quiet", "--message", "none");
    expect(await touched("HEAD")).toEqual({ ...unknown, checks: [] });
  });
});

describe("a commit that the clone does not have", () => {
  it.each(["nowhere", "0".repeat(40), "-h", "", "base:tasks/c.yaml"])(
    "%j is an error with the fix",
    async (ref) => {
      const { code, err } = await lctasks("shard", "--of", "1", "--changed-since", ref);
      expect(code).toBe(3);
      expect(err).toContain("fetch-depth: 0");
      expect((await touched(ref)).checks).toContain("config/no-such-commit");
    },
  );
});

describe("a clone that is too shallow to have the commit", () => {
  it("says so, and how to get it, wherever the option is; once it is fetched it works", async () => {
    folder.write("tasks/c.yaml", task("c", "organizations: [c]\nrun: 2\n"));
    commit();
    const shallow = join(folder.path, ".clone");
    git("clone", "--quiet", "--depth", "1", `file://${folder.path}`, shallow);
    const sha = git("rev-parse", "base");
    for (const ref of [sha, "HEAD~1", "base"]) {
      const since = ["--changed-since", ref, "-C", shallow];
      for (const argv of [["plan"], ["validate"], ["shard", "--of", "1"]]) {
        const { code, out, err } = await lctasks(...argv, ...since);
        const said = (out + err).replace(/\s+/g, " ");
        expect([code, said]).toEqual([3, expect.stringContaining(`Cannot find the commit "${ref}"`)]);
        expect(said).toContain("this clone is shallow and does not have it");
        expect(said).toContain("`fetch-depth: 0` for actions/checkout, `git fetch --unshallow` elsewhere");
      }
    }
    git("-C", shallow, "fetch", "--quiet", "--unshallow");
    const { code, out } = await lctasks("shard", "--of", "1", "--changed-since", sha, "-C", shallow);
    expect([code, out]).toEqual([0, expect.stringContaining(": c")]);
  });
});

describe("an organization that is dropped", () => {
  it("is an error until it was retired", async () => {
    folder.remove("organizations/c.yaml");
    folder.remove("tasks/c.yaml");
    const { checks, code } = await touched();
    expect([checks, code]).toEqual([["config/organization-dropped"], 3]);
    const { code: planned, out } = await lctasks("plan", "--changed-since", "base");
    expect(planned).toBe(3);
    expect(out).toContain("retired: true");
    expect(out).toContain(oid(2));
  });

  it("is none when it was retired, and when nobody asks what it was", async () => {
    expect((await lctasks("validate")).code).toBe(0);
    folder.write("organizations/c.yaml", `oid: ${oid(2)}\nretired: true\nlabels: [late]\n`);
    expect((await touched()).aliases).toEqual(["c"]);
    commit();
    git("tag", "retired");
    folder.remove("organizations/c.yaml");
    folder.remove("tasks/c.yaml");
    expect(await touched("retired")).toEqual({ aliases: [], checks: [], code: 0 });
    expect((await lctasks("validate")).code).toBe(0);
  });

  it("is an error too when everything else changed, and when another one takes its alias", async () => {
    folder.write("lctasks.yaml", config("limits: { sensorsPerTask: 3 }\n"));
    folder.write("organizations/c.yaml", `oid: ${oid(8)}\nlabels: [late]\n`);
    expect((await touched()).checks).toEqual(["config/organization-dropped"]);
  });
});
