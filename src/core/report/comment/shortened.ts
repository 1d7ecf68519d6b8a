import { counted, grouped } from "../describe.js";
import type { Arrangement, Detail, Form } from "./detail.js";
import type { Blocks } from "./fit.js";
import { isGrave } from "./item.js";

/** Says loudly what was left out, and where it is. Nothing when all is there. */
export function* shortened(arrangement: Arrangement, detail: Detail, elsewhere: string): Blocks {
  const said = lossesOf(arrangement, detail);
  if (said.length === 0) return;
  const hurts = detail.full < arrangement.counts.grave;
  yield `> [!${hurts ? "CAUTION" : "WARNING"}]\n> **This is not everything: it would not fit.** ${said.join("; ")}. ${elsewhere}`;
}

function lossesOf(arrangement: Arrangement, detail: Detail): string[] {
  const { items, form, unfolds } = arrangement;
  const grave = items.filter(isGrave);
  const formed = (wanted: Form): number => grave.filter((item) => form(item, detail) === wanted).length;
  const folding = items.filter(({ fold }) => fold !== undefined);
  const open = folding.filter((item) => unfolds(item, detail));
  const losses: readonly (readonly [number, (count: number) => string])[] = [
    [
      open.filter((item) => arrangement.isCut(item, detail)).length,
      (count) => `${counted(count, "long diff")} cut`,
    ],
    [folding.length - open.length, (count) => `${counted(count, "diff")} left out`],
    [
      items.length -
        grave.length -
        items.filter((item) => !isGrave(item) && form(item, detail) === "full").length,
      (count) => `${counted(count, "row")} without danger only counted`,
    ],
    [
      formed("long") + formed("short"),
      (count) => `${counted(count, "dangerous row")} as one short line each`,
    ],
    [
      formed("id"),
      (count) => `**${counted(count, "dangerous row")} only by id** (the beginning of its fingerprint)`,
    ],
    [formed("counted"), (count) => `**${grouped(count)} dangerous rows only counted**`],
  ];
  return losses.filter(([count]) => count > 0).map(([count, say]) => say(count));
}
