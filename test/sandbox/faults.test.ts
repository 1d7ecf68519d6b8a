import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Fault, readFault } from "../../src/sandbox/faults.js";
import { talk } from "./talk.js";

describe("a fault", () => {
  it("hits only what it matches: verb, beginning of the path, action", async () => {
    const { sandbox, oid, send, extension } = await talk();
    sandbox.faults.add({
      match: { method: "post", path: "/v1/extension", action: "task" },
      do: { status: 503 },
    });
    const task = { task: "os_version", selector: "*" };
    expect((await extension("task", task)).status).toBe(503);
    expect((await extension("list")).status).toBe(200);
    expect((await send("GET", `/v1/sensors/${oid}`)).status).toBe(200);
    expect(sandbox.deliveries()).toEqual([]);
  });

  it("hits one organization: the one that a request names, or else its token's", async () => {
    const { sandbox, oid, send, as } = await talk({ organizations: [{ name: "other", sensors: 1 }] });
    const other = sandbox.organizations[1] ?? { oid: "", apiKey: "" };
    const their = await as({ oid: other.oid, secret: other.apiKey });
    const before = sandbox.requests().length;
    sandbox.faults.add({ match: { oid: other.oid }, do: { status: 503 } });
    const statuses = [
      await send("GET", `/v1/sensors/${oid}`),
      await send("GET", "/v1/who"),
      await their.send("GET", `/v1/sensors/${other.oid}`),
      await their.send("GET", "/v1/who"),
      await their.send("POST", "/v1/extension/request/ext-reliable-tasking", { form: { oid: other.oid } }),
      await their.sendBare("POST", "/jwt", { form: { oid: other.oid, secret: other.apiKey } }),
      await their.sendBare("GET", "/v1/who"),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 503, 503, 503, 503, 401]);
    const about = sandbox
      .requests()
      .slice(before)
      .map((request) => request.oid);
    expect(about).toEqual([oid, oid, other.oid, other.oid, other.oid, other.oid, null]);
  });

  it("skips as many as it says and then hits as many as it says", async () => {
    const { sandbox, send } = await talk();
    sandbox.faults.add({ match: { path: "/v1/who", skip: 2, times: 2 }, do: { status: 500 } });
    const statuses: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) statuses.push((await send("GET", "/v1/who")).status);
    expect(statuses).toEqual([200, 200, 500, 500, 200, 200]);
    expect(sandbox.faults.list()).toMatchObject([{ seen: 6, hit: 2 }]);
    expect(sandbox.faults.clear()).toBe(1);
  });

  it("leaves requests to the next one when it is used up", async () => {
    const { sandbox, send } = await talk();
    sandbox.faults.add({ match: { times: 1 }, do: { status: 500 } });
    sandbox.faults.add({ match: {}, do: { status: 503 } });
    expect([(await send("GET", "/v1/who")).status, (await send("GET", "/v1/who")).status]).toEqual([
      500, 503,
    ]);
  });

  it.each([
    [401, { error: "unauthorized" }],
    [429, { error: "quota exceeded" }],
    [500, { error: "internal error" }],
    [504, { error: "timeout" }],
    [418, { error: "fault" }],
  ])("of status %i has the documented body", async (status, expected) => {
    const { sandbox, send } = await talk();
    sandbox.faults.add({ match: {}, do: { status } });
    const { status: got, body } = await send("GET", "/v1/who");
    expect([got, body]).toEqual([status, expected]);
  });

  it("of status 429 carries the quota headers in exactly this spelling, unless it brings its own [C]", async () => {
    const { sandbox, send } = await talk();
    sandbox.faults.add({ match: { times: 1 }, do: { status: 429 } });
    sandbox.faults.add({ match: { times: 1 }, do: { status: 429, headers: {} } });
    const { rawHeaders } = await send("GET", "/v1/who");
    expect(rawHeaders[rawHeaders.indexOf("X-RateLimit-Quota") + 1]).toBe("100");
    expect(rawHeaders[rawHeaders.indexOf("X-RateLimit-Period") + 1]).toBe("60");
    expect((await send("GET", "/v1/who")).rawHeaders.join()).not.toContain("RateLimit");
  });

  it("adds headers to the real answer when it says nothing else [C]", async () => {
    const { sandbox, send } = await talk();
    sandbox.faults.add({ match: {}, do: { headers: { "X-RateLimit-Quota": "7" } } });
    const { status, body, headers } = await send("GET", "/v1/who");
    expect([status, headers["x-ratelimit-quota"]]).toEqual([200, "7"]);
    expect(body).toHaveProperty("ident");
  });

  it("can be an HTML page with status 200, JSON of any kind, or junk called gzip", async () => {
    const { sandbox, send } = await talk();
    sandbox.faults.add({ match: { times: 1 }, do: { body: "<html>proxy</html>" } });
    const page = await send("GET", "/v1/who");
    expect([page.status, page.text, page.headers["content-type"]]).toEqual([
      200,
      "<html>proxy</html>",
      "text/html",
    ]);
    sandbox.faults.add({ match: { times: 1 }, do: { body: [1, null] } });
    expect((await send("GET", "/v1/who")).text).toBe("[1,null]");
    sandbox.faults.add({ match: { times: 1 }, do: { junk: "gzip" } });
    const junk = await send("GET", "/v1/who");
    expect([junk.status, junk.headers["content-encoding"]]).toEqual([200, "gzip"]);
    expect(() => gunzipSync(junk.text)).toThrow("incorrect header check");
    sandbox.faults.add({ match: {}, do: { junk: "gzip" } });
    await expect(fetch(`${sandbox.url}/v1/who`).then((answer) => answer.text())).rejects.toThrow();
  });

  it("of junk after the work leaves the work done", async () => {
    const { sandbox, oid, send } = await talk();
    sandbox.faults.add({ match: { method: "POST", times: 1 }, do: { when: "after", junk: "gzip" } });
    await send("POST", `/v1/configs/${oid}/vt`, { form: { value: "k" } });
    expect((await send("GET", `/v1/configs/${oid}/vt`)).body.value).toBe("k");
  });

  it("before the work leaves it undone, after the work loses only the answer", async () => {
    const { sandbox, extension } = await talk();
    const task = { task: "os_version", selector: "*" };
    for (const when of ["before", "after"] as const) {
      sandbox.faults.clear();
      sandbox.faults.add({ match: { action: "task", times: 1 }, do: { when, cut: "headers" } });
      await expect(extension("task", task)).rejects.toThrow(/socket hang up|ECONNRESET/);
      expect(sandbox.deliveries().length > 0).toBe(when === "after");
    }
    expect(
      sandbox
        .requests()
        .filter(({ action }) => action === "task")
        .map(({ status }) => status),
    ).toEqual([0, 0]);
  });

  it("can answer with an error although the work is done", async () => {
    const { sandbox, extension } = await talk();
    sandbox.faults.add({ match: { action: "task" }, do: { when: "after", status: 504 } });
    expect((await extension("task", { task: "os_version", selector: "*" })).status).toBe(504);
    expect(sandbox.deliveries().length).toBeGreaterThan(0);
  });

  it("cuts in the body: the beginning comes, the end does not", async () => {
    const { sandbox, send, extension } = await talk();
    sandbox.faults.add({
      match: { path: "/v1/who" },
      do: { cut: "body", status: 200, body: { error: "long enough" } },
    });
    await expect(send("GET", "/v1/who")).rejects.toThrow(/aborted|ECONNRESET/);
    sandbox.faults.add({ match: { action: "task" }, do: { cut: "body", when: "after" } });
    await expect(extension("task", { task: "os_version", selector: "*" })).rejects.toThrow(
      /aborted|ECONNRESET/,
    );
    expect(sandbox.deliveries().length).toBeGreaterThan(0);
    const before = sandbox.deliveries().length;
    sandbox.faults.clear();
    sandbox.faults.add({ match: { action: "task" }, do: { cut: "body" } });
    await expect(extension("task", { task: "os_version", selector: "*" })).rejects.toThrow(
      /aborted|ECONNRESET/,
    );
    expect(sandbox.deliveries()).toHaveLength(before);
  });

  it("cuts the real answer after the work: what comes is its beginning", async () => {
    const { sandbox, send } = await talk();
    const whole = (await send("GET", "/v1/who")).text;
    sandbox.faults.add({ match: {}, do: { cut: "body", when: "after" } });
    const failure: unknown = await send("GET", "/v1/who").catch((error: unknown) => error);
    expect(failure).toMatchObject({ partial: whole.slice(0, whole.length >> 1) });
  });

  it("delays, and the work is done all the same", async () => {
    const { sandbox, send } = await talk();
    sandbox.faults.add({ match: {}, do: { delay_ms: 5 } });
    expect((await send("GET", "/v1/who")).status).toBe(200);
    sandbox.faults.clear();
    sandbox.faults.add({ match: {}, do: { delay_ms: 5, when: "after" } });
    expect((await send("GET", "/v1/who")).status).toBe(200);
  });

  it("makes reads stale", async () => {
    const { sandbox, oid, send, extension } = await talk();
    sandbox.disconnect("all");
    await send("POST", `/v1/hive/lookup/${oid}/l/data`, {
      form: { data: JSON.stringify({ lookup_data: {} }) },
    });
    await extension("task", { task: "os_version", selector: "*" });
    sandbox.advance(5);
    sandbox.faults.add({ match: {}, do: { stale_s: 10 } });
    expect((await send("GET", `/v1/hive/lookup/${oid}`)).body).toEqual({});
    expect((await extension("list")).body.data).toEqual({});
    sandbox.advance(5);
    expect(Object.keys((await send("GET", `/v1/hive/lookup/${oid}`)).body)).toEqual(["l"]);
  });

  it("hits the token exchange too, and never the control plane", async () => {
    const { sandbox, sendBare } = await talk();
    sandbox.faults.add({ match: {}, do: { status: 500 } });
    expect((await sendBare("POST", "/jwt")).status).toBe(500);
    expect((await sendBare("GET", "/_sandbox/faults")).status).toBe(200);
  });
});

