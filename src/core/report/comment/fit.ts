import type { Detail } from "./detail.js";
import type { Stage } from "./stages.js";
import { byteLength } from "./text-size.js";

/** Blocks of Markdown, between which there is an empty line. */
export type Blocks = Iterable<string>;

/** The richest document of at most so many bytes: of the first stage in which one fits, the one with most in it. The poorest, if none does. */
export function fit(
  stages: readonly Stage[],
  render: (detail: Detail) => Blocks,
  limitBytes: number,
): string {
  let poorest = "";
  for (const { most, at } of stages) {
    const tried = (count: number): string | undefined => within(render(at(count)), limitBytes);
    const least = tried(0);
    if (least === undefined) continue;
    poorest = richest(most, tried, least);
    break;
  }
  return poorest;
}

/** The document with the highest count that fits; 0 is known to. */
function richest(most: number, tried: (count: number) => string | undefined, least: string): string {
  let best = least;
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const text = tried(middle);
    if (text === undefined) high = middle - 1;
    else [low, best] = [middle, text];
  }
  return best;
}

/** The blocks as one text; undefined as soon as it is known to be too long. */
function within(blocks: Blocks, limitBytes: number): string | undefined {
  const kept: string[] = [];
  let bytes = 0;
  for (const block of blocks) {
    bytes += byteLength(block) + 2;
    if (bytes > limitBytes) return undefined;
    kept.push(block);
  }
  return `${kept.join("\n\n")}\n`;
}
