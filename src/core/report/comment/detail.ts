import { isGrave, type Item } from "./item.js";
import { byteLength } from "./text-size.js";

/** How much of everything is shown. Numbers count from the gravest on; what is beyond gets the next shorter form. */
export interface Detail {
  /** Bytes of the longest diff. */
  readonly diffBytes: number;
  /** How many diffs there are. */
  readonly folds: number;
  /** How many items without danger have their row; the others are counted. */
  readonly quiet: number;
  /** How many dangerous items have their row, at least their long line, their short line, their id. The others are counted. */
  readonly full: number;
  readonly long: number;
  readonly short: number;
  readonly ids: number;
}

/** The form of one item under a detail. */
export type Form = "full" | "long" | "short" | "id" | "counted";

/** Items with their turn: who keeps the longer form. */
export interface Arrangement {
  readonly items: readonly Item[];
  readonly counts: { readonly grave: number; readonly quiet: number; readonly folds: number };
  readonly form: (item: Item, detail: Detail) => Form;
  /** Whether the item's diff is shown. */
  readonly unfolds: (item: Item, detail: Detail) => boolean;
  /** Whether it is shown in part only. */
  readonly isCut: (item: Item, detail: Detail) => boolean;
}

/** Gives every item its turn, the gravest first, else in reading order. */
export function arrange(items: readonly Item[]): Arrangement {
  const byRank = items.toSorted((a, b) => a.rank - b.rank);
  const graveTurns = turns(byRank.filter(isGrave));
  const quietTurns = turns(items.filter((item) => !isGrave(item)));
  const foldTurns = turns(byRank.filter(({ fold }) => fold !== undefined));
  const foldBytes = new Map(
    items.map((item) => [
      item,
      (item.fold?.lines ?? []).reduce((sum, line) => sum + byteLength(line) + 1, 0),
    ]),
  );
  const form = (item: Item, detail: Detail): Form => {
    const quiet = quietTurns.get(item);
    if (quiet !== undefined) return quiet < detail.quiet ? "full" : "counted";
    const turn = graveTurns.get(item) ?? 0;
    if (turn < detail.full) return "full";
    if (turn < detail.long) return "long";
    if (turn < detail.short) return "short";
    return turn < detail.ids ? "id" : "counted";
  };
  return {
    items,
    counts: { grave: graveTurns.size, quiet: quietTurns.size, folds: foldTurns.size },
    form,
    isCut: (item, { diffBytes }) => (foldBytes.get(item) ?? 0) > diffBytes,
    unfolds: (item, detail) =>
      (foldTurns.get(item) ?? Number.POSITIVE_INFINITY) < detail.folds && form(item, detail) === "full",
  };
}

const turns = (items: readonly Item[]): ReadonlyMap<Item, number> =>
  new Map(items.map((item, index) => [item, index]));
