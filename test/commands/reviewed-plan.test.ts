import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bench, flat, startBench } from "../flow/bench.js";
import { configText, responseText, taskText } from "../support/tasks.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

interface PlanFile {
  readonly organizations: readonly [
    {
      readonly plan: {
        readonly changes: readonly {
          readonly verb: string;
          readonly task: string;
          readonly fingerprint: string;
        }[];
      };
      readonly reached: { readonly [fingerprint: string]: readonly string[] };
    },
  ];
}

const planFile = (): PlanFile =>
  JSON.parse(readFileSync(join(bench.folder.path, "plan.json"), "utf8")) as PlanFile;
const planned = () => planFile().organizations[0].plan.changes;
const issued = (): string[] => bench.tasks().map(({ task }) => task);

describe("a plan file", () => {
  beforeEach(async () => {
    expect((await bench.lctasks("plan", "--out", "plan.json")).code).toBe(0);
  });

  it("has every change with its fingerprint, and the sensors that each run would reach", () => {
    const [{ reached }] = planFile().organizations;
    expect(planned().map(({ verb, task }) => `${verb} ${task}`)).toEqual([
      "create-rule version",
      "issue users",
      "issue version",
    ]);
    const issues = planned().filter(({ verb }) => verb === "issue");
    expect(Object.keys(reached)).toEqual(issues.map(({ fingerprint }) => fingerprint));
    for (const sids of Object.values(reached)) expect(sids).toHaveLength(8);
  });

  it("is applied without a question", async () => {
    expect((await bench.lctasks("apply", "plan.json")).code).toBe(0);
    expect(issued()).toEqual(["os_users", "os_version"]);
    const again = await bench.lctasks("apply", "plan.json");
    expect([again.code, again.out]).toEqual([0, expect.stringMatching(/^No changes\n/)]);
    expect(bench.tasks()).toHaveLength(2);
  });

  it("lets through what it has, and holds what it has not with both sides", async () => {
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_packages" }));
    bench.folder.write("tasks/drivers.yaml", taskText("drivers", { task: "os_drivers" }));
    const { code, out } = await bench.lctasks("apply", "plan.json");
    expect([code, issued()]).toEqual([4, ["os_version"]]);
    expect(flat(out)).toContain("to issue it became necessary after the plan was agreed to");
    expect(flat(out)).toContain(
      "to issue it was reviewed and it would do something else now - request.command: os_users + request.command: os_packages",
    );
  });

  it("never makes something happen that is not planned any more", async () => {
    bench.folder.write("tasks/version.yaml", taskText("version", { more: `paused: true\n${responseText}` }));
    expect((await bench.lctasks("apply", "plan.json")).code).toBe(0);
    expect(issued()).toEqual(["os_users"]);
  });

  it("holds a run whose sensors moved too far since it was made", async () => {
    const others = bench.sandbox
      .sensors()
      .filter(
        ({ arch, plat, tags }) => plat === "linux" && arch !== "usp_adapter" && !tags.includes("workstation"),
      );
    expect(others.length).toBeGreaterThan(2);
    bench.folder.write("lctasks.yaml", configText("limits: { sensorDrift: { percent: 10, floor: 1 } }\n"));
    await bench.lctasks("plan", "--out", "plan.json");
    for (const { sid } of others) await bench.api("POST", `/${sid}/tags`, { tags: "workstation" });
    const { code, out } = await bench.lctasks("apply", "plan.json");
    expect([code, issued()]).toEqual([4, []]);
    expect(flat(out)).toContain(
      `it was reviewed for 8 sensors and would reach ${8 + others.length} (+${others.length} / −0)`,
    );
  });

  it("is refused when it is older than limits.planAge; fingerprints do not age", async () => {
    const fingerprints = planned()
      .map(({ fingerprint }) => fingerprint)
      .join(",");
    bench.sandbox.advance(25 * 3600);
    const { code, out } = await bench.lctasks("apply", "plan.json");
    expect([code, issued()]).toEqual([4, []]);
    expect(flat(out)).toContain("the plan file was made 1d 1h ago; limits.planAge is 1d");
    expect((await bench.lctasks("apply", "--fingerprint", fingerprints)).code).toBe(0);
    expect(issued()).toHaveLength(2);
  });

  it.each([
    ["no JSON", "Cannot read the plan in plan.json"],
    ["[]", "plan.version is missing"],
    ['{"version": 2}', "plan.version is not 1"],
    ['{"version": 1, "command": "apply", "organizations": []}', "plan.command is none of plan"],
    [
      '{"version": 1, "command": "plan", "organizations": [{"plan": {"oid": "x", "plannedAtMs": 1, "changes": [{}]}}]}',
      "verb is missing",
    ],
  ])("that is %s is refused", async (text, reason) => {
    bench.folder.write("plan.json", text);
    const { code, err } = await bench.lctasks("apply", "plan.json");
    expect([code, flat(err)]).toEqual([1, expect.stringContaining(reason)]);
    expect(issued()).toEqual([]);
  });

  it("of another organization agrees to nothing", async () => {
    const text = readFileSync(join(bench.folder.path, "plan.json"), "utf8");
    bench.folder.write(
      "plan.json",
      text.replaceAll(bench.sandbox.oid, "00000000-0000-4000-8000-000000000000"),
    );
    expect((await bench.lctasks("apply", "plan.json")).code).toBe(4);
    expect(issued()).toEqual([]);
  });
});

describe("fingerprints", () => {
  it("agree to what they name, from the command line or from a file", async () => {
    await bench.lctasks("plan", "--out", "plan.json");
    const users = planned().find(({ task }) => task === "users")?.fingerprint ?? "";
    expect((await bench.lctasks("apply", "--fingerprint", users)).code).toBe(4);
    expect(issued()).toEqual(["os_users"]);
    const rest = planned().filter(({ task }) => task === "version");
    bench.folder.write("agreed.txt", rest.map(({ fingerprint }) => `${fingerprint}\n`).join(""));
    expect((await bench.lctasks("apply", "--fingerprint", "agreed.txt")).code).toBe(0);
    expect(issued()).toEqual(["os_users", "os_version"]);
  });

  it("of a run without those of its listener are not enough", async () => {
    await bench.lctasks("plan", "--out", "plan.json");
    const issue =
      planned().find(({ verb, task }) => verb === "issue" && task === "version")?.fingerprint ?? "";
    expect((await bench.lctasks("apply", "--fingerprint", issue)).code).toBe(4);
    expect(issued()).toEqual([]);
  });

  it("that are none are refused, and so are two reviews at once", async () => {
    const none = await bench.lctasks("apply", "--fingerprint", "abc");
    expect([none.code, flat(none.err)]).toEqual([1, expect.stringContaining("it names no fingerprint")]);
    const both = await bench.lctasks("apply", "plan.json", "--fingerprint", "abc");
    expect([both.code, flat(both.err)]).toEqual([1, expect.stringContaining("not both")]);
  });
});

describe("apply --only rules", () => {
  it("puts a removed listener back, and issues nothing", async () => {
    await bench.apply();
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users", run: 2 }));
    await bench.api("DELETE", `/hive/dr-general/${bench.sandbox.oid}/lctasks.soc.version`);
    const { code, out } = await bench.apply("--only", "rules");
    expect([code, out]).toEqual([0, expect.stringMatching(/^Created 1 rule\n/)]);
    expect([issued().length, bench.untasked()]).toEqual([2, []]);
  });
});
