import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import type { Call } from "../../../src/adapters/limacharlie/connection.js";
import { LimaCharlieError } from "../../../src/adapters/limacharlie/errors.js";
import { type Answer, apiKey, connectTo, json, oid, rejection, token, withServer } from "./server.js";

const read: Call = { method: "GET", path: ["sensors", oid], purpose: "list the sensors" };
const write: Call = {
  method: "POST",
  path: ["hive", "dr-general", oid, "a/b c", "data"],
  form: { data: '{"x":1}', etag: "" },
  purpose: "write the rule",
};
const ok: Answer = (_, response) => json(response, { ok: true });

/** Answers with each of these in turn, then with the last. */
function inTurn(...answers: Answer[]): Answer {
  let next = 0;
  return (request, response) => answers[Math.min(next++, answers.length - 1)]?.(request, response);
}
const status =
  (code: number, value: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    json(response, value, code, headers);

const body =
  (text: string | Buffer, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(200, headers).end(text);
const cut: Answer = (_, response) => response.destroy();
const half: Answer = (_, response) => {
  response.writeHead(200, { "content-length": "1000" });
  response.write('{"a":', () => response.destroy());
};
const silent: Answer = () => {};
const slow: Answer = (_, response) => response.writeHead(200).write("{");
const echo: Answer = (request, response) =>
  json(response, { error: `bad ${request.headers.authorization} ${apiKey.toUpperCase()}` }, 400);
const echoKey: Answer = (request, response) =>
  json(response, { error: `unknown ${request.form.get("secret")}` }, 401);
const period = (text: string): Answer =>
  status(429, { error: "quota exceeded" }, { "X-RateLimit-Period": text });

async function failure(answer: Answer, call: Call = read): Promise<LimaCharlieError> {
  const { url } = await withServer(answer);
  const error = await rejection(connectTo(url).send(call));
  expect(error).toBeInstanceOf(LimaCharlieError);
  return error as LimaCharlieError;
}

describe("a request", () => {
  it("carries the token, our name and a form, to a path with every part encoded", async () => {
    const server = await withServer(ok);
    expect(await connectTo(server.url).send(write)).toEqual({ ok: true });
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: "POST",
      url: `/v1/hive/dr-general/${oid}/a%2Fb%20c/data`,
      headers: {
        authorization: expect.stringMatching(/^Bearer eyJ/),
        "user-agent": "lctasks/1.2.3",
        "content-type": "application/x-www-form-urlencoded",
        accept: "application/json",
      },
    });
    expect([...(request?.form ?? [])]).toEqual([
      ["data", '{"x":1}'],
      ["etag", ""],
    ]);
  });

  it("without a form has no body, and its query is encoded", async () => {
    const server = await withServer(ok);
    await connectTo(server.url).send({ ...read, query: { selector: "plat == `windows` & x" } });
    expect(server.requests[0]?.headers["content-type"]).toBeUndefined();
    const query = new URL(server.requests[0]?.url ?? "", server.url).searchParams;
    expect(query.get("selector")).toBe("plat == `windows` & x");
  });
});

