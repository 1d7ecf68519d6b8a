import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "./bench.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", taskText("version"));
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

describe("consent", () => {
  it.each(["n", "no", "", "yess", "please"])(
    "is not given by %j: nothing is sent, exit 4",
    async (answer) => {
      bench.answer = answer;
      const before = await bench.ledger();
      const { code, out, err } = await bench.lctasks("apply");
      expect([code, flat(out)]).toEqual([4, expect.stringContaining("the plan was not agreed to")]);
      expect(flat(err)).toContain("Apply this to default? [y/N]");
      expect([bench.tasks(), await bench.ledger()]).toEqual([[], before]);
    },
  );

  it.each(["y", "yes", "Y", " YES "])("is given by %j, after the plan was shown", async (answer) => {
    bench.answer = answer;
    const { code, err } = await bench.lctasks("apply");
    expect(code).toBe(0);
    expect(err.indexOf("> issue version, run 1")).toBeGreaterThan(-1);
    expect(err.indexOf("> issue version, run 1")).toBeLessThan(err.indexOf("Apply this to default?"));
    expect(bench.tasks()).toHaveLength(1);
  });

  it("cannot be given where there is no terminal", async () => {
    const { code, out } = await bench.lctasks("apply");
    expect([code, flat(out)]).toEqual([4, expect.stringContaining("there is no terminal to ask on")]);
    expect(flat(out)).toContain("use `--yes`");
    expect(bench.tasks()).toEqual([]);
  });

  it("is not asked for when there is nothing to do", async () => {
    await bench.apply();
    bench.answer = "n";
    const { code, out, err } = await bench.lctasks("apply");
    expect([code, out, err]).toEqual([0, expect.stringMatching(/^No changes\n/), ""]);
  });

  it("leaves standard output to the result alone", async () => {
    bench.answer = "y";
    const { out } = await bench.lctasks("apply", "--format", "json");
    expect(JSON.parse(out)).toMatchObject({ command: "apply", exitCode: 0 });
  });
});

describe("limits", () => {
  it("hold a run that would reach more sensors than allowed, and the organization when too much would be removed", async () => {
    bench.folder.write("lctasks.yaml", configText("limits: { sensorsPerTask: 2 }\n"));
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([4, expect.stringContaining("limits.sensorsPerTask is 2")]);
    expect(bench.tasks()).toEqual([]);
    bench.folder.write("lctasks.yaml", configText());
    expect((await bench.apply()).code).toBe(0);
    bench.folder.remove("tasks/version.yaml");
    const emptied = await bench.apply();
    expect([emptied.code, flat(emptied.out)]).toEqual([4, expect.stringContaining("--allow-empty")]);
    expect(bench.untasked()).toEqual([]);
  });
});
