import { grouped } from "../describe.js";
import { instant } from "../instant.js";
import { figure } from "./figure.js";
import { type Html, html, nothing } from "./html.js";
import { percentOf } from "./parts.js";
import type { Point } from "./timeline.js";

const height = 210;
const area = { left: 44, right: 388, top: 12, bottom: 172 } as const;

/** Delivery over time; nothing as long as there is no time between two points. */
export function timelineChart(points: readonly Point[]): Html {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first.atMs >= last.atMs) return nothing;
  const most = niceAbove(Math.max(...points.map(({ targeted }) => targeted)));
  const x = (atMs: number): number =>
    rounded(area.left + ((atMs - first.atMs) / (last.atMs - first.atMs)) * (area.right - area.left));
  const y = (count: number): number => rounded(area.bottom - (count / most) * (area.bottom - area.top));
  const delivered = stepsOf(points, x, ({ delivered: count }) => y(count));
  const targeted = stepsOf(points, x, ({ targeted: count }) => y(count));
  const description =
    `From ${instant(first.atMs)} to ${instant(last.atMs)}: ` +
    `${grouped(last.delivered)} of ${grouped(last.targeted)} sensors targeted (${percentOf(last.delivered, last.targeted)}) are known to be delivered.`;
  return figure({
    id: "timeline",
    title: "Delivery over time",
    description,
    height,
    drawing: html`${[0, most / 2, most].map((count) => gridLine(count, y(count)))}
<path class="area" d="${`${delivered} V${area.bottom} H${area.left} Z`}"></path><path class="whole" d="${targeted}"></path><path class="line" d="${delivered}"></path>
<circle class="dot" cx="${area.right}" cy="${y(last.delivered)}" r="4"></circle>
<text class="quiet" x="${area.left}" y="${height - 18}">${short(first.atMs)}</text><text class="quiet" x="${area.right}" y="${height - 18}" text-anchor="end">${short(last.atMs)}</text>`,
    legend: [
      ["delivered", "delivered, at least"],
      ["dumb", "targeted (dashed line)"],
    ],
    head: ["when", "targeted", "delivered"],
    rows: points.map(({ atMs, ...each }) => [instant(atMs), grouped(each.targeted), grouped(each.delivered)]),
  });
}

/** Nothing is known between two looks: the line stays, and then steps. */
function stepsOf(points: readonly Point[], x: (atMs: number) => number, y: (point: Point) => number): string {
  return points
    .map((point, index) => (index === 0 ? `M${x(point.atMs)} ${y(point)}` : `H${x(point.atMs)} V${y(point)}`))
    .join(" ");
}

function gridLine(count: number, y: number): Html {
  return html`<line class="grid" x1="${area.left}" x2="${area.right}" y1="${y}" y2="${y}"></line><text class="quiet" x="${area.left - 6}" y="${y + 4}" text-anchor="end">${grouped(count)}</text>`;
}

/** The smallest of 2, 4, 6, 8, 10, 20, 30, 40 … that is not below: its half is whole. */
function niceAbove(count: number): number {
  for (let step = 1; ; step *= 10) {
    const nice = [1, 2, 3, 4, 5, 6, 8]
      .map((each) => each * step)
      .find((each) => each % 2 === 0 && each >= count);
    if (nice !== undefined) return nice;
  }
}

const rounded = (number: number): number => Math.round(number * 10) / 10;
/** `2026-03-02 09:00`, in UTC as everything else. */
const short = (atMs: number): string => `${instant(atMs).slice(0, 16)}Z`;
