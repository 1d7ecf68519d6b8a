import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../src/sandbox/start.js";
import { clockOf, countingIds, type Run, run } from "../support/cli.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";

/** Two organizations of one user, each in a file of its own. */
let sandbox: Sandbox;
let folder: TemporaryFolder;

const at = (index: number) => sandbox.organizations[index] ?? { oid: "", apiKey: "", name: "" };

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

const organization = (index: number, share: string, more = "") =>
  `oid: ${at(index).oid}\nlabels: [customer]\nvars: { share: '${share}' }\n${more}`;

/** What each organization's sensors were told, without repeats. */
function told(): string[] {
  const oids = new Map(sandbox.sensors().map(({ sid, oid }) => [sid, oid]));
  const nameOf = (sid: string) => (oids.get(sid) === at(0).oid ? "acme" : "beta");
  return [...new Set(sandbox.deliveries().map(({ sid, task }) => `${nameOf(sid)}: ${task}`))];
}

const requests = () => sandbox.requests().filter(({ action }) => action === "task").length;

beforeEach(async () => {
  sandbox = await startSandbox({
    sensors: 3,
    seed: 7,
    startMs: Date.UTC(2026, 2, 2, 9),
    organizations: [{ name: "other", sensors: 2 }],
  });
  folder = temporaryFolder();
  folder.write(
    "lctasks.yaml",
    "version: 1\nproject: soc\napiKeyEnv: KEY_ALL\nuidEnv: UID_ALL\ndefaults: { ttl: 2d }\n",
  );
  folder.write("organizations/acme.yaml", organization(0, "c:/acme"));
  folder.write("organizations/beta.yaml", organization(1, "c:/beta", "defaults: { ttl: 1h }\n"));
  folder.write(
    "tasks/list.yaml",
    "name: list\ntask: dir_list '${{ vars.share }}' '*'\nselector: '*'\nacknowledge: [fleet-wide]\nresponse:\n  - respond: [{ action: report, name: 'files of ${{ vars.share }}' }]\n",
  );
});

afterEach(async () => {
  folder.dispose();
  await sandbox.close();
});

describe("one task in two organizations with variables of their own", () => {
  it("is planned, sent once and heard with each one's text; another value sends nothing", async () => {
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
    expect([created.code, created.out]).toEqual([
      0,
      "acme: ledger created; the next apply issues 1 present task\nbeta: ledger created; the next apply issues 1 present task\n",
    ]);

    const planned = await lctasks("plan");
    expect(planned.out).toContain("dir_list 'c:/acme' '*'");
    expect(planned.out).toContain("dir_list 'c:/beta' '*'");
    expect(planned.out).toContain("files of c:/beta");
    expect(planned.out).not.toContain("${{");
    const asMarkdown = await lctasks("plan", "--format", "markdown");
    expect(asMarkdown.out).toContain("c:/beta");

    const applied = await lctasks("apply", "--yes");
    expect([applied.code, requests()]).toEqual([0, 2]);
    sandbox.connect("all");
    sandbox.advance(60);
    expect(told().toSorted()).toEqual(["acme: dir_list 'c:/acme' '*'", "beta: dir_list 'c:/beta' '*'"]);

    const again = await lctasks("apply", "--yes");
    expect([again.code, requests()]).toEqual([0, 2]);

    folder.write("organizations/beta.yaml", organization(1, "d:/new"));
    const changed = await lctasks("plan", "--format", "json");
    expect(changed.code).toBe(0);
    const { organizations } = JSON.parse(changed.out) as {
      organizations: {
        plan: { changes: { verb: string }[]; unchanged: { name: string; reason: string }[] };
      }[];
    };
    expect(organizations.map(({ plan }) => plan.changes.map(({ verb }) => verb))).toEqual([
      [],
      ["update-rule"],
    ]);
    expect(organizations[1]?.plan.unchanged.find(({ name }) => name === "list")?.reason).toContain(
      "variables changed since, a higher run sends task: dir_list 'd:/new' '*'",
    );
    expect([(await lctasks("apply", "--yes")).code, requests()]).toEqual([0, 2]);

    const { out: explained } = await lctasks("explain", "list");
    expect(explained).toContain("share = c:/acme");
    expect(explained).toContain("in beta");
    expect(explained).toContain("share = d:/new");
    expect((await lctasks("explain", "list", "-o", "beta")).out).not.toContain("c:/acme");

    folder.write(
      "tasks/list.yaml",
      "name: list\ntask: dir_list '${{ vars.share }}' '*'\nselector: '*'\nacknowledge: [fleet-wide]\nrun: 2\norganizations: label:customer\n",
    );
    const next = await lctasks("plan", "-o", "beta");
    expect(next.out).toContain("d:/new");
    expect([(await lctasks("apply", "--yes", "-o", "label:customer")).code, requests()]).toEqual([0, 4]);
  });

  it("fails in the one whose key is missing, and goes on in the other", async () => {
    await lctasks("ledger", "create", "--run-existing", "--unchecked", "git", "file");
    folder.write("organizations/beta.yaml", organization(1, "c:/beta", "apiKeyEnv: KEY_NOWHERE\n"));
    const { code, out } = await lctasks("apply", "--yes");
    expect(code).toBe(1);
    expect(out).toContain("KEY_NOWHERE is not set");
    expect(requests()).toBe(1);
  });

  it("is held where the organization's own limit is lower, and the limit is part of the review", async () => {
    await lctasks("ledger", "create", "--run-existing", "--unchecked", "git", "file");
    const fingerprints = async () => {
      const { out } = await lctasks("plan", "--format", "json");
      const { organizations } = JSON.parse(out) as {
        organizations: { plan: { changes: { fingerprint: string }[]; held: { name: string }[] } }[];
      };
      return organizations.map(({ plan }) => ({
        changes: plan.changes.map(({ fingerprint }) => fingerprint),
        held: plan.held.map(({ name }) => name),
      }));
    };
    const [acme, beta] = await fingerprints();
    folder.write(
      "organizations/beta.yaml",
      organization(1, "c:/beta", "defaults: { ttl: 1h }\nlimits: { sensorsPerTask: 1 }\n"),
    );
    const [same, limited] = await fingerprints();
    expect(same).toEqual(acme);
    expect(limited?.held).toEqual(["list"]);
    expect(beta?.held).toEqual([]);
    folder.write(
      "organizations/beta.yaml",
      organization(1, "c:/beta", "defaults: { ttl: 1h }\nlimits: { sensorsPerTask: 9 }\n"),
    );
    const [, other] = await fingerprints();
    expect(other?.changes).toHaveLength(beta?.changes.length ?? 0);
    expect(other?.changes).not.toEqual(beta?.changes);
  });
});
