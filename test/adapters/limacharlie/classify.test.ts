import { describe, expect, it } from "vitest";
import { classify } from "../../../src/adapters/limacharlie/classify.js";
import { isRefusal, LimaCharlieError, leavesOpen } from "../../../src/adapters/limacharlie/errors.js";

const error = (kind: LimaCharlieError["kind"]) => new LimaCharlieError("Cannot do it", { kind });

describe("an error is named by its text first", () => {
  it.each([
    [401, "unauthorized", { kind: "unauthorized" }],
    [401, "missing privilege: org.get", { kind: "permission", permission: "org.get" }],
    [401, "UNAUTHORIZED_ACL_TAG", { kind: "permission" }],
    [
      400,
      "lc_error_code:UNAUTHORIZED - access to x requires dr.list",
      { kind: "permission", permission: "dr.list" },
    ],
    [403, "access requires insight.evt.get.", { kind: "permission", permission: "insight.evt.get" }],
    [403, "forbidden", { kind: "permission" }],
    [400, "UNAUTHORIZED", { kind: "permission" }],
    [403, "ACL_CONTENT_RESTRICTED", { kind: "permission" }],
    [400, "missing one of sid, tag, selector", { kind: "invalid" }],
    [403, "organization is not subscribed to ext-reliable-tasking", { kind: "not-subscribed" }],
    [400, "failed to get extension x: no such entity", { kind: "not-subscribed" }],
    [404, "org not registered to service", { kind: "not-subscribed" }],
    [409, "ETAG_MISMATCH", { kind: "etag-mismatch" }],
    [400, "ETAG_MISMATCH", { kind: "etag-mismatch" }],
    [409, "conflict", { kind: "etag-mismatch" }],
    [404, "RECORD_NOT_FOUND", { kind: "not-found" }],
    [400, "RECORD_NOT_FOUND", { kind: "not-found" }],
    [404, "nothing here", { kind: "not-found" }],
    [429, "quota exceeded", { kind: "rate-limited" }],
    [400, "ACL_SCOPE_UNAVAILABLE", { kind: "server" }],
    [413, "too big", { kind: "invalid" }],
    [422, "error parsing rule: x", { kind: "invalid" }],
    [302, "moved", { kind: "unreadable" }],
    [408, "", { kind: "timeout" }],
    [504, "timeout", { kind: "timeout" }],
    [500, "internal error, requires dr.list", { kind: "server" }],
    [503, "not subscribed", { kind: "server" }],
    [200, "something failed", { kind: "invalid" }],
  ])("%i %s", (status, text, expected) => {
    expect(classify(status, text)).toEqual(expected);
  });
});

describe("an error", () => {
  it("leaves open what happened, is a refusal, or is neither", () => {
    const kinds = ["timeout", "unreachable", "unreadable", "server"] as const;
    expect(kinds.every((kind) => leavesOpen(error(kind)) && !isRefusal(error(kind)))).toBe(true);
    const refusals = ["invalid", "permission", "not-found", "not-subscribed"] as const;
    expect(refusals.every((kind) => isRefusal(error(kind)) && !leavesOpen(error(kind)))).toBe(true);
    const others = ["unauthorized", "rate-limited", "etag-mismatch"] as const;
    expect(others.some((kind) => isRefusal(error(kind)) || leavesOpen(error(kind)))).toBe(false);
    expect(leavesOpen(new Error("other")) || isRefusal("text")).toBe(false);
  });
});
