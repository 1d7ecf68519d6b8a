import { counted, grouped } from "../describe.js";
import { fenced, table } from "../markdown-text.js";
import type { Arrangement, Detail } from "./detail.js";
import type { Blocks } from "./fit.js";
import { groupsOf } from "./groups.js";
import type { Item, Section } from "./item.js";
import { shortened } from "./shortened.js";
import { cutLines } from "./text-size.js";

/** The columns of the sections that are tables. */
export type Columns = { readonly [section in Section]?: readonly string[] };

/** What stands around the items. */
export interface Frame {
  /** The marker and the verdict. */
  readonly head: readonly string[];
  readonly columns: Columns;
  /** Where everything is that has no room here, as Markdown. */
  readonly elsewhere: string;
  /** Whether rows end with their id. */
  readonly ids: boolean;
  readonly foot: readonly string[];
}

/** The document with as much in it as the detail says. */
export function* document(frame: Frame, arrangement: Arrangement, detail: Detail): Generator<string> {
  const { items } = arrangement;
  const shown = items.filter((item) => arrangement.form(item, detail) === "full");
  const of = (section: Section): Item[] => shown.filter((item) => item.section === section);
  yield* frame.head;
  yield* dangerCounts(items);
  yield* shortened(arrangement, detail, frame.elsewhere);
  yield* groupsOf(arrangement, detail);
  yield* listOf(of("organization"));
  for (const { cells } of of("held")) yield cells.join("\n\n");
  yield* tableOf(of("finding"), "finding", frame);
  yield* headed("Live was changed without Git:", tableOf(of("drift"), "drift", frame));
  const changes = tableOf(of("change"), "change", frame);
  yield* of("drift").length > 0 ? headed("What the files ask for:", changes) : changes;
  for (const item of shown) if (arrangement.unfolds(item, detail)) yield foldOf(item, detail);
  yield* headed("On its way:", tableOf(of("pending"), "pending", frame));
  yield* folded(of("foreign"), frame);
  yield* frame.foot;
}

/** How much of what there is to look at closely, whatever else is shown. */
function* dangerCounts(items: readonly Item[]): Blocks {
  const counts = new Map<string, number>();
  for (const { dangers } of items)
    for (const danger of dangers) counts.set(danger, (counts.get(danger) ?? 0) + 1);
  if (counts.size === 0) return;
  yield `**Look closely:** ${[...counts].map(([danger, count]) => `${grouped(count)} × ${danger}`).join(" · ")}`;
}

function* listOf(items: readonly Item[]): Blocks {
  if (items.length === 1) yield* items[0]?.cells ?? [];
  else if (items.length > 1) yield items.map(({ cells }) => `- ${cells.join(" ")}`).join("\n");
}

function* tableOf(items: readonly Item[], section: Section, { columns, ids }: Frame): Blocks {
  if (items.length === 0) return;
  const head = [...(columns[section] ?? []), ...(ids ? ["id"] : [])];
  yield table(
    head,
    items.map(({ cells, id }) => [...cells, ...(ids ? [`\`${id}\``] : [])]),
  );
}

function* headed(title: string, blocks: Blocks): Blocks {
  const all = [...blocks];
  if (all.length > 0) yield* [title, ...all];
}

function* folded(items: readonly Item[], frame: Frame): Blocks {
  if (items.length === 0) return;
  const rows = [...tableOf(items, "foreign", frame)].join("");
  yield `<details><summary>${counted(items.length, "foreign object")}, never touched</summary>\n\n${rows}\n\n</details>`;
}

function foldOf({ fold, dangers, kind }: Item, { diffBytes }: Detail): string {
  const { title, lines } = fold ?? { title: "", lines: [] };
  const mark = kind === "issue" && dangers.length > 0 ? `: ${dangers.join(", ")}` : "";
  return `<details><summary>${title}${mark}</summary>\n\n${fenced(cutLines(lines, diffBytes), "diff")}\n\n</details>`;
}
