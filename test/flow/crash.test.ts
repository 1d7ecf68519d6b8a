import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, responseText, taskText } from "../support/tasks.js";
import { type Bench, startBench } from "./bench.js";

let bench: Bench;

/** One run to cancel and issue anew, one task to bury, one that is new, with rules to write: every step has something to do. */
beforeEach(async () => {
  bench = await startBench({ sensors: 10 });
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
  await bench.apply();
  bench.folder.remove("tasks/users.yaml");
  bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
  bench.folder.write("tasks/drivers.yaml", taskText("drivers", { task: "os_drivers", more: responseText }));
});

afterEach(() => bench.close());

/** From the n-th request of an apply on nothing gets through any more, as when the process or the network dies there. */
function dieAt(request: number, when: "before" | "after"): void {
  let left = request;
  bench.wire.onRequest = () => {
    left -= 1;
    if (left === 0) {
      if (when === "after") bench.sandbox.faults.add({ match: { times: 1 }, do: { cut: "headers", when } });
      bench.sandbox.faults.add({ match: {}, do: { cut: "headers" } });
    }
  };
}

/** Requests of one undisturbed apply; the last ones give the lease back. */
const requests = 45;
const everyRequest = Array.from({ length: requests }, (_, index) => index + 1);

describe.each(["before", "after"] as const)(
  "an apply that dies right %s its n-th request was carried out",
  (when) => {
    it.each(everyRequest)(
      "at %i: each run is asked for once, and later applies make up for the rest",
      async (request) => {
        await dies(request, when);
      },
    );
  },
);

async function dies(request: number, when: "before" | "after"): Promise<void> {
  dieAt(request, when);
  await bench.apply();
  bench.sandbox.faults.clear();
  bench.wire.onRequest = () => undefined;
  bench.sandbox.advance(20 * 60);
  const second = await bench.apply();
  const third = await bench.apply();
  const tokens = bench.tasks().map(({ context }) => context);
  expect(new Set(tokens).size, tokens.join()).toBe(tokens.length);
  bench.sandbox.connect("all");
  const told = bench.sandbox.deliveries().map(({ sid, context }) => `${sid} ${context}`);
  expect(new Set(told).size).toBe(told.length);
  if (second.code === 0) expect(third.out).toMatch(/^No changes\n/);
  else expect([second.code, third.code, third.out]).toEqual([4, 4, expect.stringContaining("raise `run`")]);
}

it("an undisturbed apply makes about as many requests as are tried here", async () => {
  const before = bench.wire.entries.length;
  expect((await bench.apply()).code).toBe(0);
  expect(Math.abs(bench.wire.entries.length - before - requests)).toBeLessThan(4);
});
