import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Held } from "../../../src/core/model/change.js";
import type { Walked } from "../../../src/core/model/report.js";
import type { OrganizationStatus, RunStatus, TaskStatus } from "../../../src/core/model/status-report.js";
import { renderStatus } from "../../../src/core/report/status.js";
import { renderStatusMarkdown } from "../../../src/core/report/status-markdown.js";
import { statusVerdict } from "../../../src/core/report/status-words.js";
import { displayWidth } from "../../../src/core/report/display-width.js";
import { plainStyle, type Style } from "../../../src/core/report/style.js";

const nowMs = Date.UTC(2026, 2, 2, 9);
const hourMs = 3_600_000;

const run = (members: Partial<RunStatus> = {}): RunStatus => ({
  run: 1,
  token: "soc-version.r1.00000000",
  taskIds: ["id"],
  how: "requested",
  stage: "pending",
  issuedAtMs: nowMs - hourMs,
  expiresAtMs: nowMs + hourMs,
  counts: { targeted: 1284, delivered: 1233, pending: 51, notTaskable: 0, unknown: 0 },
  ...members,
});

const task = (members: Partial<TaskStatus> = {}): TaskStatus => ({
  task: "version",
  declared: true,
  status: run(),
  held: [],
  ...members,
});

const organization = (members: Partial<OrganizationStatus> = {}): OrganizationStatus => ({
  organization: "prod",
  oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd",
  nowMs,
  held: [],
  tasks: [task()],
  ...members,
});

const report = (
  ...organizations: Walked<OrganizationStatus>["organizations"]
): Walked<OrganizationStatus> => ({
  project: "soc",
  findings: [],
  organizations,
});

const painted =
  (code: number) =>
  (text: string): string =>
    `\u001b[${code}m${text}\u001b[0m`;
const paint: Style = {
  bold: painted(1),
  dim: painted(2),
  red: painted(31),
  yellow: painted(33),
  green: painted(32),
  cyan: painted(36),
};

const flat = (text: string): string => text.replace(/\s+/g, " ");
const both = (each: OrganizationStatus) => [
  flat(renderStatus(report(each), plainStyle)),
  renderStatusMarkdown(report(each)),
];
const textOf = (members: Partial<RunStatus>): string =>
  both(organization({ tasks: [task({ status: run(members) })] }))[0] ?? "";
const held: Held = {
  row: "1",
  object: "organization",
  name: "ledger",
  reason: "lost",
  decide: ["restore it"],
  diff: [],
};

