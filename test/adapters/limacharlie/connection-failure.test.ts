import { describe, expect, it } from "vitest";
import { describeFailure, neverConnected } from "../../../src/adapters/limacharlie/connection-failure.js";

const failed = (facts: object): Error => Object.assign(new Error("x"), facts);
const refused = failed({ code: "ECONNREFUSED", syscall: "connect" });
const reset = failed({ code: "ECONNRESET", syscall: "read" });

describe("that nothing was sent", () => {
  it.each([
    ["a refused connection", refused],
    ["an unknown host", failed({ code: "ENOTFOUND", syscall: "getaddrinfo" })],
    ["an unreachable host", failed({ code: "EHOSTUNREACH", syscall: "connect" })],
    ["no connection in time", failed({ code: "UND_ERR_CONNECT_TIMEOUT" })],
    [
      "every address refusing",
      Object.assign(new AggregateError([refused, refused]), { code: "ECONNREFUSED" }),
    ],
  ])("is proved by %s", (_, error) => {
    expect(neverConnected(error)).toBe(true);
  });

  it.each([
    ["a reset", reset],
    ["a code without the call", failed({ code: "ECONNREFUSED" })],
    ["a host that got lost on the way", failed({ code: "EHOSTUNREACH", syscall: "read" })],
    ["a cut connection", failed({ code: "UND_ERR_SOCKET" })],
    ["one of several addresses", new AggregateError([refused, reset])],
    ["no errors at all", new AggregateError([])],
    ["an unknown error", new TypeError("x")],
    ["something that is no error", "ECONNREFUSED"],
    ["nothing", undefined],
  ])("is not proved by %s", (_, error) => {
    expect(neverConnected(error)).toBe(false);
  });
});

describe("a failed connection in words", () => {
  it.each([
    [refused, "the connection was refused (ECONNREFUSED)"],
    [failed({ code: "CERT_HAS_EXPIRED" }), "the connection failed (CERT_HAS_EXPIRED)"],
    [failed({ code: 7 }), "the connection failed"],
    [null, "the connection failed"],
  ])("%s", (error, words) => {
    expect(describeFailure(error)).toBe(words);
  });
});
