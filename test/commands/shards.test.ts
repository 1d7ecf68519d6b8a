import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.js";
import { clockOf, countingIds, type Run, run } from "../support/cli.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";

/** Twelve organizations of one user, gone through in three shards. */
let sandbox: Sandbox;
let folder: TemporaryFolder;

const count = 12;
const shards = ["1/3", "2/3", "3/3"] as const;
const fileOf = (shard: string): string => `reports/${shard.replace("/", "-of-")}.json`;
const path = (file: string): string => join(folder.path, file);

function lctasks(...argv: string[]): Promise<Run> {
  const environment = {
    LCTASKS_API_URL: sandbox.env["LCTASKS_API_URL"],
    LCTASKS_JWT_URL: sandbox.env["LCTASKS_JWT_URL"],
    KEY_ALL: sandbox.user.apiKey,
    UID_ALL: sandbox.user.uid,
  };
  const clock = clockOf(() => sandbox.nowMs());
  return run(argv, { directory: folder.path, environment, clock, newId: countingIds() });
}

type Printed = {
  readonly shard?: { readonly organizations: readonly string[] };
  readonly organizations: readonly {
    readonly organization?: string;
    readonly failure?: string;
    readonly plan?: { readonly organization: string; readonly changes: readonly { fingerprint: string }[] };
  }[];
};
const parsed = ({ out }: Pick<Run, "out">): Printed => JSON.parse(out) as Printed;
const aliases = ({ organizations }: Printed): (string | undefined)[] =>
  organizations.map(({ plan, organization }) => plan?.organization ?? organization);

/** Plans every shard by itself, into files as a workflow would keep them. */
async function planShards(): Promise<void> {
  for (const shard of shards) {
    const { code, out } = await lctasks("plan", "--shard", shard, "--format", "json");
    expect(code).toBe(0);
    folder.write(fileOf(shard), out);
  }
}

/** What is told differs by nothing but when it was told. */
const timeless = (text: string): unknown =>
  JSON.parse(text, (key, value: unknown) => (key === "plannedAtMs" || key === "exitCode" ? 0 : value));

beforeAll(async () => {
  sandbox = await startSandbox({
    sensors: 2,
    seed: 7,
    startMs: Date.UTC(2026, 2, 2, 9),
    organizations: Array.from({ length: count - 1 }, (_, index) => ({ name: `more-${index}`, sensors: 2 })),
  });
  folder = temporaryFolder();
  folder.write("lctasks.yaml", "version: 1\nproject: soc\napiKeyEnv: KEY_ALL\nuidEnv: UID_ALL\n");
  for (const [index, { oid }] of sandbox.organizations.entries()) {
    const labels = index % 2 === 0 ? "\nlabels: [even]" : "";
    folder.write(`organizations/${"lkjihgfedcba"[index]}-org.yaml`, `oid: ${oid}${labels}\n`);
  }
  const task = "task: os_version\nselector: '*'\nacknowledge: [fleet-wide]\n";
  folder.write(
    "tasks/version.yaml",
    `name: version\n${task}response:\n  - respond: [{ action: report, name: v }]\n`,
  );
  folder.write("tasks/even.yaml", `name: even\n${task}organizations: label:even\n`);
  await lctasks("ledger", "create", "--run-existing", "--unchecked", "git", "file");
});

afterAll(async () => {
  folder.dispose();
  await sandbox.close();
});

beforeEach(planShards);

describe("lctasks shard", () => {
  it("prints the matrix for GitHub, as JSON, and for people", async () => {
    expect((await lctasks("shard", "--of", "3", "--format", "github")).out).toBe(
      'matrix={"shard":["1/3","2/3","3/3"]}\n',
    );
    expect(JSON.parse((await lctasks("shard", "--of", "3", "--format", "json")).out)).toEqual({
      shard: shards,
    });
    const { out } = await lctasks("shard", "--of", "3");
    expect(out).toMatch(/^1\/3 {2}\d organizations, \d+ tasks: [a-l]-org/);
    expect(out.trim().split("\n")).toHaveLength(3);
  });

  it("makes no more shards than organizations, and one of none", async () => {
    expect((await lctasks("shard", "--of", "256", "-o", "a-org", "b-org")).out).toMatch(
      /^1\/2 .*\n2\/2 .*\n$/,
    );
    expect(await lctasks("shard", "--of", "257")).toMatchObject({ code: 1 });
    expect(await lctasks("shard", "--of", "2", "-o", "nobody")).toMatchObject({ code: 1 });
  });

  it("ends with invalid files", async () => {
    folder.write("tasks/wrong.yaml", "name: wrong\n");
    const { code, err } = await lctasks("shard", "--of", "3");
    const merged = await lctasks("plan", "--shard", "1/3", "--format", "json");
    folder.remove("tasks/wrong.yaml");
    expect([code, merged.code]).toEqual([3, 3]);
    expect(err).toContain("tasks/wrong.yaml");
    expect(parsed(merged).shard).toEqual({ part: 1, of: 3, organizations: [] });
  });
});

