import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { limacharlieTasking } from "../../../src/adapters/limacharlie/tasking.js";
import type { TaskRequest } from "../../../src/core/model/ledger.js";
import { type TaskId, taskId } from "../../../src/core/model/queue.js";
import { connectToSandbox, withSandbox } from "./sandbox.js";
import { type Answer, connectTo, json, oid, rejection, withServer } from "./server.js";

const request: TaskRequest = {
  command: "run --shell-command 'whoami & id'",
  target: { selector: "plat == `windows`" },
  context: "acme-who.r1.0a1b2c3d",
  ttlSeconds: 3600,
};
const nothingAgainst = (): undefined => undefined;
const reply = (data: unknown) => ({ data, error: "", retry: false });
const counts = { total_sensors: 3, tasked_sensors: 1, queued_sensors: 2 };
const good: Answer = (_, response) => json(response, reply({ task_id: "t-1", ...counts }));

async function issue(answer: Answer, exchange?: Answer) {
  const server = await withServer(answer, exchange);
  return { server, answer: await limacharlieTasking(connectTo(server.url)).task(request, nothingAgainst) };
}
const answering =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    json(response, body, status, headers);

const interrupted = async (): Promise<never> => {
  throw new Error("interrupted");
};

describe("a task request", () => {
  it("names one target, command, context and ttl, and is answered with id and counts", async () => {
    const { server, answer } = await issue(good);
    expect(answer).toEqual({ kind: "accepted", taskId: "t-1", counts: { total: 3, tasked: 1, queued: 2 } });
    const [sent] = server.requests;
    expect(sent).toMatchObject({ method: "POST", url: "/v1/extension/request/ext-reliable-tasking" });
    expect(sent?.form.get("oid")).toBe(oid);
    expect(sent?.form.get("action")).toBe("task");
    expect(JSON.parse(sent?.form.get("data") ?? "")).toEqual({
      task: request.command,
      selector: "plat == `windows`",
      context: "acme-who.r1.0a1b2c3d",
      ttl: 3600,
    });
  });

  it("goes over a connection of its own", async () => {
    const { server } = await issue(good);
    expect(server.requests[0]?.headers.connection).toBe("close");
  });

  it.each([
    [
      { task_id: "t", total_sensors: 5, tasked_sensors: 5 },
      { total: 5, tasked: 5, queued: 0 },
    ],
    [
      { task_id: "t", tasked_sensors: 1, queued_sensors: 4 },
      { total: 5, tasked: 1, queued: 4 },
    ],
    [
      { task_id: "t", total_sensors: 0, tasked_sensors: 7, queued_sensors: 2 },
      { total: 9, tasked: 7, queued: 2 },
    ],
    [
      { task_id: "t", total_sensors: 0 },
      { total: 0, tasked: 0, queued: 0 },
    ],
  ])("takes a count that was left out as what follows from the others: %j", async (data, expected) => {
    expect((await issue(answering(200, reply(data)))).answer).toEqual({
      kind: "accepted",
      taskId: "t",
      counts: expected,
    });
  });

  it("takes a bare reply, as the vendor's page prints it", async () => {
    expect((await issue(answering(200, { task_id: "t", ...counts }))).answer).toMatchObject({
      kind: "accepted",
      taskId: "t",
    });
  });

  it.each([
    [400, "missing one of sid, tag, selector"],
    [403, "organization is not subscribed to ext-reliable-tasking"],
    [404, "no such extension"],
    [422, "bad selector"],
  ])("is refused by a readable %i: %s", async (status, error) => {
    const { server, answer } = await issue(answering(status, { data: {}, error, retry: false }));
    expect(answer).toEqual({ kind: "refused", message: `Cannot issue the task: HTTP ${status}, ${error}` });
    expect(server.requests).toHaveLength(1);
  });

  const limit = { "X-RateLimit-Quota": "100", "X-RateLimit-Period": "30" };
  it("is unsent after the gateway's rate limit, and may be sent again after the period", async () => {
    expect((await issue(answering(429, { error: "quota exceeded" }, limit))).answer).toMatchObject({
      kind: "unsent",
      retryAfterMs: 30_000,
    });
    expect((await issue(answering(429, "slow down", { "X-RateLimit-Quota": "100" }))).answer).toMatchObject({
      kind: "unsent",
      retryAfterMs: 60_000,
    });
  });

  it("is unsent when the connection is refused", async () => {
    const closed = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const gone = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;
    await new Promise((resolve) => closed.close(resolve));
    const tokens = await withServer(good);
    const connection = connectTo(gone, { jwtUrl: `${tokens.url}/jwt` });
    expect(await limacharlieTasking(connection).task(request, nothingAgainst)).toEqual({
      kind: "unsent",
      message: "Cannot issue the task: the connection was refused (ECONNREFUSED)",
      retryAfterMs: 2000,
    });
  });

  it("is unsent when no token can be had for now, and refused when the credential is", async () => {
    const down = await issue(good, answering(503, { error: "down" }));
    expect(down.answer).toMatchObject({ kind: "unsent", retryAfterMs: 0 });
    const limited = await issue(good, answering(429, { error: "quota" }, { "X-RateLimit-Period": "9000" }));
    expect(limited.answer).toMatchObject({ kind: "unsent", retryAfterMs: 60_000 });
    const refused = await issue(good, answering(401, { error: "unknown api key" }));
    expect(refused.answer).toMatchObject({
      kind: "refused",
      message: "Cannot get a token: HTTP 401, unknown api key",
    });
    expect([down, limited, refused].flatMap(({ server }) => server.requests)).toEqual([]);
  });

  it.each<[string, Answer]>([
    ["a 401, which may be a later hop's", answering(401, { error: "unauthorized" })],
    ["a 401 that names a permission", answering(401, { error: "requires ext.request" })],
    ["a 429 from behind the gateway", answering(429, { data: null, error: "quota", retry: true }, limit)],
    ["a 429 without the gateway's headers", answering(429, { error: "quota" })],
    ["a 400 that asks to be asked again", answering(400, { data: {}, error: "busy", retry: true })],
    ["a 400 that says nothing", answering(400, {})],
    ["a 400 that is a page", (_, response) => response.writeHead(400).end("<html>Bad Request</html>")],
    ["a 408", answering(408, { error: "timeout" })],
    ["a 409", answering(409, { error: "conflict" })],
    ["a 500", answering(500, { data: {}, error: "internal error", retry: true })],
    ["a 504", answering(504, { error: "timeout" })],
    ["a redirect", answering(307, {}, { location: "/elsewhere" })],
    ["a cut connection", (_, response) => response.destroy()],
    ["a 200 that is a page", (_, response) => response.end("<!doctype html>")],
    ["a 200 without a body", (_, response) => response.end()],
    [
      "a 200 with an error",
      answering(200, { data: { task_id: "t", ...counts }, error: "failed", retry: false }),
    ],
    ["a 200 without a task id", answering(200, reply(counts))],
    ["a 200 with an empty task id", answering(200, reply({ task_id: " ", ...counts }))],
    ["a 200 with a number as task id", answering(200, reply({ task_id: 7, ...counts }))],
    ["a 200 with null", answering(200, reply(null))],
    ["a 200 without counts", answering(200, reply({ task_id: "t" }))],
    ["a 200 with counts that are none", answering(200, reply({ task_id: "t", total_sensors: "3" }))],
    ["a 200 with a negative count", answering(200, reply({ task_id: "t", total_sensors: -1 }))],
    ["too long an answer", (_, response) => response.end(`"${"x".repeat(20_000_000)}"`)],
  ])("is ambiguous after %s, and sent once", async (_, answer) => {
    const { server, answer: outcome } = await issue(answer);
    expect(outcome).toMatchObject({
      kind: "ambiguous",
      message: expect.stringMatching(/^Cannot issue the task: /),
    });
    expect(server.requests).toHaveLength(1);
    expect(server.exchanges).toHaveLength(1);
  });

  it("is ambiguous when there is no answer in time", async () => {
    const server = await withServer(() => {});
    const tasking = limacharlieTasking(connectTo(server.url, { timeouts: { extensionMs: 50 } }));
    expect(await tasking.task(request, nothingAgainst)).toEqual({
      kind: "ambiguous",
      message: "Cannot issue the task: no answer within 0.05 s",
    });
  });

  it.each([
    ["no target", { target: {} }, "exactly one of sid, tag and selector"],
    ["two targets", { target: { sid: "s", tag: "t" } }, "exactly one of sid, tag and selector"],
    ["another target", { target: { plat: "windows" } }, "exactly one of sid, tag and selector"],
    ["an empty tag", { target: { tag: " " } }, "its tag is empty"],
    ["an empty sid", { target: { sid: "" } }, "its sid is empty"],
    ["a list as target", { target: { sid: ["a"] } }, "its sid is empty"],
    ["no command", { command: " " }, "its command is empty"],
    ["no context", { context: "" }, "its context is empty"],
    ["no lifetime", { ttlSeconds: 0 }, "its ttl is not"],
    ["half a second", { ttlSeconds: 0.5 }, "its ttl is not"],
  ])("with %s is not sent", async (_, change, why) => {
    const server = await withServer(good);
    const wrong = { ...request, ...change } as TaskRequest;
    expect(await limacharlieTasking(connectTo(server.url)).task(wrong, nothingAgainst)).toMatchObject({
      kind: "refused",
      message: expect.stringContaining(why),
    });
    expect(server.requests).toEqual([]);
  });
});

