import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OrganizationStatus, RunCounts, RunStatus } from "../../../src/core/model/status-report.js";
import { commentLimit } from "../../../src/core/report/comment/limits.js";
import { renderProgress } from "../../../src/core/report/comment/progress.js";
import { deliveryChart } from "../../../src/core/report/delivery-chart.js";
import { mermaidLabel, percentBars, pieChart } from "../../../src/core/report/mermaid.js";
import { progressVerdict } from "../../../src/core/report/progress-words.js";
import { renderStatusMarkdown } from "../../../src/core/report/status-markdown.js";
import { activeCharacter, hostileText } from "./hostile.js";
import { outsideOfFences } from "./markdown-shape.js";

const nowMs = Date.UTC(2026, 2, 2, 9);
const hourMs = 3_600_000;

interface Sample {
  readonly task?: string;
  readonly counts: RunCounts;
  readonly status?: Partial<RunStatus>;
}

const organization = (samples: readonly Sample[], name = "prod"): OrganizationStatus => ({
  organization: name,
  oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd",
  nowMs,
  held: [],
  tasks: samples.map(({ task = "version", counts, status }, index) => ({
    task,
    declared: true,
    held: [],
    status: {
      run: 1,
      token: `soc-version.r1.0000000${index}`,
      taskIds: [],
      how: "requested",
      stage: "pending",
      expiresAtMs: nowMs + hourMs,
      counts,
      ...status,
    },
  })),
});
const report = (...organizations: OrganizationStatus[]) => ({ project: "soc", findings: [], organizations });
const chart = (...samples: Sample[]) => deliveryChart(report(organization(samples)));

/** What Mermaid's grammar takes for text of ours: nothing in quotation marks that means anything. */
const quoted = /^[\p{L}\p{M}\p{N} ,._/+·…-]{1,32}$/u;

