import { afterEach, beforeEach, expect, it } from "vitest";
import { configText, responseText, taskText } from "../../support/tasks.js";
import { type Bench, flat, startBench } from "../bench.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

/** Every token is good for 100 seconds only, too short for a request that may take 90: each such request exchanges its own. */
async function shortTokens(): Promise<void> {
  const { sandbox } = bench;
  const form = { oid: sandbox.oid, secret: sandbox.apiKey, expiry: "100" };
  const response = await fetch(`${sandbox.url}/jwt`, { method: "POST", body: new URLSearchParams(form) });
  const body = (await response.json()) as { readonly jwt: string };
  sandbox.faults.add({ match: { path: "/jwt" }, do: { status: 200, body } });
}

/** Acts while the exchange is under way that belongs to the request itself: the second one after the intent is in the ledger. */
function whileExchanging(act: () => void): void {
  let exchanges = 0;
  bench.wire.onRequest = async ({ path }) => {
    if (path !== "/jwt" || (await bench.ledger())?.tasks["version"] === undefined) return;
    if (++exchanges !== 2) return;
    bench.sandbox.faults.clear();
    act();
  };
}

it("a token that is exchanged so slowly that the lease ends keeps the request back: nothing is sent, nothing used up", async () => {
  await shortTokens();
  whileExchanging(() => bench.sandbox.advance(590));
  const { code, out } = await bench.apply();
  expect(bench.tasks()).toEqual([]);
  expect([code, flat(out)]).toEqual([
    1,
    expect.stringContaining("not issued: the lease would end before the request does"),
  ]);
  bench.wire.onRequest = () => undefined;
  const again = await bench.apply();
  expect([again.code, bench.tasks().length]).toEqual([0, 1]);
});

it("a person's stop while a token is exchanged keeps the request back", async () => {
  await shortTokens();
  whileExchanging(() => bench.stop());
  const { out } = await bench.apply();
  expect([bench.tasks(), flat(out)]).toEqual([[], expect.stringContaining("stopped before it was sent")]);
});

it("a token that is exchanged in time lets the request go", async () => {
  await shortTokens();
  whileExchanging(() => bench.sandbox.advance(1));
  expect((await bench.apply()).code).toBe(0);
  expect(bench.tasks()).toHaveLength(1);
});