describe("an interruption while waiting for a token", () => {
  it("is neither an answer nor an error of the service", async () => {
    const server = await withServer(good, answering(503, { error: "down" }));
    const tasking = limacharlieTasking(connectTo(server.url, { sleep: interrupted }));
    expect(await rejection(tasking.task(request, nothingAgainst))).toMatchObject({
      name: "Error",
      message: "interrupted",
    });
    expect(await rejection(tasking.untask(taskId("t")))).toMatchObject({
      name: "Error",
      message: "interrupted",
    });
    expect(server.requests).toEqual([]);
  });
});

describe("an untask request", () => {
  it("always names the task id and every sensor", async () => {
    const server = await withServer(answering(200, reply({ deleted: 181 })));
    expect(await limacharlieTasking(connectTo(server.url)).untask(taskId("t-1"))).toEqual({
      kind: "deleted",
      deleted: 181,
    });
    expect(server.requests[0]?.form.get("action")).toBe("untask");
    expect(JSON.parse(server.requests[0]?.form.get("data") ?? "")).toEqual({ selector: "*", task_id: "t-1" });
  });

  it("is not sent without a task id", async () => {
    const server = await withServer(good);
    const untask = limacharlieTasking(connectTo(server.url)).untask(" " as TaskId);
    expect(await untask).toEqual({ kind: "failed", message: "Cannot cancel: there is no task id" });
    expect(server.requests).toEqual([]);
  });

  it("is sent again after a lost answer", async () => {
    const server = await withServer((_, response) =>
      server.requests.length === 1 ? response.destroy() : json(response, reply({ deleted: 0 })),
    );
    expect(await limacharlieTasking(connectTo(server.url)).untask(taskId("t"))).toEqual({
      kind: "deleted",
      deleted: 0,
    });
  });

  it.each<[string, Answer, string]>([
    [
      "a refusal",
      answering(400, { data: {}, error: "unknown request action", retry: false }),
      "HTTP 400, unknown request action",
    ],
    ["an answer without a number", answering(200, reply({})), "does not say what was deleted"],
    ["an answer that is none", answering(200, reply(null)), "does not say what was deleted"],
    ["half a deletion", answering(200, reply({ deleted: 0.5 })), "does not say what was deleted"],
  ])("fails with %s", async (_, answer, message) => {
    const server = await withServer(answer);
    expect(await limacharlieTasking(connectTo(server.url)).untask(taskId("t"))).toEqual({
      kind: "failed",
      message: expect.stringContaining(message),
    });
  });
});

describe("against the sandbox", () => {
  it("a task reaches sensors once, even when its answer is lost, and what is pending can be cancelled", async () => {
    const sandbox = await withSandbox({ sensors: 10 });
    const [sensor] = sandbox.sensors().filter(({ arch }) => arch !== "usp_adapter");
    const sid = sensor?.sid ?? "";
    sandbox.disconnect([sid]);
    const tasking = limacharlieTasking(connectToSandbox(sandbox));
    const one = { ...request, target: { sid } };
    sandbox.faults.add({ match: { action: "task", times: 1 }, do: { when: "after", cut: "headers" } });
    expect(await tasking.task(one, nothingAgainst)).toMatchObject({ kind: "ambiguous" });
    const second = await tasking.task({ ...one, context: "other.r1.00000000" }, nothingAgainst);
    expect(second).toMatchObject({ kind: "accepted", counts: { total: 1, tasked: 0, queued: 1 } });
    if (second.kind === "accepted")
      expect(await tasking.untask(second.taskId)).toEqual({ kind: "deleted", deleted: 1 });
    sandbox.connect([sid]);
    expect(sandbox.deliveries().map(({ context }) => context)).toEqual([request.context]);
  });
});
