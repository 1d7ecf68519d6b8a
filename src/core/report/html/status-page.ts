import { compareText } from "../../model/finding.js";
import { lookedAt, type Walked } from "../../model/report.js";
import type { OrganizationStatus } from "../../model/status-report.js";
import { grouped } from "../describe.js";
import { instant } from "../instant.js";
import { statusVerdict } from "../status-words.js";
import { type Bar, barsChart } from "./bars-chart.js";
import { contentPolicy } from "./content-policy.js";
import { Html, html, nothing } from "./html.js";
import { notices, organizationLines } from "./notices.js";
import { parts, percentOf, sumsOf, type Sums } from "./parts.js";
import { script } from "./script.js";
import { style } from "./style.js";
import { taskTable } from "./task-table.js";
import { timelineChart } from "./timeline-chart.js";
import { timelineOf } from "./timeline.js";

/** A status as one page for a browser: it needs nothing beside itself, and can load nothing. */
export function renderStatusHtml(report: Walked<OrganizationStatus>): string {
  const raw = (ours: string): Html => new Html(ours);
  const title = `Delivery of reliable tasks: ${report.project}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(contentPolicy(style, script))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#tasks">To the table of tasks</a>
${top(title, report)}
<main>
${notices(report)}
${charts(report)}
<section aria-labelledby="tasks"><h2 id="tasks">Tasks</h2>
${taskTable(report)}</section>
</main>
${bottom(report)}
<script>${raw(script)}</script>
</body>
</html>
`.markup;
}

function top(title: string, report: Walked<OrganizationStatus>): Html {
  const organizations = lookedAt(report);
  const seen = organizations.map(({ nowMs }) => nowMs);
  const sums = totalOf(organizations);
  const tiles: readonly (readonly [string, number, string])[] = [
    ["deliveries", sums.whole, "one per task and sensor"],
    ...parts
      .filter(({ name }) => sums[name] > 0 || name === "delivered" || name === "pending")
      .map(({ name, label }) => [label, sums[name], percentOf(sums[name], sums.whole)] as const),
  ];
  return html`<header><h1>${title}</h1>
<p class="verdict">${statusVerdict(report)}.</p>
${seen.length === 0 ? nothing : html`<p class="soft">As seen at ${instant(Math.max(...seen))}.</p>`}
<dl class="tiles">${tiles.map(
    ([label, count, share]) =>
      html`<div><dt>${label}</dt><dd>${grouped(count)}${share === "" ? nothing : html` <small>${share}</small>`}</dd></div>`,
  )}</dl></header>`;
}

function charts(report: Walked<OrganizationStatus>): Html {
  const organizations = lookedAt(report);
  const byOrganization = organizations.map((each) => ({ label: each.organization, sums: totalOf([each]) }));
  const all = [
    timelineChart(timelineOf(report)),
    barsChart(
      { id: "organizations", title: "Delivery by organization", of: "organization", scale: "share" },
      largestFirst(byOrganization),
    ),
    barsChart(
      { id: "platforms", title: "Who waits, by platform", of: "platform", scale: "number" },
      largestFirst(platformsOf(organizations)),
    ),
  ].filter((each) => each !== nothing);
  if (all.length === 0) return nothing;
  return html`<section aria-labelledby="charts"><h2 id="charts">At a glance</h2><div class="charts">${all}</div></section>`;
}

const totalOf = (organizations: readonly OrganizationStatus[]): Sums =>
  sumsOf(
    organizations.flatMap(({ tasks }) =>
      tasks.flatMap(({ status }) => (status === undefined ? [] : [status.counts])),
    ),
  );

function platformsOf(organizations: readonly OrganizationStatus[]): Bar[] {
  const waiting = new Map<string, number>();
  for (const { tasks } of organizations)
    for (const { status } of tasks)
      for (const [name, count] of Object.entries(status?.waitingOn ?? {}))
        waiting.set(name, (waiting.get(name) ?? 0) + count);
  return [...waiting].map(([label, pending]) => ({
    label,
    sums: sumsOf([{ targeted: pending, pending, delivered: 0 }]),
  }));
}

const largestFirst = (bars: readonly Bar[]): Bar[] =>
  bars.toSorted((a, b) => b.sums.whole - a.sums.whole || compareText(a.label, b.label));

function bottom(report: Walked<OrganizationStatus>): Html {
  return html`<footer><h2>What the words mean</h2><dl class="words">${parts.map(
    ({ label, meaning }) => html`<dt>${label}</dt><dd>${meaning}</dd>`,
  )}</dl>
${organizationLines(report)}
<p class="soft">Written by lctasks. All times are UTC.</p></footer>`;
}
