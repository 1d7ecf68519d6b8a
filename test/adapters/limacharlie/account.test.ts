import { describe, expect, it } from "vitest";
import { limacharlieAccount } from "../../../src/adapters/limacharlie/account.js";
import { connectToSandbox, withSandbox } from "./sandbox.js";
import { connectTo, json, oid, rejection, withServer } from "./server.js";

const accountOf = async (value: unknown) => {
  const server = await withServer((_, response) => json(response, value));
  return limacharlieAccount(connectTo(server.url));
};

describe("subscriptions", () => {
  it.each([
    [{ "ext-a": {}, "ext-b": null }],
    [["ext-a", "ext-b"]],
    [[{ name: "ext-a" }, { name: "ext-b", version: 1 }]],
  ])("are read from %j", async (value) => {
    expect(await (await accountOf(value)).subscriptions()).toEqual(new Set(["ext-a", "ext-b"]));
  });

  it.each([null, "ext-a", [3], [{}], [""], [["ext-a"]]].map((value) => [value]))(
    "are not guessed from %j",
    async (value) => {
      expect(await rejection((await accountOf(value)).subscriptions())).toMatchObject({
        kind: "unreadable",
        message: "Cannot list the subscriptions: the answer has an unknown form",
      });
    },
  );
});

describe("subscribing", () => {
  const extension = "ext-reliable-tasking";

  it("is a request for that extension", async () => {
    const server = await withServer((_, response) => json(response, {}));
    await limacharlieAccount(connectTo(server.url)).subscribe(extension);
    expect(server.requests).toMatchObject([
      { method: "POST", url: `/v1/orgs/${oid}/subscription/extension/ext-reliable-tasking` },
    ]);
  });

  it("is done in the sandbox, also when the answer is lost", async () => {
    const sandbox = await withSandbox();
    const account = limacharlieAccount(connectToSandbox(sandbox));
    expect(await account.subscriptions()).toContain(extension);
    sandbox.faults.add({
      match: { path: "/v1/orgs", method: "POST" },
      do: { when: "after", cut: "headers" },
    });
    await account.subscribe(extension);
    expect(sandbox.faults.list()).toMatchObject([{ hit: 1 }]);
    expect(
      sandbox.requests().filter(({ method, path }) => method === "POST" && path.includes("subscription")),
    ).toHaveLength(1);
  });

  it("fails when it is refused, or when a lost answer cannot be made up for", async () => {
    const refusing = await withServer((_, response) => json(response, { error: "no such extension" }, 400));
    expect(await rejection(limacharlieAccount(connectTo(refusing.url)).subscribe("ext-x"))).toMatchObject({
      kind: "invalid",
      message: "Cannot subscribe to ext-x: HTTP 400, no such extension",
    });
    expect(refusing.requests).toHaveLength(1);
    const without = await withServer((request, response) =>
      request.method === "GET" ? json(response, {}) : response.destroy(),
    );
    expect(await rejection(limacharlieAccount(connectTo(without.url)).subscribe("ext-x"))).toMatchObject({
      kind: "unreachable",
    });
    const dead = await withServer((_, response) => response.destroy());
    expect(await rejection(limacharlieAccount(connectTo(dead.url)).subscribe("ext-x"))).toMatchObject({
      message: expect.stringMatching(/^Cannot subscribe/),
    });
  });
});

describe("outputs", () => {
  it("are read by name", async () => {
    expect(
      await (await accountOf({ [oid]: { "tasks-output": {}, other: { module: "s3" } } })).outputs(),
    ).toEqual(new Set(["tasks-output", "other"]));
    expect(await (await accountOf({})).outputs()).toEqual(new Set());
  });

  it.each([[[]], [{ [oid]: [] }], [null]])("are not guessed from %j", async (value) => {
    expect(await rejection((await accountOf(value)).outputs())).toMatchObject({ kind: "unreadable" });
  });

  it("are unknown to a key that may not list them", async () => {
    const sandbox = await withSandbox();
    const account = limacharlieAccount(connectToSandbox(sandbox));
    expect(await account.outputs()).toEqual(new Set(["tasks-output"]));
    const refused = { status: 403, body: { error: "UNAUTHORIZED: missing permission output.list" } };
    sandbox.faults.add({ match: { path: "/v1/outputs" }, do: refused });
    expect(await account.outputs()).toBeUndefined();
  });
});