describe("the token", () => {
  it("is exchanged with oid and secret alone, once for all requests", async () => {
    const server = await withServer(ok);
    const connection = connectTo(server.url, { oid: oid.toUpperCase(), apiKey: ` ${apiKey}\n`, uid: " " });
    await Promise.all([connection.send(read), connection.send(read), connection.send(read)]);
    await connection.send(read);
    expect(connection.oid).toBe(oid);
    expect(server.exchanges.map(({ form }) => [...form])).toEqual([
      [
        ["oid", oid],
        ["secret", apiKey],
      ],
    ]);
    expect(server.requests).toHaveLength(4);
  });

  it("is exchanged with the user id of a user key", async () => {
    const server = await withServer(ok);
    await connectTo(server.url, { uid: "u1" }).send(read);
    expect(server.exchanges[0]?.form.get("uid")).toBe("u1");
  });

  it("is renewed before it would end within a request's time-out", async () => {
    const server = await withServer(ok, (_, response) => json(response, { jwt: token(60) }));
    const connection = connectTo(server.url);
    await connection.send(read);
    await connection.send(read);
    expect(server.exchanges).toHaveLength(1);
    await connection.send({ ...read, timeoutMs: 50_000 });
    expect(server.exchanges).toHaveLength(2);
  });

  it("of unknown form is used for a while", async () => {
    const server = await withServer(ok, (_, response) => json(response, { jwt: "opaque" }));
    let nowMs = Date.now();
    const connection = connectTo(server.url, { now: () => nowMs });
    await connection.send(read);
    await connection.send(read);
    expect(server.exchanges).toHaveLength(1);
    nowMs += 3_600_000;
    await connection.send(read);
    nowMs += 3_600_000;
    await connection.send(read);
    expect(server.exchanges.length).toBeGreaterThan(1);
  });

  it("that is not accepted is renewed once, also for requests at the same time", async () => {
    let accepted = "";
    const server = await withServer(
      (request, response) =>
        request.headers.authorization === `Bearer ${accepted}`
          ? json(response, {})
          : json(response, { error: "unauthorized" }, 401),
      (_, response) => {
        const jwt = token();
        if (server.exchanges.length > 1) accepted = jwt;
        json(response, { jwt });
      },
    );
    const connection = connectTo(server.url);
    await Promise.all([connection.send(read), connection.send(write), connection.send(read)]);
    expect(server.exchanges).toHaveLength(2);
    expect(connection.waits).toEqual([]);
  });

  it("is not renewed twice for one request, nor for a missing permission", async () => {
    const refusing = await withServer(status(401, { error: "unauthorized" }));
    expect(await rejection(connectTo(refusing.url).send(read))).toMatchObject({
      kind: "unauthorized",
      status: 401,
    });
    expect(refusing.requests).toHaveLength(2);
    const lacking = await withServer(status(401, { error: "missing privilege: sensor.list" }));
    expect(await rejection(connectTo(lacking.url).send(read))).toMatchObject({
      kind: "permission",
      permission: "sensor.list",
      message:
        "Cannot list the sensors: HTTP 401, missing privilege: sensor.list (the credential lacks the permission sensor.list)",
    });
    expect(lacking.requests).toHaveLength(1);
  });

  it.each([
    [
      "an unknown key",
      status(401, { error: "unknown api key" }),
      undefined,
      "Cannot get a token: HTTP 401, unknown api key",
    ],
    [
      "an unknown user",
      status(400, { error: "user not found: u1" }),
      "u1",
      "Cannot get a token: HTTP 400, user not found: u1; a user id was sent: it belongs to a user key only",
    ],
  ])("cannot be had with %s", async (_, exchange, uid, message) => {
    const { url, requests } = await withServer(ok, exchange);
    expect(await rejection(connectTo(url, { uid }).send(read))).toMatchObject({
      kind: "unauthorized",
      message,
    });
    expect(requests).toEqual([]);
  });

  it.each([
    ["another member", { token: "x" }],
    ["nothing in it", { jwt: "" }],
    ["a line break in it", { jwt: "a\r\nb" }],
    ["a list", ["x"]],
  ])("cannot be read from an answer with %s", async (_, value) => {
    const { url } = await withServer(ok, (__, response) => json(response, value));
    expect(await rejection(connectTo(url).send(read))).toMatchObject({ kind: "unreadable" });
  });

  it("is asked for again after a failing exchange, and the next request tries anew", async () => {
    const server = await withServer(ok, inTurn(cut, status(500, {}), status(200, { jwt: token() })));
    const connection = connectTo(server.url);
    expect(await connection.send(read)).toEqual({ ok: true });
    expect(connection.waits).toEqual([500, 1000]);
  });

  it("is not lost to a failing service for good", async () => {
    const exchange = inTurn(
      ...Array<Answer>(5).fill(status(503, { error: "down" })),
      status(200, { jwt: token() }),
    );
    const connection = connectTo((await withServer(ok, exchange)).url);
    expect(await rejection(connection.send(read))).toMatchObject({ kind: "server", status: 503 });
    expect(await connection.send(read)).toEqual({ ok: true });
  });
});

