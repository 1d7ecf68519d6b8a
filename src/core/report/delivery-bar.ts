import { deliveredOf, type RunCounts } from "../model/status-report.js";
import { plainStyle, type Style } from "./style.js";

/** Columns of a bar. */
const width = 20;

interface Part {
  readonly count: number;
  /** How it is drawn in colour, and without. */
  readonly drawn: string;
  readonly plain: string;
  readonly paint: (style: Style) => (text: string) => string;
}

/** How far a run is as a bar with its percentage, for a terminal; empty where it is not known of how many. */
export function deliveryBar(counts: RunCounts, style: Style): string {
  const { targeted, pending = 0, expired = 0, notTaskable = 0 } = counts;
  if (targeted === undefined || targeted === 0) return "";
  const delivered = deliveredOf(counts);
  const unknown = targeted - (delivered ?? 0) - pending - expired - notTaskable;
  const parts: readonly Part[] = [
    { count: delivered ?? 0, drawn: "█", plain: "#", paint: ({ green }) => green },
    { count: unknown, drawn: "▒", plain: "?", paint: ({ dim }) => dim },
    { count: pending, drawn: "░", plain: ".", paint: ({ yellow }) => yellow },
    { count: expired, drawn: "×", plain: "x", paint: ({ red }) => red },
    { count: notTaskable, drawn: "·", plain: "-", paint: ({ dim }) => dim },
  ];
  const isPlain = style === plainStyle;
  const cells = cellsOf(parts.map(({ count }) => count));
  const bar = parts
    .map(({ drawn, plain, paint }, index) => {
      const text = (isPlain ? plain : drawn).repeat(cells[index] ?? 0);
      return text === "" ? "" : paint(style)(text);
    })
    .join("");
  const share =
    delivered === undefined ? "   ?" : `${Math.floor((100 * delivered) / targeted)} %`.padStart(5);
  return `${isPlain ? `[${bar}]` : bar} ${share}`;
}

/** Cells for each part, all of them together the width: whatever there is gets at least one, and the largest pays for it. */
function cellsOf(counts: readonly number[]): number[] {
  const whole = counts.reduce((sum, count) => sum + Math.max(0, count), 0);
  const cells = counts.map((count) => (count <= 0 ? 0 : Math.max(1, Math.floor((width * count) / whole))));
  const left = width - cells.reduce((sum, count) => sum + count, 0);
  const largest = cells.indexOf(Math.max(...cells));
  return cells.map((count, index) => (index === largest ? count + left : count));
}
