import fc from "fast-check";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunCounts, RunStatus } from "../../../../src/core/model/status-report.js";
import { html, prose } from "../../../../src/core/report/html/html.js";
import { percentOf } from "../../../../src/core/report/html/parts.js";
import { renderStatusHtml } from "../../../../src/core/report/html/status-page.js";
import { timelineOf } from "../../../../src/core/report/html/timeline.js";
import { activeCharacter, hostileText } from "../hostile.js";
import { nowMs, sample } from "./sample.js";

const hourMs = 3_600_000;

/** Every tag of a page in order, names of attributes with it; texts and values are left out. */
const shape = (page: string): string[] =>
  [...page.matchAll(/<(?:[^<>"]|"[^"]*")*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'));

describe("the page", () => {
  it("is as it was looked at in a browser", async () => {
    await expect(renderStatusHtml(sample)).toMatchFileSnapshot(
      join(import.meta.dirname, "expected-status.html"),
    );
  });

  it("allows by its policy exactly the style and the script that are in it, and nothing from anywhere", () => {
    const page = renderStatusHtml(sample);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
    expect(policy).toMatch(/^default-src 'none'; /);
    for (const [name, pattern] of [
      ["style", /<style>([^]*?)<\/style>/],
      ["script", /<script>([^]*?)<\/script>/],
    ] as const) {
      const text = pattern.exec(page)?.[1] ?? "";
      expect(policy).toContain(`${name}-src 'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    }
    expect(page).not.toMatch(/https?:|\/\/[a-z]|style="| on\w+="|url\(|@import/i);
  });

  it("of nothing, of invalid files and of nothing but failures is a page as well", () => {
    const nothing = { project: "soc", findings: [], organizations: [] };
    expect(renderStatusHtml(nothing)).toContain("0 tasks: nothing pending.");
    const finding = {
      check: "task/shape",
      severity: "error" as const,
      message: "no `name`",
      fix: "write one",
    };
    expect(renderStatusHtml({ ...nothing, findings: [finding] })).toContain(
      "<strong>error</strong>: no <code>name</code><ul><li>write one</li></ul>",
    );
    expect(
      renderStatusHtml({ ...nothing, organizations: [{ organization: "us", failure: "no key" }] }),
    ).toContain("<strong>us</strong>: no key");
  });

  it("is made of the same elements whatever the texts are: none of them is more than text", () => {
    const plain = (text: string) => ({
      project: text,
      findings: [{ check: text, severity: "warning" as const, message: text, fix: text }],
      organizations: [
        {
          organization: text,
          oid: text,
          nowMs,
          unreadable: text,
          commit: { sha: text, uncommitted: false, atMs: nowMs },
          paused: { why: "pause" as const, by: text, atMs: nowMs },
          held: [{ row: "1", object: "rule" as const, name: text, reason: text, decide: [text], diff: [] }],
          tasks: [
            {
              task: text,
              declared: false,
              held: [],
              note: text,
              status: {
                run: 1,
                token: text,
                taskIds: [],
                how: "requested" as const,
                stage: "pending" as const,
                issuedAtMs: nowMs - hourMs,
                expiresAtMs: nowMs + hourMs,
                commit: text,
                author: text,
                counts: { targeted: 3, delivered: 1, pending: 2, unknown: 0 },
                oldestWaiting: { sid: text, hostname: `x${text}`, lastSeenMs: nowMs },
                waitingOn: { [`p${text}`]: 2 },
              },
            },
          ],
        },
        { organization: text, failure: text },
      ],
    });
    const expected = shape(renderStatusHtml(plain("name")));
    const words = hostileText.map((text) => text.replaceAll("`", "'"));
    fc.assert(
      fc.property(words, (text) => {
        const page = renderStatusHtml(plain(text));
        expect(shape(page)).toEqual(expected);
        expect(page.replaceAll("\n", "")).not.toMatch(activeCharacter);
      }),
    );
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(prose(text).markup.replace(/<\/?code>/g, "")).not.toMatch(/[<>"']/);
        expect(html`<a title="${text}">`.markup).toMatch(/^<a title="[^"<>]*">$/);
      }),
    );
  });

  it("shows the largest organizations in its picture, and all of them in its table", () => {
    const [first] = sample.organizations;
    const organizations = Array.from({ length: 30 }, (_, index) => ({ ...first, organization: `o${index}` }));
    const page = renderStatusHtml({ ...sample, organizations: organizations as typeof sample.organizations });
    expect(page).toContain("Delivery by organization: the 24 largest of 30");
    expect(page.match(/<th scope="row">o\d+<\/th>/g)).toHaveLength(30);
  });
});

it.each([
  [0, 0, ""],
  [0, 5, "0 %"],
  [1, 1000, "under 1 %"],
  [999, 1000, "99 %"],
  [5, 5, "100 %"],
])("%i of %i is %s", (part, whole, text) => {
  expect(percentOf(part, whole)).toBe(text);
});

describe("delivery over time", () => {
  const run = (counts: RunCounts, more: Partial<RunStatus> = {}) => ({
    project: "soc",
    findings: [],
    organizations: [
      {
        organization: "prod",
        oid: "o",
        nowMs,
        held: [],
        tasks: [
          {
            task: "version",
            declared: true,
            held: [],
            status: {
              run: 1,
              token: "t",
              taskIds: [],
              how: "requested" as const,
              stage: "pending" as const,
              issuedAtMs: nowMs - 3 * hourMs,
              expiresAtMs: nowMs,
              counts,
              ...more,
            },
          },
        ],
      },
    ],
  });

  it("begins at the issue, steps with every look, and makes nothing up", () => {
    const observed = [
      { atMs: nowMs - 2 * hourMs, pending: 6, delivered: 2 },
      { atMs: nowMs - hourMs, pending: 5 },
    ];
    expect(timelineOf(run({ targeted: 8, delivered: 7, pending: 1 }, { observed }))).toEqual([
      { atMs: nowMs - 3 * hourMs, targeted: 8, delivered: 0 },
      { atMs: nowMs - 2 * hourMs, targeted: 8, delivered: 2 },
      { atMs: nowMs, targeted: 8, delivered: 7 },
    ]);
  });

  it("leaves out what is not known, and takes what was last observed at its own time", () => {
    expect(timelineOf(run({ delivered: 7 }))).toEqual([]);
    expect(timelineOf(run({ targeted: 8, unknown: 8 }))).toEqual([
      { atMs: nowMs - 3 * hourMs, targeted: 8, delivered: 0 },
    ]);
    const last = timelineOf(run({ targeted: 8, delivered: 7, asOfMs: nowMs - hourMs })).at(-1);
    expect(last).toEqual({ atMs: nowMs - hourMs, targeted: 8, delivered: 7 });
  });

  it("never goes down, and has few enough points", () => {
    const looks = fc.array(
      fc.record({ atMs: fc.nat(hourMs).map((ms) => nowMs - ms), pending: fc.nat(9), delivered: fc.nat(9) }),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(looks, (observed) => {
        const points = timelineOf(run({ targeted: 9, delivered: 9 }, { observed }));
        expect(points.length).toBeLessThanOrEqual(201);
        expect(points.at(-1)).toMatchObject({ targeted: 9, delivered: 9 });
        for (const [index, point] of points.entries()) {
          const before = points[index - 1];
          if (before === undefined) continue;
          expect(point.atMs).toBeGreaterThan(before.atMs);
          expect(point.delivered).toBeGreaterThanOrEqual(before.delivered);
        }
      }),
    );
  });
});
