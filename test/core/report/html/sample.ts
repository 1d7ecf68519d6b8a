import type { OrganizationStatus, RunStatus, TaskStatus } from "../../../../src/core/model/status-report.js";
import type { Walked } from "../../../../src/core/model/report.js";

export const nowMs = Date.UTC(2026, 2, 2, 9);
const hourMs = 3_600_000;

const run = (members: Partial<RunStatus>): RunStatus => ({
  run: 1,
  token: "soc-version.r1.00000000",
  taskIds: ["10aa196c-1d4b-44bf-bfd3-dfce01993fbf"],
  how: "requested",
  stage: "pending",
  issuedAtMs: nowMs - 30 * hourMs,
  expiresAtMs: nowMs + 18 * hourMs,
  commit: "0123456789abcdef0123456789abcdef01234567",
  author: "Alice <alice@example.org>",
  counts: {},
  ...members,
});

const task = (
  name: string,
  status: Partial<RunStatus> | undefined,
  more: Partial<TaskStatus> = {},
): TaskStatus => ({
  task: name,
  declared: true,
  held: [],
  ...(status === undefined ? {} : { status: run(status) }),
  ...more,
});

const prod: OrganizationStatus = {
  organization: "prod",
  oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd",
  nowMs,
  commit: { sha: "0123456789abcdef0123456789abcdef01234567", uncommitted: false, atMs: nowMs - 30 * hourMs },
  held: [],
  tasks: [
    task("os-version-windows", {
      run: 3,
      counts: { targeted: 1290, delivered: 1233, pending: 51, notTaskable: 6, unknown: 0 },
      oldestWaiting: {
        sid: "30aa196c-1d4b-44bf-bfd3-dfce01993fbf",
        hostname: "LT-00023.corp.example.com",
        lastSeenMs: nowMs - 200 * hourMs,
      },
      waitingOn: { windows: 51 },
      observed: [
        { atMs: nowMs - 29 * hourMs, pending: 242, delivered: 1042 },
        { atMs: nowMs - 24 * hourMs, pending: 180, delivered: 1104 },
        { atMs: nowMs - 12 * hourMs, pending: 90, delivered: 1194 },
      ],
    }),
    task("os-packages-linux", {
      issuedAtMs: nowMs - 20 * hourMs,
      expiresAtMs: nowMs + 148 * hourMs,
      counts: { targeted: 320, delivered: 290, pending: 30, unknown: 0 },
      waitingOn: { linux: 30 },
      oldestWaiting: {
        sid: "50aa196c-1d4b-44bf-bfd3-dfce01993fbf",
        hostname: "build-07",
        lastSeenMs: nowMs - 70 * hourMs,
      },
      observed: [{ atMs: nowMs - 18 * hourMs, pending: 60, delivered: 260 }],
    }),
    task("browser-extensions", {
      stage: "ended",
      issuedAtMs: nowMs - 80 * hourMs,
      expiresAtMs: nowMs - 8 * hourMs,
      counts: {
        targeted: 800,
        delivered: 702,
        pending: 0,
        expired: 61,
        unknown: 37,
        asOfMs: nowMs - 9 * hourMs,
      },
      observed: [{ atMs: nowMs - 60 * hourMs, pending: 400, delivered: 400 }],
    }),
    task(
      "collect-autoruns",
      {
        stage: "probably-cancelled",
        counts: { targeted: 60, delivered: 12, pending: 0, unknown: 48 },
        lost: 9,
      },
      { paused: { why: "pause", by: "bob", atMs: nowMs - hourMs } },
    ),
    task("never-issued", undefined, { note: "never issued here" }),
  ],
};

const europe: OrganizationStatus = {
  organization: "europe",
  oid: "e4e18d4c-ba7b-4e1b-b38e-cce21ec17f9c",
  nowMs,
  held: [],
  tasks: [
    task("os-version-windows", {
      run: 3,
      counts: { targeted: 410, delivered: 380, pending: 30, unknown: 0 },
      waitingOn: { windows: 22, macos: 8 },
      oldestWaiting: { sid: "60aa196c-1d4b-44bf-bfd3-dfce01993fbf" },
    }),
    task("os-users", undefined, {
      note: "never issued here",
      held: [
        {
          row: "15",
          object: "task",
          name: "os-users",
          reason: "edited since run 1 was issued",
          decide: ["raise `run` to 2: it reaches 410 sensors", 'write `accept: "3f9a2c1b"`'],
          diff: [],
        },
      ],
    }),
  ],
};

/** A status with a bit of everything. */
export const sample: Walked<OrganizationStatus> = {
  project: "acme-soc",
  findings: [],
  organizations: [prod, europe, { organization: "us", failure: "Cannot sign in: the key is not accepted" }],
};