describe("an answer that is no JSON is an error, never an empty listing", () => {
  it.each([
    [
      "an HTML page",
      body("\n<!DOCTYPE html><html><body>Log in</body></html>"),
      "HTTP 200 with an HTML page instead of JSON",
    ],
    ["nothing", body(""), "HTTP 200 with an empty body instead of JSON"],
    ["white space", body(" \n"), "HTTP 200 with an empty body instead of JSON"],
    ["other text", body("OK\u0007"), "HTTP 200 with OK\\u{0007} instead of JSON"],
    ["bytes", body(Buffer.from([0x7b, 0xff, 0x7d])), "a body that is not text"],
    [
      "a compressed body",
      body(Buffer.from([31, 139]), { "content-encoding": "gzip" }),
      "a compressed body that was not asked for",
    ],
    ["half a document", body('{"sensors": ['), "instead of JSON"],
  ])("%s", async (_, answer, message) => {
    expect(await failure(answer)).toMatchObject({
      kind: "unreadable",
      status: 200,
      message: expect.stringContaining(message),
    });
  });

  it("an end in the middle of a character", async () => {
    const answer: Answer = (_, response) => {
      response.write('{"name": "');
      response.end(Buffer.from("é").subarray(0, 1));
    };
    expect(await failure(answer)).toMatchObject({
      message: expect.stringContaining("a body that is not text"),
    });
  });

  it("a list or null where an object is due", async () => {
    for (const value of [[], null, "text", 3]) {
      const { url } = await withServer((_, response) => json(response, value));
      expect(await rejection(connectTo(url).sendForObject(read))).toMatchObject({
        kind: "unreadable",
        message: "Cannot list the sensors: the answer is not a JSON object",
      });
    }
  });

  it("larger than we take, with or without an announcement", async () => {
    const big = "x".repeat(100_000);
    const call = { ...read, maxBytes: 1000 };
    expect(await failure((_, response) => json(response, { big }), call)).toMatchObject({
      kind: "unreadable",
      message: "Cannot list the sensors: the answer is larger than we take",
    });
    const chunked: Answer = (_, response) => {
      response.write(JSON.stringify({ big }));
      response.write(" ".repeat(100_000));
    };
    expect(await failure(chunked, call)).toMatchObject({ kind: "unreadable" });
  });

  it("an error text with status 200, and one that asks to be asked again", async () => {
    const error = "lc_error_code:UNAUTHORIZED - requires dr.list";
    expect(await failure(status(200, { data: {}, error, retry: false }))).toMatchObject({
      kind: "permission",
      permission: "dr.list",
    });
    const server = await withServer(inTurn(status(200, { data: null, error: "busy", retry: true }), ok));
    expect(await connectTo(server.url).send(read)).toEqual({ ok: true });
  });

  it("a redirect, which is not followed", async () => {
    expect(await failure(status(302, {}, { location: "https://elsewhere.example" }))).toMatchObject({
      kind: "unreadable",
      status: 302,
    });
  });
});

describe("a request that failed", () => {
  it("is sent again after a cut connection, a broken body or a bad gateway when it is a read", async () => {
    const server = await withServer(
      inTurn(cut, half, status(504, { error: "timeout" }), status(500, "<html>"), ok),
    );
    const connection = connectTo(server.url);
    expect(await connection.send(read)).toEqual({ ok: true });
    expect(connection.waits).toEqual([500, 1000, 2000, 4000]);
  });

  it("is sent once when it is a write", async () => {
    for (const answer of [status(500, { error: "x" }), ((_, response) => response.destroy()) as Answer]) {
      const server = await withServer(answer);
      const error = await rejection(connectTo(server.url).send(write));
      expect(error).toMatchObject({ message: expect.stringMatching(/^Cannot write the rule: /) });
      expect(server.requests).toHaveLength(1);
    }
  });

  it("says after how many attempts it was given up", async () => {
    const server = await withServer((_, response) => response.destroy());
    expect(await rejection(connectTo(server.url).send(read))).toMatchObject({
      kind: "unreachable",
      message: "Cannot list the sensors: the connection was cut (UND_ERR_SOCKET); given up after 5 attempts",
    });
    expect(server.requests).toHaveLength(5);
  });

  it("waits one period of the rate limit, also when it is a write", async () => {
    const limited = status(
      429,
      { error: "quota exceeded" },
      { "X-RateLimit-Quota": "10", "X-RateLimit-Period": "7" },
    );
    const server = await withServer(inTurn(limited, ok));
    const connection = connectTo(server.url);
    await connection.send(write);
    expect(connection.waits).toEqual([7000]);
  });

  it("does not wait for a period that is out of proportion, and takes a minute for one that is none", async () => {
    expect(await failure(period("86400"))).toMatchObject({
      kind: "rate-limited",
      message:
        "Cannot list the sensors: HTTP 429, quota exceeded; the next attempt would be in 86400 s, more than we wait (150 s in all)",
    });
    const server = await withServer(inTurn(period("soon"), ok));
    const connection = connectTo(server.url);
    await connection.send(read);
    expect(connection.waits).toEqual([60_000]);
  });

  it("has a time-out for the whole answer", async () => {
    expect(await failure(silent, { ...write, timeoutMs: 50 })).toMatchObject({
      kind: "timeout",
      message: "Cannot write the rule: no answer within 0.05 s",
    });
    expect(await failure(slow, { ...write, timeoutMs: 50 })).toMatchObject({ kind: "timeout" });
  });

  it("is told apart when no connection came about", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const connection = connectTo(`http://127.0.0.1:${port}`);
    expect(await rejection(connection.send(write))).toMatchObject({
      kind: "unreachable",
      message: "Cannot get a token: the connection was refused (ECONNREFUSED); given up after 5 attempts",
    });
    const everywhere = connectTo(`http://localhost:${port}`);
    expect(await rejection(everywhere.send(read))).toMatchObject({ kind: "unreachable" });
    const nowhere = connectTo("http://does-not-exist.localhost:1");
    expect(await rejection(nowhere.send(read))).toMatchObject({ kind: "unreachable" });
  });
});

