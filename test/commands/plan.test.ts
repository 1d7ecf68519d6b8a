import { readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { activeCharacter } from "../core/report/hostile.js";
import { type Bench, startBench } from "../flow/bench.js";
import { configText, responseText, taskText } from "../support/tasks.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.sandbox.disconnect("all");
});

afterEach(() => bench.close());

const evil = "\u001b[2J\u009b31m\u0007\u202e\u200b|`@octocat <b>";
const active = new RegExp(activeCharacter.source, "gu");

/** What a command printed that a terminal could act on, its own line breaks aside. */
async function activeIn(...argv: string[]): Promise<{ code: number; active: string[]; text: string }> {
  const { code, out, err } = await bench.lctasks(...argv);
  const text = out + err;
  return { code, text, active: [...text.replaceAll("\n", "").matchAll(active)].map(([found]) => found) };
}

const formats = ["text", "markdown", "json"];

describe("what comes from outside", () => {
  it("reaches no terminal as more than text: queued tasks, rules and their authors", async () => {
    bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
    await bench.lctasks("ledger", "create", "--run-existing");
    await bench.apply();
    const { sandbox } = bench;
    await bench.api("POST", "/extension/request/ext-reliable-tasking", {
      oid: sandbox.oid,
      action: "task",
      data: JSON.stringify({ task: `run --shell-command "${evil}"`, selector: "*", context: evil }),
    });
    const rules = `/hive/dr-general/${sandbox.oid}`;
    const usr_mtd = JSON.stringify({ enabled: true, expiry: 0, tags: [evil, "lctasks:soc"], comment: evil });
    const data = JSON.stringify({
      detect: { op: "is", path: "event/X", value: evil, event: "NEW_PROCESS" },
      respond: [{ action: "report", name: evil }],
    });
    await bench.api("POST", `${rules}/lctasks.soc.version/data`, { data, usr_mtd });
    await bench.api("POST", `${rules}/${encodeURIComponent(`lctasks.soc.${evil}`)}/data`, { data, usr_mtd });
    for (const format of formats) {
      const plan = await activeIn("plan", "--format", format);
      expect([plan.code, plan.active]).toEqual([0, []]);
      expect(plan.text).toContain("octocat");
    }
    for (const format of ["text", "json"]) {
      const queue = await activeIn("queue", "--format", format);
      expect([queue.code, queue.active]).toEqual([0, []]);
      expect(queue.text).toContain("octocat");
    }
    expect((await activeIn("apply", "--yes")).active).toEqual([]);
  });

  it("calls nobody and closes nothing in Markdown", async () => {
    bench.folder.write("tasks/version.yaml", taskText("version"));
    await bench.lctasks("ledger", "create", "--run-existing");
    await bench.api("POST", "/extension/request/ext-reliable-tasking", {
      oid: bench.sandbox.oid,
      action: "task",
      data: JSON.stringify({ task: "os_users", selector: "*", context: "a | @octocat </details> ``` #1" }),
    });
    const { out } = await bench.lctasks("plan", "--format", "markdown");
    expect(out).toContain("context a \\| @&#8203;octocat &lt;/details&gt; \\`\\`\\` \\#&#8203;1");
  });
});