describe("plans of shards, merged", () => {
  it("say what one plan of all organizations says, in the same order, as JSON, text, Markdown and comment", async () => {
    for (const format of ["json", "text", "markdown", "comment"]) {
      const whole = await lctasks("plan", "--format", format);
      const merged = await lctasks("merge-reports", path("reports/"), "--format", format);
      expect(merged.code).toBe(whole.code);
      if (format === "json") expect(timeless(merged.out)).toEqual(timeless(whole.out));
      else expect(merged.out).toBe(whole.out);
    }
    const whole = parsed(await lctasks("plan", "--format", "json"));
    expect(whole.organizations).toHaveLength(count);
    expect(whole).not.toHaveProperty("shard");
  });

  it("divide the organizations: each is in one, whatever the order of the files", async () => {
    const parts = shards.map((shard) => parsed({ out: readFileSync(path(fileOf(shard)), "utf8") }));
    expect(new Set(parts.flatMap(aliases))).toEqual(new Set(parts[0]?.shard?.organizations));
    expect(parts.flatMap(aliases)).toHaveLength(count);
    for (const part of parts) expect(part.organizations.length).toBeGreaterThan(0);
    const backwards = await lctasks("merge-reports", ...shards.map(fileOf).toReversed(), "--format", "json");
    expect(aliases(parsed(backwards))).toEqual(parts[0]?.shard?.organizations);
  });

  it("say that they are shards, on a terminal", async () => {
    const { out } = await lctasks("plan", "--shard", "1/3");
    expect(out).toMatch(/\n {2}shard 1\/3: \d of 12 organizations\n/);
  });

  it("name the organizations of which a report is missing, show the others, and fail", async () => {
    const { code, out } = await lctasks("merge-reports", fileOf("1/3"), fileOf("3/3"), "--format", "json");
    const merged = parsed({ out });
    const failed = merged.organizations.filter(({ failure }) => failure !== undefined);
    expect(code).toBe(1);
    expect(merged.organizations).toHaveLength(count);
    expect(failed.length).toBeGreaterThan(0);
    for (const { failure } of failed)
      expect(failure).toBe("not looked at: the report of shard 2/3 is missing");
    const fewer = await lctasks("merge-reports", fileOf("3/3"));
    expect(fewer.out).toContain("the reports of shards 1/3, 2/3 are missing");
  });

  it("keep exit code 2 for those who ask for it, and 4 of a shard that is held", async () => {
    expect((await lctasks("merge-reports", path("reports/"), "--detailed-exitcode")).code).toBe(2);
    folder.write(
      fileOf("1/3"),
      (await lctasks("plan", "--shard", "1/3", "--format", "json", "--max-sensors", "0")).out,
    );
    expect((await lctasks("merge-reports", path("reports/"))).code).toBe(4);
  });
});