describe("secrets", () => {
  it("are in no message, wherever the service repeats them", async () => {
    const error = await failure(echo);
    expect(error.message).toBe("Cannot list the sensors: HTTP 400, bad [redacted] [redacted]");
    const { url } = await withServer(ok, echoKey);
    expect((await rejection(connectTo(url).send(read))).message).toBe(
      "Cannot get a token: HTTP 401, unknown [redacted]",
    );
  });

  it("are not in the message about credentials that cannot be right", () => {
    expect(() => connectTo("http://127.0.0.1:1", { oid: apiKey.slice(1) })).toThrow(
      "Cannot connect: the oid is not a UUID",
    );
    expect(() => connectTo("http://127.0.0.1:1", { apiKey: " " })).toThrow(
      "Cannot connect: the API key is empty",
    );
  });
});

describe("the server's time", () => {
  it("is followed by the Date of answers", async () => {
    const server = await withServer(
      (_, response) => json(response, {}, 200, { date: "Wed, 21 Oct 2026 07:28:00 GMT" }),
      (_, response) => {
        response.sendDate = false;
        json(response, { jwt: token() });
      },
    );
    const localMs = Date.UTC(2026, 9, 21, 7, 29, 0);
    const connection = connectTo(server.url, { now: () => localMs });
    expect(connection.skewMs()).toBeUndefined();
    expect(connection.serverNowMs()).toBe(localMs);
    await connection.send(read);
    expect(connection.skewMs()).toBe(59_500);
    expect(connection.serverNowMs()).toBe(localMs - 59_500);
  });

  it("is taken when an answer begins, however long its body takes", async () => {
    let nowMs = Date.UTC(2026, 9, 21, 7, 28, 0);
    const server = await withServer((_, response) => {
      response.writeHead(200, { date: "Wed, 21 Oct 2026 07:28:00 GMT" });
      response.write("{");
      const finish = (): void => {
        if (connection.skewMs() !== -500) return void setImmediate(finish);
        nowMs += 60_000;
        response.end("}");
      };
      finish();
    });
    const connection = connectTo(server.url, { now: () => nowMs });
    await connection.send(read);
    expect(connection.skewMs()).toBe(-500);
  });

  it("stays what it was when an answer has no readable Date", async () => {
    const server = await withServer(
      inTurn(
        status(200, {}, { date: "Wed, 21 Oct 2026 07:28:00 GMT" }),
        status(200, {}, { date: "yesterday" }),
      ),
    );
    const connection = connectTo(server.url, { now: () => Date.UTC(2026, 9, 21, 7, 28, 0) });
    await connection.send(read);
    await connection.send(read);
    expect(connection.skewMs()).toBe(-500);
  });
});