describe("a malformed fault", () => {
  it.each([
    [null, /not a JSON object/],
    [{ match: {} }, /`do` says nothing/],
    [{ match: [], do: { status: 500 } }, /match is not an object/],
    [{ match: {}, do: "status" }, /do is not an object/],
    [{ matches: {}, do: { status: 500 } }, /unknown member matches/],
    [{ match: { verb: "GET" }, do: { status: 500 } }, /unknown member match.verb/],
    [{ match: {}, do: { stauts: 500 } }, /unknown member do.stauts/],
    [{ match: {}, do: { toString: 500 } }, /unknown member do.toString/],
    [{ match: { skip: -1 }, do: { status: 500 } }, /match.skip/],
    [{ match: { times: 0 }, do: { status: 500 } }, /match.times/],
    [{ match: { path: 1 }, do: { status: 500 } }, /match.path/],
    [{ match: {}, do: { status: 99 } }, /do.status/],
    [{ match: {}, do: { status: 600 } }, /do.status/],
    [{ match: {}, do: { status: "500" } }, /do.status/],
    [{ match: {}, do: { when: "during" } }, /do.when/],
    [{ match: {}, do: { cut: "tail" } }, /do.cut/],
    [{ match: {}, do: { headers: { "bad name": "x" } } }, /do.headers/],
    [{ match: {}, do: { headers: { name: "a\r\nb" } } }, /do.headers/],
    [{ match: {}, do: { headers: ["x"] } }, /do.headers/],
    [{ match: {}, do: { delay_ms: 1e9 } }, /do.delay_ms/],
    [{ match: {}, do: { stale_s: 0.5 } }, /do.stale_s/],
  ])("%j is refused by name", (body, text) => {
    expect(() => readFault(body as never)).toThrow(text);
  });

  it("is refused by the library as well", async () => {
    const { sandbox } = await talk();
    const wrong = { match: {}, do: { status: 1 } } satisfies Fault;
    expect(() => sandbox.faults.add(wrong)).toThrow(RangeError);
  });
});
