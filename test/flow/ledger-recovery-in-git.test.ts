import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commitFile, git, testRemote, type TestRemote } from "../adapters/git/clones.js";
import { configText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "./bench.js";

const branch = "lctasks-ledger";
let bench: Bench;
let remote: TestRemote;

/** A clone whose ledger begins in the hive. */
beforeEach(async () => {
  bench = await startBench();
  remote = testRemote();
  const { path } = bench.folder;
  git(path, "init", "--quiet");
  git(path, "remote", "add", "origin", remote.path);
  bench.folder.write("lctasks.yaml", configText("witness: git\n"));
  commitFile(path, "tasks/version.yaml", taskText("version"));
  bench.sandbox.disconnect("all");
});

afterEach(() => bench.close());

const use = (ledger: string) =>
  bench.folder.write("lctasks.yaml", configText(`ledger: ${ledger}\nwitness: git\n`));
const lctasks = (...words: string[]) => bench.lctasks("ledger", ...words, "--yes");

describe("a ledger that goes to Git and back", () => {
  it("is one all the time, witness and all: what was issued is not issued again", async () => {
    expect((await bench.lctasks("ledger", "create", "--run-existing")).code).toBe(0);
    await bench.apply();
    const sent = bench.tasks().length;
    for (const [to, from] of [
      ["git", "hive"],
      ["hive", "git"],
      ["git", "hive"],
    ] as const) {
      expect((await lctasks("migrate", "--to", to)).code).toBe(0);
      const old = await bench.apply();
      expect([old.code, flat(old.out)]).toEqual([4, expect.stringContaining(`the ledger moved to ${to}`)]);
      expect(flat((await bench.lctasks("ledger", "create", "--baseline")).out)).toContain("cannot be read");
      use(to);
      expect((await bench.apply()).out, `${from} to ${to}`).toMatch(/^No changes\n/);
    }
    expect(bench.tasks()).toHaveLength(sent);
  });

  it("comes back from its own history, over a document that somebody edited by hand", async () => {
    use("git");
    await bench.lctasks("ledger", "create", "--run-existing");
    await bench.apply();
    const sent = bench.tasks().length;
    const exported = (await bench.lctasks("ledger", "export")).out;
    bench.folder.write("export.json", exported);
    remote.editByHand(branch, `soc/${bench.sandbox.oid}.json`, "{ half");
    expect((await bench.apply()).code).toBe(4);
    const restored = await lctasks("import", "export.json");
    expect([restored.code, flat(restored.out)]).toEqual([
      0,
      expect.stringContaining("the ledger is at serial"),
    ]);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(bench.tasks()).toHaveLength(sent);
    commitFile(bench.folder.path, "tasks/version.yaml", taskText("version", { run: 2 }));
    expect((await bench.apply()).code).toBe(0);
    expect((await lctasks("import", "export.json")).code).toBe(4);
  });

  it("is made again when the branch is gone, above what the witness remembers", async () => {
    use("git");
    await bench.lctasks("ledger", "create", "--run-existing");
    await bench.apply();
    const sent = bench.tasks().length;
    const { serial } = JSON.parse((await bench.lctasks("ledger", "export")).out);
    git(remote.path, "update-ref", "-d", `refs/heads/${branch}`);
    expect((await bench.apply()).code).toBe(4);
    expect((await lctasks("rebuild")).code).toBe(0);
    expect(JSON.parse((await bench.lctasks("ledger", "export")).out).serial).toBe(serial + 1);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(bench.tasks()).toHaveLength(sent);
  });

  it("is looked for before the first one is made elsewhere", async () => {
    use("git");
    await bench.lctasks("ledger", "create", "--baseline");
    use("hive");
    const { code, out } = await bench.lctasks("ledger", "create", "--baseline");
    expect([code, flat(out)]).toEqual([
      4,
      expect.stringContaining("backend git holds a ledger of this project"),
    ]);
    git(bench.folder.path, "remote", "set-url", "origin", "/nowhere/at-all");
    bench.folder.write("lctasks.yaml", configText());
    const blind = await bench.lctasks("ledger", "create", "--baseline");
    expect([blind.code, flat(blind.out)]).toEqual([4, expect.stringContaining("Say `--unchecked git`")]);
    git(bench.folder.path, "remote", "remove", "origin");
    expect((await bench.lctasks("ledger", "create", "--baseline")).code).toBe(0);
  });
});
