import { describe, expect, it } from "vitest";
import { ok, Refusal } from "../../src/sandbox/answer.js";
import type { Endpoint } from "../../src/sandbox/endpoints/endpoint.js";
import { parseRequest } from "../../src/sandbox/request.js";
import { createRouter } from "../../src/sandbox/router.js";

const endpoint = (method: Endpoint["method"], path: string): Endpoint => ({
  method,
  path,
  access: "public",
  handle: () => ok(null),
});
const request = (method: string, url: string) =>
  parseRequest({ method, url, contentType: "", authorization: "", body: Buffer.alloc(0) });

const router = createRouter([
  endpoint("GET", "/v1/{sid}"),
  endpoint("POST", "/v1/{sid}"),
  endpoint("GET", "/v1/who"),
  endpoint("GET", "/v1/{sid}/tags"),
  endpoint("GET", "/v1/tags/{oid}"),
]);
const found = (method: string, url: string) => {
  const { endpoint: one, parts } = router(request(method, url));
  return [one.method, one.path, parts];
};

describe("the router", () => {
  it("prefers literal parts to placeholders, from the left, whatever the order of the table", () => {
    expect(found("GET", "/v1/who")).toEqual(["GET", "/v1/who", {}]);
    expect(found("GET", "/v1/whom")).toEqual(["GET", "/v1/{sid}", { sid: "whom" }]);
    expect(found("POST", "/v1/who")).toEqual(["POST", "/v1/{sid}", { sid: "who" }]);
    expect(found("GET", "/v1/tags/tags")).toEqual(["GET", "/v1/tags/{oid}", { oid: "tags" }]);
  });

  it("decodes each part by itself, behind the split", () => {
    expect(found("GET", "/v1/a%2Fb%20c?x=/y")).toEqual(["GET", "/v1/{sid}", { sid: "a/b c" }]);
  });

  it("takes no empty part for a placeholder", () => {
    expect(() => router(request("GET", "/v1/"))).toThrow(Refusal);
  });
});
