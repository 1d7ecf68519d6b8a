import { describe, expect, it } from "vitest";
import type { OrganizationStatus } from "../../../src/core/model/status-report.js";
import { commitsUnderWay, issuedBy } from "../../../src/core/status/issued-by.js";

const nowMs = Date.UTC(2026, 2, 2, 9);
const dayMs = 86_400_000;

const organization = (
  ...runs: readonly (readonly [commit: string | undefined, issuedDaysAgo: number, endsInDays: number])[]
): OrganizationStatus => ({
  organization: "prod",
  oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd",
  nowMs,
  held: [],
  tasks: runs.map(([commit, issued, end], index) => ({
    task: `t${index}`,
    declared: true,
    held: [],
    status: {
      run: 1,
      token: "soc-t.r1.00000000",
      taskIds: [],
      how: "requested",
      stage: "pending",
      issuedAtMs: nowMs - issued * dayMs,
      expiresAtMs: nowMs + end * dayMs,
      counts: {},
      ...(commit === undefined ? {} : { commit }),
    },
  })),
});
const report = (...organizations: OrganizationStatus[]) => ({ project: "soc", findings: [], organizations });

describe("the commits whose runs are on their way", () => {
  it("are those that issued last, first; without those of runs that are long over or have none", () => {
    const all = report(
      organization(["old", 9, -4], ["ended", 4, -2], [undefined, 1, 1], ["new", 1, 1]),
      organization(["ended", 5, 1], ["both", 2, 1], ["both", 0, 1]),
    );
    expect(commitsUnderWay(all, 9)).toEqual(["both", "new", "ended"]);
    expect(commitsUnderWay(all, 2)).toEqual(["both", "new"]);
  });

  it("have their own tasks, and organizations in which they issued anything, or that nobody could look at", () => {
    const failed = { organization: "us", failure: "no key" };
    const all = report(organization(["a", 1, 1], ["b", 1, 1]), organization(["b", 1, 1]));
    const { organizations } = issuedBy({ ...all, organizations: [...all.organizations, failed] }, "a");
    expect(organizations).toMatchObject([{ tasks: [{ task: "t0" }] }, failed]);
    expect(organizations).toHaveLength(2);
  });
});
