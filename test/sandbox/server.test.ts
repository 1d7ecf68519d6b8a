import { request as sendRequest } from "node:http";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { answerTo, wireJson } from "../../src/sandbox/answer.js";
import { talk } from "./talk.js";

describe("the server", () => {
  it("writes numbers without exponents, in hives too [C]", async () => {
    const { oid, send } = await talk();
    const data = '{"lookup_data":{"a":{"big":1e21,"small":1e-7,"text":"1e+21","plain":1.5,"none":null}}}';
    await send("POST", `/v1/hive/lookup/${oid}/l/data`, { form: { data } });
    const { text } = await send("GET", `/v1/hive/lookup/${oid}/l/data`);
    expect(text).toContain(
      '{"big":1000000000000000000000,"small":0.0000001,"text":"1e+21","plain":1.5,"none":null}',
    );
  });

  it("writes every number so that it reads back the same", () => {
    for (const value of [
      0, -0.1, 1e21, -1e25, 1.7976931348623157e308, 1e-7, -2.5e-9, 5e-324, 1.25e300, 123_456.789,
    ]) {
      expect(wireJson([value])).not.toMatch(/e/);
      expect(JSON.parse(wireJson([value]))).toEqual([value]);
      expect(wireJson({ a: { b: value } })).not.toMatch(/e/);
      expect(JSON.parse(wireJson(value))).toBe(value);
    }
  });

  it("calls a defect of its own by its name", () => {
    const { status, body } = answerTo(new TypeError("oops"));
    expect([status, body]).toEqual([500, '{"error":"internal error of the sandbox: TypeError: oops"}']);
  });

  it("answers 404 to a path it does not know and 405 to a verb that the path does not have", async () => {
    const { oid, send } = await talk();
    for (const path of [
      "/v2/who",
      "/v1/hive/dr-general",
      "/v1/sensors/",
      `/v1/sensors/${oid}/`,
      "//v1/who",
    ]) {
      const { status, body } = await send("GET", path);
      expect([path, status, body]).toEqual([path, 404, { error: "not found" }]);
    }
    expect((await send("PUT", "/v1/who")).status).toBe(405);
    expect((await send("GET", "/jwt")).status).toBe(405);
    expect((await send("GET", "/")).status).toBe(405);
  });

  it("asks for a token only where there is something", async () => {
    const { sendBare } = await talk();
    expect((await sendBare("GET", "/v1/who")).status).toBe(401);
    expect((await sendBare("GET", "/v1/nope/nope/nope")).status).toBe(404);
  });

  it("takes form bodies on GET, and a content type without a body, as the Python client sends them [C-run]", async () => {
    const { oid, send } = await talk();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect((await send("GET", "/v1/who", { headers })).status).toBe(200);
    const { body } = await send("GET", `/v1/sensors/${oid}`, { form: { limit: "1" } });
    expect(body.sensors).toHaveLength(1);
  });

  it("takes a JSON body that is no object as no parameters", async () => {
    const { oid, send } = await talk();
    expect((await send("POST", `/v1/online/${oid}`, { json: [1] })).status).toBe(200);
  });

  it("refuses JSON that is none, and paths that are not UTF-8, with a reason", async () => {
    const { send, sendBare } = await talk();
    const headers = { "content-type": "application/json" };
    const broken = await send("POST", "/v1/who", { form: { x: "y" }, headers });
    expect([broken.status, broken.body.error]).toEqual([400, "cannot read the body: it is not JSON"]);
    const path = await sendBare("GET", "/v1/%ff");
    expect([path.status, path.body.error]).toEqual([
      400,
      "cannot read the path: a part of it is not percent-encoded UTF-8",
    ]);
  });

  it("refuses a body that is too large, and serves the next request", async () => {
    const { sandbox, send } = await talk();
    const { hostname, port } = new URL(sandbox.url);
    const status = await new Promise<number>((resolve, reject) => {
      const outgoing = sendRequest({ hostname, port, method: "POST", path: "/jwt" }, (incoming) => {
        incoming.resume();
        resolve(incoming.statusCode ?? 0);
      });
      outgoing.on("error", reject);
      const chunk = Buffer.alloc(1024 * 1024, "a");
      for (let part = 0; part < 65; part += 1) outgoing.write(chunk);
      outgoing.end();
    });
    expect(status).toBe(413);
    expect((await send("GET", "/v1/who")).status).toBe(200);
  });

  it("answers 400 to what is not HTTP, survives a client that hangs up, and serves the next request", async () => {
    const { sandbox, send } = await talk();
    const { hostname, port } = new URL(sandbox.url);
    const raw = (text: string, hangUp: boolean) =>
      new Promise<string>((resolve) => {
        let got = "";
        const socket = connect(Number(port), hostname, () => {
          socket.write(text);
          if (hangUp) socket.destroy();
        });
        socket.on("data", (data) => {
          got += data.toString("latin1");
        });
        socket.on("close", () => resolve(got));
        socket.on("error", () => socket.destroy());
      });
    expect(await raw("nonsense\r\n\r\n", false)).toMatch(/^HTTP\/1\.1 400 /);
    await raw("POST /jwt HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf", true);
    expect((await send("GET", "/v1/who")).status).toBe(200);
  });
});
