import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "./bench.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", taskText("version"));
});

afterEach(() => bench.close());

const create = (choice: string) => bench.lctasks("ledger", "create", choice);

describe("the first ledger", () => {
  it("says what the next apply does with it, in the right number", async () => {
    expect((await create("--run-existing")).out).toBe(
      "default: ledger created; the next apply issues 1 present task\n",
    );
    expect(await bench.ledger()).toMatchObject({
      serial: 1,
      createdWith: "run-existing",
      tasks: {},
      rules: {},
    });
  });

  it("with --baseline remembers what was present as not wanted", async () => {
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users", run: 3 }));
    expect((await create("--baseline")).out).toBe(
      "default: ledger created; 2 present tasks recorded as not wanted, later runs will run\n",
    );
    expect((await bench.ledger())?.tasks).toMatchObject({
      users: { highest: 3, baseline: { run: 3 } },
      version: {},
    });
  });

  it("is refused when somebody else creates it at the same moment, where the service tells new from old", async () => {
    bench.sandbox.variants.set({ empty_etag: "must_be_new" });
    let nested: Promise<{ code: number }> | undefined;
    bench.wire.onRequest = async ({ method, path }) => {
      if (method !== "POST" || !path.includes("/hive/lookup/") || nested !== undefined) return;
      nested = create("--baseline");
      await nested;
    };
    const { code, out } = await create("--run-existing");
    expect((await nested)?.code).toBe(0);
    expect([code, flat(out)]).toEqual([4, expect.stringContaining("refused: ")]);
    expect(await bench.ledger()).toMatchObject({ createdWith: "baseline" });
  });
});
