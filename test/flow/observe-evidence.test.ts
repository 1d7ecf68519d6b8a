import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ledger } from "../../src/core/model/ledger.js";
import { observeEvidence } from "../../src/flow/observe-evidence.js";
import type { EventSearch } from "../../src/ports/events.js";
import type { ReadableOrganization } from "../../src/ports/organization.js";
import { configText, responseText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "./bench.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.connect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

/** The request is carried out and delivered at once, and its answer is lost: the queue shows nothing of it. */
async function loseTheAnswer(when: "before" | "after"): Promise<void> {
  bench.sandbox.faults.add({ match: { action: "task", times: 1 }, do: { cut: "headers", when } });
  expect((await bench.apply()).code).toBe(1);
}
const looks = (): number => bench.wire.entries.filter(({ path }) => path.startsWith("/v1/insight/")).length;

describe("a run whose answer was lost and that was delivered at once", () => {
  it("is recognised by an answer, recorded, and not sent again", async () => {
    await loseTheAnswer("after");
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("OS_VERSION_REP of sensor ")]);
    expect((await bench.ledger())?.tasks["version"]?.runs).toMatchObject([
      { state: "issued", how: "adopted", taskIds: [] },
    ]);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("is held where no event can be read, with the reason, and where there is none", async () => {
    await loseTheAnswer("after");
    bench.sandbox.faults.add({ match: { path: "/v1/insight/" }, do: { status: 403, body: { error: "no" } } });
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      4,
      expect.stringContaining("(nobody could look for answers: Cannot read the events"),
    ]);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("is not believed to have run when it was never taken", async () => {
    await loseTheAnswer("before");
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([4, expect.stringContaining("(row 10)")]);
    expect(bench.tasks()).toHaveLength(1);
    expect(looks()).toBeGreaterThan(0);
  });
});

it("nobody looks for signs while every run is known", async () => {
  await bench.apply();
  await bench.apply();
  expect(looks()).toBe(0);
});

describe("never foreign: the task_id of an event", () => {
  const run = {
    run: 1,
    token: "soc-version.r1.01234567",
    state: "unresolved",
    exactContext: false,
    request: { command: "os_version", target: { selector: "*" } },
    intentAtMs: 0,
  };
  const ledger = { tasks: { version: { highest: 1, runs: [run], onRemove: "cancel" } } } as unknown as Ledger;
  const host = { sid: "a-host", hostname: "ext-reliable-tasking", plat: "windows", arch: "x64" };
  const adapter = { sid: "the-adapter", hostname: "ext-reliable-tasking", plat: "text", arch: "usp_adapter" };
  const speaking = (sid: string) =>
    ({
      events: {
        carrying: async (search: EventSearch) =>
          search.sid === sid ? { event: search.types[0], sid, taskId: "foreign" } : undefined,
      },
    }) as unknown as ReadableOrganization;
  const look = (sid: string) =>
    observeEvidence(speaking(sid), {
      ledger,
      queue: { readable: true, entries: [] },
      fleet: { sensors: [host, adapter], online: new Set() },
    });

  it("is taken from the extension's own adapter, and never from what a host says, whatever its name", async () => {
    expect([...(await look("the-adapter")).values()]).toMatchObject([
      { event: "add_task", taskId: "foreign" },
    ]);
    const [said] = (await look("a-host")).values();
    expect(said).toMatchObject({ sid: "a-host" });
    expect(said).not.toHaveProperty("taskId");
  });
});