describe("a status in words", () => {
  it("counts what is pending, unresolved, probably cancelled, held and paused", () => {
    const tasks = [
      task(),
      task({ status: run({ stage: "unresolved" }), held: [held] }),
      task({ status: run({ stage: "probably-cancelled" }) }),
      task({ held: [held], paused: { why: "pause", by: "alice", atMs: nowMs } }),
    ];
    expect(statusVerdict(report(organization({ tasks }), { organization: "eu", failure: "no" }))).toBe(
      "4 tasks: 2 pending, 1 unresolved, 1 probably cancelled, 1 held, 1 paused; 1 organization failed",
    );
  });

  it("never rounds up to all, and says how old its numbers are", () => {
    expect(textOf({})).toContain("sensors 1,233 of 1,284 sensors (96 %) delivered, 51 waiting");
    const almost = { targeted: 1000, delivered: 999, pending: 1, asOfMs: nowMs - hourMs };
    expect(textOf({ counts: almost })).toContain(
      "999 of 1,000 sensors (99 %) delivered, 1 waiting (last observed 1h ago)",
    );
    expect(textOf({ counts: { targeted: 0, delivered: 0 } })).toContain("0 of 0 sensors delivered");
    expect(textOf({ counts: { delivered: 3 } })).toContain("sensors 3 delivered");
  });

  it("says what is not known as not known", () => {
    expect(textOf({ counts: {} })).toContain("sensors unknown");
    expect(textOf({ counts: { targeted: 5, unknown: 3, expired: 1, notTaskable: 1 } })).toContain(
      "sent to 5 sensors, 1 expired, 1 not taskable, 3 unknown",
    );
    const [text, markdown] = both(
      organization({ tasks: [task({ status: run({ counts: { pending: 2 }, coverage: "unknown" }) })] }),
    );
    expect(text).toContain("adopted from somebody else, coverage unknown");
    expect(markdown).toMatch(/\| `version` \| 1 \| pending \| \? \| \? \| 2 \|  \| \? \| \? \|/);
  });

  it("says when, by which commit and how a run was issued, and when it was cancelled", () => {
    const commit = `${"a".repeat(40)}+uncommitted`;
    expect(textOf({ commit, author: "Alice <a@x.org>" })).toContain(
      "issued 2026-03-02 08:00:00Z, 1h ago, commit aaaaaaaaaaaa+uncommitted by Alice <a@x.org>",
    );
    expect(textOf({ how: "adopted" })).toContain("1h ago, adopted");
    expect(textOf({ how: "resolved" })).toContain("1h ago, by a person's word");
    expect(textOf({ stage: "cancelled", cancelledAtMs: nowMs - 60_000 })).toContain("end cancelled 1m ago");
    const { issuedAtMs: _at, ...never } = run({ stage: "unresolved", lost: 1 });
    const [text, markdown] = both(organization({ tasks: [task({ status: never })] }));
    expect(text).toContain("issued not known to be");
    expect(text).toContain("at least 1 sensor left the queue without having been connected since");
    expect(markdown).toContain("| ? | ends in 1h |");
  });

  it("says what is to be known of the whole organization, and never hides what is held", () => {
    const [text, markdown] = both(
      organization({
        commit: { sha: "b".repeat(40), uncommitted: false, atMs: nowMs },
        paused: { why: "pause", by: "alice", atMs: nowMs },
        unreadable: "odd",
        recording: { result: "not-recorded", reason: "ci applies" },
        held: [held],
        tasks: [],
      }),
    );
    for (const said of [
      "commit bbbbbbbbbbbb at",
      "paused since",
      "queue cannot be read: odd",
      "not recorded: ci applies",
      "restore it",
    ]) {
      expect(text).toContain(said);
      expect(markdown).toContain(said);
    }
    expect(markdown).toContain("**Held: the whole organization.**");
    expect(markdown).not.toContain("| task |");
    expect(both(organization({ recording: { result: "recorded" } }))[0]).toContain("recorded in the ledger");
  });

  it("names the sensor that waits and was away the longest", () => {
    const oldest = (lastSeenMs?: number, hostname?: string) => ({
      oldestWaiting: {
        sid: "s1",
        ...(hostname === undefined ? {} : { hostname }),
        ...(lastSeenMs === undefined ? {} : { lastSeenMs }),
      },
    });
    expect(textOf(oldest(nowMs - hourMs, "LT-7"))).toContain(
      "oldest LT-7 (s1), last seen 2026-03-02 08:00:00Z, 1h ago",
    );
    expect(textOf(oldest())).toContain("oldest s1, nobody knows when it was last seen");
    const [, markdown] = both(organization({ tasks: [task({ status: run(oldest(nowMs + hourMs)) })] }));
    expect(markdown).toContain("waits: s1, last seen 2026\\-03\\-02 10:00:00Z, 0s ago |");
  });

  it.each([
    ["expected-status.txt", plainStyle],
    ["expected-status-coloured.txt", paint],
  ])("reads well on a terminal: %s", async (file, style) => {
    const waiting = {
      sid: "30aa196c-1d4b-44bf-bfd3-dfce01993fbf",
      hostname: "LT-00023",
      lastSeenMs: nowMs - 72 * hourMs,
    };
    const { status: _none, ...never } = task({ task: "never", note: "never issued here" });
    const tasks = [
      task({ status: run({ oldestWaiting: waiting, commit: "a".repeat(40), author: "Alice <a@x.org>" }) }),
      task({
        task: "os-packages-on-every-server-of-europe",
        status: run({
          run: 12,
          stage: "ended",
          expiresAtMs: nowMs - hourMs,
          counts: {
            targeted: 400,
            delivered: 310,
            pending: 0,
            expired: 80,
            unknown: 10,
            asOfMs: nowMs - 2 * hourMs,
          },
        }),
      }),
      task({
        task: "漢字",
        status: run({
          stage: "probably-cancelled",
          lost: 3,
          counts: { targeted: 40, delivered: 10, pending: 0, unknown: 30 },
        }),
        held: [{ ...held, object: "task", name: "漢字" }],
      }),
      never,
    ];
    const report_ = report(
      organization({ commit: { sha: "b".repeat(40), uncommitted: false, atMs: nowMs }, tasks }),
    );
    const text = renderStatus(report_, style);
    for (const line of text.split("\n"))
      expect(displayWidth(line.replace(/\u001b\[\d+m/g, ""))).toBeLessThanOrEqual(80);
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, file));
  });

  it("tasks that never ran, and organizations that failed", () => {
    const { status: _never, ...idle } = task({
      note: "never issued here",
      paused: { why: "pause", by: "bob", atMs: nowMs },
    });
    const [text, markdown] = both(organization({ tasks: [idle] }));
    expect(text).toContain("version note never issued here note paused since 2026-03-02 09:00:00Z by bob");
    expect(markdown).toContain("never issued here; paused since");
    const failed = report({ organization: "eu", failure: "no key" });
    expect(renderStatus(failed, plainStyle)).toContain("eu\n  no key");
    expect(renderStatusMarkdown(failed)).toContain("**eu**: no key");
  });

  it("shows findings that are no notes, and makes everything from outside inert", () => {
    const finding = { check: "task/shape", message: "bad\u001b[31m", fix: "mend" };
    const invalid = {
      ...report(),
      findings: [
        { ...finding, severity: "error" as const },
        { ...finding, severity: "note" as const },
      ],
    };
    expect(statusVerdict(invalid)).toBe("Invalid: nothing was looked at");
    expect(renderStatus(invalid, plainStyle)).toContain("bad\\u{1b}[31m");
    expect(renderStatusMarkdown(invalid).match(/- error:/g)).toHaveLength(1);
    const hostile = organization({
      tasks: [
        task({ note: "</details> @all | x\u001b[2J", held: [{ ...held, object: "task", name: "a`b|c" }] }),
      ],
    });
    for (const text of both(hostile)) expect(text).not.toContain("\u001b");
    expect(both(hostile)[1]).not.toContain("</details>");
    expect(both(hostile)[1]).not.toMatch(/@all/);
  });
});
