import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../src/sandbox/start.js";
import { clockOf, countingIds, type Run, run } from "../support/cli.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";

let sandbox: Sandbox;
let folder: TemporaryFolder;

const at = (index: number) => sandbox.organizations[index] ?? { oid: "", apiKey: "", name: "" };

function lctasks(...argv: string[]): Promise<Run> {
  const environment = { ...sandbox.env, KEY_ACME: at(0).apiKey, KEY_BETA: at(1).apiKey };
  const clock = clockOf(() => sandbox.nowMs());
  return run(argv, { directory: folder.path, environment, clock, newId: countingIds() });
}

/** Sends a request to the API of one organization as somebody else. */
async function api(index: number, path: string, form: Readonly<Record<string, string>>): Promise<void> {
  const { oid, apiKey } = at(index);
  const post = (url: string, fields: Readonly<Record<string, string>>, headers = {}) =>
    fetch(url, { method: "POST", headers, body: new URLSearchParams(fields) });
  const exchange = await post(`${sandbox.url}/jwt`, { oid, secret: apiKey });
  const { jwt } = (await exchange.json()) as { jwt: string };
  const answer = await post(`${sandbox.url}/v1${path}`, form, { authorization: `Bearer ${jwt}` });
  expect(answer.status).toBe(200);
}

/** Somebody else queues a task in one organization. */
const strange = (index: number, data: { readonly task: string; readonly context: string }) =>
  api(index, "/extension/request/ext-reliable-tasking", {
    oid: at(index).oid,
    action: "task",
    data: JSON.stringify({ selector: "*", ...data }),
  });

/** Somebody else writes a rule in one organization. */
const strangeRule = (index: number, key: string, value: string) =>
  api(index, `/hive/dr-general/${at(index).oid}/${encodeURIComponent(key)}/data`, {
    data: JSON.stringify({
      detect: {
        events: ["RECEIPT", "OS_VERSION_REP"],
        op: "contains",
        path: "routing/investigation_id",
        value,
      },
      respond: [{ action: "report", name: `${key} of ${at(index).name}` }],
    }),
    usr_mtd: JSON.stringify({ enabled: true, expiry: 0, tags: [], comment: "" }),
  });

const imported = (): Readonly<Record<string, string>> => {
  const place = join(folder.path, "tasks/imported");
  if (!existsSync(place)) return {};
  const names = readdirSync(place).toSorted((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(place, name), "utf8")]));
};

const taskRequests = (): number => sandbox.requests().filter(({ action }) => action === "task").length;
const untasks = (): number => sandbox.requests().filter(({ action }) => action === "untask").length;

beforeEach(async () => {
  sandbox = await startSandbox({
    sensors: 3,
    seed: 7,
    startMs: Date.UTC(2026, 2, 2, 9),
    organizations: [{ name: "other", sensors: 2 }],
  });
  sandbox.disconnect("all");
  folder = temporaryFolder();
  folder.write(
    "lctasks.yaml",
    `version: 1\nproject: soc\norganizations:\n  acme: { oid: ${at(0).oid}, apiKeyEnv: KEY_ACME }\n  beta: { oid: ${at(1).oid}, apiKeyEnv: KEY_BETA }\n`,
  );
  const created = await lctasks(
    "ledger",
    "create",
    "--run-existing",
    "--unchecked",
    "git",
    "file",
    "-o",
    "*",
  );
  expect(created.code).toBe(0);
  await strange(0, { task: "os_version", context: "version" });
  await strange(1, { task: "os_version", context: "version" });
  await strange(1, { task: "os_packages", context: "packages" });
  await strangeRule(0, "Who answered", "version");
  await strangeRule(1, "Who answered", "version");
});

afterEach(async () => {
  folder.dispose();
  await sandbox.close();
});

it("each organization's requests become files of its own, under names that do not collide, and then nothing changes", async () => {
  const requests = taskRequests();
  const { code, out } = await lctasks("import", "--yes");
  expect([code, out]).toEqual([
    0,
    "acme: done: 1 task file written; review and commit them\nbeta: done: 2 task files written; review and commit them\n",
  ]);
  const files = imported();
  expect(Object.keys(files)).toEqual(["packages.yaml", "version-2.yaml", "version.yaml"]);
  expect(files["version.yaml"]).toContain("organizations:\n  - acme\n");
  expect(files["version-2.yaml"]).toContain("organizations:\n  - beta\n");
  expect(files["packages.yaml"]).toContain("organizations:\n  - beta\n");
  for (const [name, organization] of [
    ["version.yaml", 0],
    ["version-2.yaml", 1],
  ] as const)
    expect(files[name]).toContain(`Who answered of ${at(organization).name}`);
  for (const command of ["plan", "apply"]) {
    const after = await lctasks(command, ...(command === "apply" ? ["--yes"] : []));
    expect([after.code, after.out]).toEqual([0, expect.stringMatching(/^No changes\n/)]);
  }
  const again = await lctasks("import", "--yes");
  expect(again.out).toBe(
    "acme: nothing to do: nothing in the queue is left to import\nbeta: nothing to do: nothing in the queue is left to import\n",
  );
  expect([imported(), taskRequests() - requests, untasks()]).toEqual([files, 0, 0]);
});

it("a dry run shows the files that an import then writes", async () => {
  const dry = await lctasks("import", "--dry-run", "--format", "json");
  const { organizations } = JSON.parse(dry.out) as {
    readonly organizations: readonly { readonly files: readonly { path: string; text: string }[] }[];
  };
  expect(imported()).toEqual({});
  await lctasks("import", "--yes");
  const shown = organizations.flatMap(({ files }) =>
    files.map(({ path, text }) => [path.replace("tasks/imported/", ""), text] as const),
  );
  expect(Object.fromEntries(shown)).toEqual(imported());
});

it("one organization alone is imported when it is named; the other's queue stays foreign", async () => {
  expect((await lctasks("import", "--yes", "-o", "beta")).code).toBe(0);
  expect(Object.keys(imported())).toEqual(["packages.yaml", "version.yaml"]);
  const { code, out } = await lctasks("plan");
  expect([code, out]).toEqual([0, expect.stringMatching(/^No changes\n/)]);
});

it("one that cannot be reached does not keep the other from being imported", async () => {
  sandbox.faults.add({
    match: { path: "/jwt", oid: at(0).oid },
    do: { status: 401, body: { error: "unknown" } },
  });
  const { code, out, err } = await lctasks("import", "--yes");
  expect([code, out, err]).toEqual([
    1,
    "beta: done: 2 task files written; review and commit them\n",
    expect.stringContaining("acme: Cannot get a token"),
  ]);
  expect(Object.keys(imported())).toEqual(["packages.yaml", "version.yaml"]);
});
