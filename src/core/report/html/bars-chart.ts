import { grouped } from "../describe.js";
import { inert } from "../inert.js";
import { figure } from "./figure.js";
import { type Html, html, nothing } from "./html.js";
import { parts, percentOf, type Sums } from "./parts.js";

/** More bars than this are no picture any more; the table below it has all. */
const mostBars = 24;
const rowHeight = 40;

interface About {
  readonly id: string;
  readonly title: string;
  /** What a bar stands for, in one word. */
  readonly of: string;
  readonly scale: Scale;
}

/** `share`: every bar is as long as the picture is wide. `number`: as long as it is beside the longest. */
type Scale = "share" | "number";

export interface Bar {
  /** May come from outside. */
  readonly label: string;
  readonly sums: Sums;
}

/** Sensors by what became of them, one bar for each row; nothing where there are none. */
export function barsChart({ id, title, of, scale }: About, bars: readonly Bar[]): Html {
  const all = bars.filter(({ sums }) => sums.whole > 0);
  if (all.length === 0) return nothing;
  const shown = all.slice(0, mostBars);
  const longest = Math.max(...shown.map(({ sums }) => sums.whole));
  const widthOf = ({ whole }: Sums): number => (scale === "share" ? 400 : (400 * whole) / longest);
  const left = all.length - shown.length;
  const more = left === 0 ? "" : ` The picture has the ${shown.length} largest of ${all.length}.`;
  const used = parts.filter(({ name }) => all.some(({ sums }) => sums[name] > 0));
  return figure({
    id,
    title: left === 0 ? title : `${title}: the ${shown.length} largest of ${all.length}`,
    description: `${shown
      .slice(0, 5)
      .map(({ label, sums }) => `${label}: ${inWords(sums)}`)
      .join(". ")}.${more}`,
    height: shown.length * rowHeight + 4,
    drawing: html`${shown.map(({ label, sums }, index) => drawn(label, sums, { top: index * rowHeight, width: widthOf(sums) }))}`,
    legend: used.map((part) => [part.drawn, part.label]),
    head: [of, "sensors", ...used.map(({ label }) => label)],
    rows: all.map(({ label, sums }) => [
      label,
      grouped(sums.whole),
      ...used.map(({ name }) => grouped(sums[name])),
    ]),
  });
}

function drawn(label: string, sums: Sums, { top, width }: { top: number; width: number }): Html {
  const { whole, delivered } = sums;
  const end =
    delivered === 0 && sums.pending === whole
      ? `${grouped(whole)} waiting`
      : `${percentOf(delivered, whole)} of ${grouped(whole)}`;
  return html`<text x="0" y="${top + 14}">${cut(label)}</text><text class="quiet" x="400" y="${top + 14}" text-anchor="end">${end}</text>${stack(sums, { top: top + 20, width, height: 12 })}`;
}

/** One bar in its parts: what there is at all can be seen. */
export function stack(
  sums: Sums,
  { top, width, height }: { top: number; width: number; height: number },
): Html {
  const there = parts.filter(({ name }) => sums[name] > 0);
  const least = 2;
  const free = Math.max(0, width - least * there.length);
  let x = 0;
  return html`<rect class="track" y="${top}" width="${Math.round(width * 10) / 10}" height="${height}"></rect>${there.map(
    ({ name, drawn: as }) => {
      const wide = Math.round((least + (free * sums[name]) / sums.whole) * 10) / 10;
      const rect = html`<rect class="${as}" x="${Math.round(x * 10) / 10}" y="${top}" width="${wide}" height="${height}"></rect>`;
      x += wide;
      return rect;
    },
  )}`;
}

const inWords = (sums: Sums): string =>
  parts
    .flatMap(({ name, label }) => (sums[name] === 0 ? [] : [`${grouped(sums[name])} ${label}`]))
    .join(", ");

function cut(label: string): string {
  const characters = Array.from(inert(label));
  return characters.length <= 34 ? label : `${characters.slice(0, 33).join("")}…`;
}
