import { describe, expect, it } from "vitest";
import type { LedgerOverview } from "../../../src/core/model/ledger-overview.js";
import { countsText, renderLedgerOverview } from "../../../src/core/report/ledger-overview.js";
import { plainStyle } from "../../../src/core/report/style.js";

const atMs = Date.UTC(2026, 2, 2, 9);
const overview: LedgerOverview = {
  organization: "prod",
  backend: "hive",
  state: "present",
  ledgerId: "ledger-1",
  serial: 12,
  createdAtMs: atMs,
  createdWith: "baseline",
  nowMs: atMs + 60_000,
  lease: { id: "1", owner: "ci", takenAtMs: atMs, expiresAtMs: atMs + 30_000 },
  commit: { sha: "abc", uncommitted: true, atMs },
  paused: { atMs, by: "ann", why: "pause" },
  bytes: 1000,
  limitBytes: 10_000,
  tasks: [
    {
      name: "version",
      highest: 3,
      runs: 2,
      onRemove: "cancel",
      latest: {
        run: 3,
        state: "issued",
        how: "adopted",
        token: "c.r3.0123abcd",
        taskIds: ["id"],
        issuedAtMs: atMs,
        expiresAtMs: atMs,
      },
    },
  ],
  rules: [],
};

describe("a ledger as a person looks at it", () => {
  it("says whose right to apply ended, what was applied, and how a run came to be", () => {
    expect(
      renderLedgerOverview(overview, plainStyle)
        .split("\n")
        .map((line) => line.trimEnd()),
    ).toEqual([
      "prod  ledger in hive",
      "  serial    12 of ledger-1, created 2026-03-02 09:00:00Z (baseline)",
      "  lease     ci since 2026-03-02 09:00:00Z, ended 2026-03-02 09:00:30Z",
      "  commit    abc+uncommitted, applied 2026-03-02 09:00:00Z",
      "  paused    everything, since 2026-03-02 09:00:00Z by ann",
      "  size      1,000 bytes, 10 % of 10,000",
      "",
      "  1 task",
      "    version  run 3 issued, adopted; 2 runs",
      "",
      "  0 rules of ours",
      "",
    ]);
  });

  it("says of one that cannot be read what of it is whole", () => {
    const broken: LedgerOverview = {
      organization: "prod",
      backend: "file",
      state: "unreadable",
      reason: "cut",
      rescue: { tasks: [], rules: [], damaged: [] },
    };
    expect(renderLedgerOverview(broken, plainStyle)).toContain("0 task rows and 0 rule rows are whole\n");
  });

  it("says nothing of counts that nobody recorded", () => {
    expect(countsText(undefined)).toBe("");
  });
});
