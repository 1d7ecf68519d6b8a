import { describe, expect, it } from "vitest";
import type { RunStatus } from "../../../src/core/model/status-report.js";
import { stillWaits } from "../../../src/core/status/waits.js";

const nowMs = Date.UTC(2026, 2, 2, 9);
const waits = (members: Partial<RunStatus>): boolean =>
  stillWaits({
    project: "soc",
    findings: [],
    organizations: [
      {
        organization: "prod",
        oid: "o",
        nowMs,
        held: [],
        tasks: [
          { task: "idle", declared: true, held: [] },
          {
            task: "version",
            declared: true,
            held: [],
            status: {
              run: 1,
              token: "t",
              taskIds: [],
              how: "requested",
              stage: "ended",
              issuedAtMs: nowMs - 3_600_000,
              expiresAtMs: nowMs + 3_600_000,
              counts: {},
              ...members,
            },
          },
        ],
      },
      { organization: "us", failure: "no key" },
    ],
  });

describe("a sensor may still get something", () => {
  it.each<[boolean, Partial<RunStatus>]>([
    [true, { stage: "pending" }],
    [true, { stage: "probably-cancelled", counts: { pending: 1 } }],
    [false, { stage: "probably-cancelled", counts: { pending: 0 } }],
    [true, { stage: "unseen" }],
    [false, { stage: "unseen", expiresAtMs: nowMs - 1 }],
    [true, { stage: "left", issuedAtMs: nowMs - 1000 }],
    [false, { stage: "left" }],
    [false, { stage: "delivered", counts: { pending: 0 } }],
    [false, { stage: "ended" }],
    [true, { stage: "pending", expiresAtMs: nowMs - 1000 }],
    [false, { stage: "pending", expiresAtMs: nowMs - 3_600_000 }],
  ])("%s: %o", (expected, members) => {
    expect(waits(members)).toBe(expected);
  });
});