describe("reports that do not belong together", () => {
  const merge = async (...files: string[]): Promise<string> => {
    const { code, out, err } = await lctasks("merge-reports", ...files);
    expect([code, out]).toEqual([1, ""]);
    return err;
  };

  /** A shard's report with something of it replaced. */
  function changed(edit: (report: Record<string, unknown>) => object): string {
    const report = JSON.parse(readFileSync(path(fileOf("2/3")), "utf8")) as Record<string, unknown>;
    folder.write("other.json", JSON.stringify(edit(report)));
    return "other.json";
  }

  it("are refused: one organization twice", async () => {
    expect(await merge(fileOf("1/3"), fileOf("1/3"))).toMatch(/1-of-3.json both have organization [a-l]-org/);
  });

  it("are refused: another command, project, number of shards, set of organizations, commit", async () => {
    const first = fileOf("1/3");
    expect(
      await merge(
        first,
        changed((one) => ({ ...one, command: "apply" })),
      ),
    ).toContain("different commands");
    expect(
      await merge(
        first,
        changed((one) => ({ ...one, project: "x" })),
      ),
    ).toContain("different projects");
    const { shard: _, ...rest } = JSON.parse(readFileSync(path(fileOf("2/3")), "utf8")) as Printed;
    expect(
      await merge(
        first,
        changed(() => rest),
      ),
    ).toContain("not shards of the same number");
    const fewer = { part: 2, of: 3, organizations: ["a-org"] };
    expect(
      await merge(
        first,
        changed((one) => ({ ...one, shard: fewer })),
      ),
    ).toContain("their shards are not of the same organizations");
    expect(await merge(changed((one) => ({ ...one, shard: fewer })))).toMatch(
      /[b-l]-org, which is in no shard/,
    );
    const commit = { sha: "a".repeat(40), uncommitted: false };
    const moved = (one: Record<string, unknown>) => ({
      ...one,
      organizations: (one["organizations"] as { plan: object }[]).map(({ plan }) => ({
        plan: { ...plan, commit },
      })),
    });
    expect(await merge(first, changed(moved))).toContain("different commits");
  });

  it("are refused: another version, another shape, no JSON, no file", async () => {
    expect(await merge(changed((one) => ({ ...one, version: 2 })))).toContain(
      "/version must be equal to constant",
    );
    expect(await merge(changed((one) => ({ ...one, organizations: [{ plan: {} }] })))).toContain(
      "/organizations/0",
    );
    expect(await merge(changed((one) => ({ ...one, command: "x\u001b[31m" })))).toContain(
      "none of plan, apply",
    );
    folder.write("other.json", "{");
    expect(await merge("other.json")).toContain("Cannot read the report in other.json");
    expect(await merge("nowhere.json")).toContain("nowhere.json");
    folder.write("empty/readme.txt", "");
    expect(await merge(path("empty/"))).toContain("no .json file is in");
  });

  it("stay text, whatever stands in them", async () => {
    const file = changed((one) => ({
      ...one,
      findings: [{ check: "x", severity: "warning", message: "\u001b[31mred\u202e", fix: "::error::x" }],
    }));
    const { out } = await lctasks("merge-reports", file);
    expect(out).not.toMatch(/[\u001b\u202e]/);
    expect((await lctasks("merge-reports", file, "--format", "json")).out).not.toMatch(/[\u001b\u202e]/);
  });
});

describe("other commands in shards", () => {
  it.each(["status", "drift"])("%s is merged as well", async (command) => {
    const whole = await lctasks(command, "--format", "json");
    for (const shard of shards)
      folder.write(
        `${command}/${shard.charAt(0)}.json`,
        (await lctasks(command, "--shard", shard, "--format", "json")).out,
      );
    const merged = await lctasks("merge-reports", path(`${command}/`), "--format", "json");
    expect(timeless(merged.out)).toEqual(timeless(whole.out));
    expect((await lctasks("merge-reports", path(`${command}/`), "--out", "plan.json")).err).toContain(
      `these are reports of ${command}`,
    );
    const asText = await lctasks("merge-reports", path(`${command}/`), "--format", "comment");
    expect(asText.out).toBe((await lctasks(command, "--format", "markdown")).out);
  });

  it("apply does of one shard what the merged plan had, by file or fingerprints, and takes no task for removed", async () => {
    for (const shard of shards) await lctasks("plan", "--shard", shard, "--out", fileOf(shard));
    const merged = await lctasks(
      "merge-reports",
      path("reports/"),
      "--out",
      "merged.json",
      "--format",
      "json",
    );
    const fingerprints = parsed(merged).organizations.flatMap(
      ({ plan }) => plan?.changes.map(({ fingerprint }) => fingerprint) ?? [],
    );
    const requests = () => sandbox.requests().filter(({ action }) => action === "task").length;
    const sent: number[] = [];
    for (const [index, shard] of shards.entries()) {
      const before = requests();
      const agreed = index === 0 ? ["merged.json"] : ["--fingerprint", fingerprints.join(",")];
      expect((await lctasks("apply", "--shard", shard, ...agreed)).code).toBe(0);
      sent.push(requests() - before);
    }
    expect(sent.reduce((left, number) => left + number, 0)).toBe(count + count / 2);
    expect(sent.every((number) => number > 0 && number < count)).toBe(true);
    const after = await lctasks("plan", "--format", "json");
    expect(parsed(after).organizations.flatMap(({ plan }) => plan?.changes ?? [])).toEqual([]);
    expect(sandbox.requests().filter(({ action }) => action === "untask")).toEqual([]);
  });
});
