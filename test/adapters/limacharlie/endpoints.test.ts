import { describe, expect, it } from "vitest";
import { checkEndpoints, encodePath, isLoopbackUrl } from "../../../src/adapters/limacharlie/endpoints.js";

describe("the addresses", () => {
  it("are the service's own when none is given", () => {
    expect(checkEndpoints({})).toEqual({
      api: "https://api.limacharlie.io",
      jwt: "https://jwt.limacharlie.io/",
      loopback: false,
    });
  });

  it.each([
    "http://127.0.0.1:8080",
    "http://localhost:1",
    "http://lc.localhost:1",
    "http://[::1]:9",
    "http://127.8.9.1",
  ])("may be plain http on this machine: %s", (url) => {
    expect(checkEndpoints({ apiUrl: `${url}/`, jwtUrl: `${url}/jwt` })).toEqual({
      api: url,
      jwt: `${url}/jwt`,
      loopback: true,
    });
  });

  it("keep a path in front of the version", () => {
    const jwtUrl = "https://lc.example/jwt";
    expect(checkEndpoints({ apiUrl: "https://lc.example/proxy//", jwtUrl }).api).toBe(
      "https://lc.example/proxy",
    );
  });

  it.each([
    ["http://api.limacharlie.io", "credentials travel over https only"],
    ["http://127.0.0.1.evil.example", "credentials travel over https only"],
    ["http://10.0.0.1", "credentials travel over https only"],
    ["ftp://127.0.0.1", "credentials travel over https only"],
    ["nonsense", "is not an address"],
    ["https://me:secret-password@lc.example", "user name or a password"],
    ["https://lc.example?x=1", "query or a fragment"],
    ["https://lc.example#x", "query or a fragment"],
  ])("are refused when a credential must not go there: %s", (apiUrl, reason) => {
    const check = () => checkEndpoints({ apiUrl, jwtUrl: "https://jwt.example" });
    expect(check).toThrow(reason);
    expect(check).toThrow("LCTASKS_API_URL");
    expect(check).not.toThrow("secret-password");
  });

  it("are refused when only one is on this machine, either way", () => {
    expect(() => checkEndpoints({ apiUrl: "http://127.0.0.1:1" })).toThrow("Set both or neither");
    expect(() => checkEndpoints({ jwtUrl: "http://127.0.0.1:1" })).toThrow("Set both or neither");
  });
});

describe("a path", () => {
  it("has every part percent-encoded, slashes included", () => {
    expect(encodePath(["hive", "a/b c", "ü?#%", "tag'(s)"])).toBe("/hive/a%2Fb%20c/%C3%BC%3F%23%25/tag'(s)");
  });

  it.each(["", ".", "..", "\ud800"])("refuses a part that cannot be one: %j", (part) => {
    expect(() => encodePath(["hive", part])).toThrow("cannot be a part of a path");
  });
});

describe("an address is on this machine", () => {
  it.each([
    ["http://127.0.0.1:8080", true],
    ["https://localhost", true],
    ["https://api.limacharlie.io", false],
    ["nonsense", false],
    [undefined, false],
  ])("%s: %s", (address, expected) => {
    expect(isLoopbackUrl(address)).toBe(expected);
  });
});