describe("the comment of a pull request", () => {
  it("is what --format comment prints: its marker, then the verdict", async () => {
    bench.folder.write("tasks/version.yaml", taskText("version"));
    await bench.lctasks("ledger", "create", "--run-existing");
    const { code, out } = await bench.lctasks("plan", "--format", "comment");
    expect(code).toBe(0);
    expect(out).toMatch(/^<!-- lctasks:[\w-]+:lctasks\.yaml -->\n\n### Would issue 1 task to /);
    expect(out).toContain("See it yourself: `npx lctasks plan`");
  });
});

describe("what is in files", () => {
  it("reaches no terminal as more than text either: names, descriptions, commands, keys", async () => {
    const quoted = JSON.stringify(evil);
    bench.folder.write(
      "tasks/version.yaml",
      `name: version\ndescription: ${quoted}\ntask: "os_version"\nselector: "plat == \`windows\`"\nrun: 1\n`,
    );
    bench.folder.write("tasks/evil.yaml", `name: ${quoted}\n${quoted}: 1\ntask: ${quoted}\ntag: ${quoted}\n`);
    await bench.lctasks("ledger", "create", "--run-existing");
    for (const argv of [
      ["validate"],
      ["validate", "--format", "json"],
      ...formats.map((format) => ["plan", "--format", format]),
    ]) {
      const { code, active: found, text } = await activeIn(...argv);
      expect([argv, code, found]).toEqual([argv, 3, []]);
      expect(text).toContain("octocat");
    }
    bench.folder.remove("tasks/evil.yaml");
    for (const format of formats) expect((await activeIn("plan", "--format", format)).active).toEqual([]);
  });

  it("reaches no terminal from a tag and a command that are valid", async () => {
    const command = JSON.stringify(`run --shell-command "echo ${evil.replaceAll("`", "")}"`);
    bench.folder.write(
      "tasks/evil.yaml",
      `name: evil\ntask: ${command}\ntag: workstation\nrun: 1\nacknowledge: [destructive]\n${responseText}`,
    );
    await bench.lctasks("ledger", "create", "--run-existing");
    for (const format of formats) expect((await activeIn("plan", "--format", format)).active).toEqual([]);
    expect((await activeIn("apply", "--yes")).active).toEqual([]);
  });
});

describe("a plan", () => {
  it("exits with 2 for changes only when asked to", async () => {
    bench.folder.write("tasks/version.yaml", taskText("version"));
    await bench.lctasks("ledger", "create", "--run-existing");
    expect((await bench.lctasks("plan")).code).toBe(0);
    expect((await bench.lctasks("plan", "--detailed-exitcode")).code).toBe(2);
    await bench.apply();
    expect((await bench.lctasks("plan", "--detailed-exitcode")).code).toBe(0);
  });

  it("changes nothing: it sends no request that could", async () => {
    bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
    await bench.lctasks("ledger", "create", "--run-existing");
    const before = bench.wire.entries.length;
    await bench.lctasks("plan");
    const sent = bench.wire.entries
      .slice(before)
      .map(({ method, path, action }) => `${method} ${action ?? path}`);
    expect(sent.filter((text) => !text.startsWith("GET ")).toSorted()).toEqual([
      "POST /jwt",
      `POST /v1/online/${bench.sandbox.oid}`,
      "POST list",
    ]);
  });

  it("creates no ledger folder", async () => {
    bench.folder.write("lctasks.yaml", configText("ledger: file\n"));
    bench.folder.write("tasks/version.yaml", taskText("version"));
    const { code, out } = await bench.lctasks("plan");
    expect([code, out]).toEqual([4, expect.stringContaining("there is no ledger")]);
    expect(readdirSync(bench.folder.path).toSorted()).toEqual(["lctasks.yaml", "tasks"]);
  });

  it("says that an empty folder is invalid, and needs neither network nor credentials for that", async () => {
    bench.folder.remove("lctasks.yaml");
    const { code, out } = await bench.lctasks("plan", "--format", "json");
    expect([code, JSON.parse(out)]).toEqual([3, expect.objectContaining({ exitCode: 3, organizations: [] })]);
    expect(bench.wire.entries).toEqual([]);
  });
});

describe("what a task silences", () => {
  const more = 'ignore:\n  - { check: command/late-process, reason: "the pid | stays" }\n';
  const task = { task: "mem_map --pid 12" };

  it("is counted for reviewers in every format", async () => {
    bench.folder.write("tasks/map.yaml", taskText("map", { ...task, more }));
    await bench.lctasks("ledger", "create", "--run-existing");
    const { code, out } = await bench.lctasks("plan");
    expect([code, out]).toEqual([0, expect.stringContaining("\n1 silenced: command/late-process\n")]);
    const markdown = (await bench.lctasks("plan", "--format", "markdown")).out;
    expect(markdown).toContain(String.raw`1 silenced: command/late\-process`);
    expect(JSON.parse((await bench.lctasks("plan", "--format", "json")).out)).toMatchObject({
      findings: [],
      silenced: [{ check: "command/late-process", severity: "warning", reason: "the pid | stays" }],
    });
  });

  it("is no edit of the task: nothing runs, nothing is held", async () => {
    bench.folder.write("tasks/map.yaml", taskText("map", task));
    await bench.lctasks("ledger", "create", "--run-existing");
    await bench.apply();
    bench.folder.write("tasks/map.yaml", taskText("map", { ...task, more }));
    const { code, out } = await bench.lctasks("plan", "--detailed-exitcode");
    expect([code, out]).toEqual([0, expect.stringMatching(/^No changes\n/)]);
  });
});