describe("the chart of delivery", () => {
  it("is a pie of one run with several states, and none of one with a single state", () => {
    expect(chart({ counts: { targeted: 1284, delivered: 1233, pending: 51, unknown: 0 } })).toBe(
      '```mermaid\npie showData title sensors targeted\n  "delivered" : 1233\n  "waiting" : 51\n```',
    );
    expect(chart({ counts: { targeted: 8, delivered: 8, pending: 0 } })).toBeUndefined();
    expect(chart({ counts: { delivered: 8, pending: 2 } })).toBeUndefined();
    expect(chart()).toBeUndefined();
  });

  it("is bars of a few runs, rounded down; named with their organization where there are several", () => {
    const one = { counts: { targeted: 1000, delivered: 999, pending: 1 } };
    const two = { task: "users", counts: { targeted: 4, pending: 4, unknown: 0 } };
    expect(chart(one, two)).toContain('x-axis ["version", "users"]\n  y-axis "%" 0 --> 100\n  bar [99, 0]');
    const both = report(organization([one]), organization([two], "eu"));
    expect(deliveryChart(both)).toContain('x-axis ["prod/version", "eu/users"]');
  });

  it("is a pie again of many runs, or where it is not known of one how many got it", () => {
    const one = { counts: { targeted: 10, delivered: 9, pending: 1, unknown: 0 } };
    expect(chart(...Array.from({ length: 17 }, () => one))).toContain(
      '"delivered" : 153\n  "waiting" : 17\n',
    );
    expect(chart(one, { counts: { targeted: 10, unknown: 10 } })).toContain('"unknown" : 10\n');
  });

  it("of hostile names is a closed fence of as many lines as it has parts, in which a name is only text", () => {
    const slices = fc.array(fc.record({ label: hostileText, value: fc.nat() }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(hostileText, slices, (title, parts) => {
        expect(mermaidLabel(title)).toMatch(quoted);
        for (const [text, lines] of [
          [pieChart(title, parts), parts.length + 3],
          [percentBars(title, parts), 7],
        ] as const) {
          expect(text.split("\n")).toHaveLength(lines);
          expect(text).toMatch(/^```mermaid\n[^`]*\n```$/);
          expect(text.replaceAll("\n", "")).not.toMatch(activeCharacter);
          for (const [, label = ""] of text.matchAll(/"([^"]*)"/g))
            expect(label === "%" ? "x" : label).toMatch(quoted);
          expect((text.match(/"/g) ?? []).length % 2).toBe(0);
          expect(text).not.toMatch(/%%|[{}<>;#&](?!\s*100)/u);
        }
      }),
    );
  });
});

describe("the comment of a merged pull request", () => {
  const input = { configuration: "lctasks.yaml", commit: "0123456789abcdef" };

  it("begins with how far its runs are, never rounded up, never more certain than what is known", () => {
    const verdict = (...samples: Sample[]) => progressVerdict(report(organization(samples)));
    const most = { targeted: 1284, delivered: 1283, pending: 1, unknown: 0 };
    expect(verdict({ counts: most })).toBe("Issued 1 task: 99 % delivered, 1 waiting, ends in 1h");
    expect(verdict({ counts: { targeted: 10, unknown: 10 } })).toBe(
      "Issued 1 task: not known yet how many got it, ends in 1h",
    );
    expect(verdict({ counts: most }, { task: "users", counts: { targeted: 1284, unknown: 1284 } })).toBe(
      "Issued 2 tasks: at least 49 % delivered, 1 waiting, the last ends in 1h",
    );
    const done = { counts: { targeted: 8, delivered: 8 }, status: { stage: "delivered" as const } };
    expect(verdict(done)).toBe("Issued 1 task: 100 % delivered");
    const over = {
      counts: { delivered: 5, expired: 3 },
      status: { stage: "ended" as const, expiresAtMs: nowMs },
    };
    expect(verdict(over)).toBe("Issued 1 task: 5 delivered, 3 expired, ended 0s ago");
    const gone = {
      counts: { targeted: 8, delivered: 5, unknown: 3 },
      status: { stage: "probably-cancelled" as const },
    };
    expect(verdict(gone)).toContain("at least 62 % delivered, 1 probably cancelled by somebody");
    const several = { ...report(organization([done]), organization([done], "eu")) };
    const organizations = [...several.organizations, { organization: "us", failure: "no key" }];
    expect(progressVerdict({ ...several, organizations })).toBe(
      "Issued 1 task in 2 organizations: 100 % delivered; 1 organization failed",
    );
  });

  it("has marker, table, chart and how to see it oneself", () => {
    const counts = { targeted: 4, delivered: 1, pending: 3, unknown: 0 };
    const text = renderProgress({ ...input, report: report(organization([{ counts }])) });
    expect(text).toMatch(
      /^<!-- lctasks:soc:lctasks\.yaml -->\n\n### Issued 1 task: 25 % delivered, 3 waiting/,
    );
    expect(text).toContain("| `version` | 1 | pending | 4 | 1 | 3 |");
    expect(text).toContain("```mermaid\npie ");
    expect(text).toMatch(/\nSee it yourself: `npx lctasks status` .* commit `0123456789ab`\n$/);
  });

  it("is within limits and sound for any tasks", () => {
    const sample = fc.record({
      task: hostileText,
      counts: fc.record(
        { targeted: fc.nat(99), delivered: fc.nat(99), pending: fc.nat(99) },
        { requiredKeys: [] },
      ),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 5 }), fc.constantFrom(1, 400), (samples, times) => {
        const all = Array.from({ length: times }, () => samples).flat();
        const text = renderProgress({ ...input, report: report(organization(all)) });
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(commentLimit);
        expect(outsideOfFences(text).balanced).toBe(true);
        expect(outsideOfFences(renderStatusMarkdown(report(organization(all)))).balanced).toBe(true);
        expect(text.replaceAll("\n", "")).not.toMatch(activeCharacter);
      }),
      { numRuns: 30 },
    );
  });
});
