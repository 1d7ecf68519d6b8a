import { grouped } from "../describe.js";
import type { Arrangement, Detail } from "./detail.js";
import type { Blocks } from "./fit.js";
import { isGrave, type Item } from "./item.js";

/** What has no row: dangerous items as one line each, then by id or counted in groups; the others counted. */
export function* groupsOf(arrangement: Arrangement, detail: Detail): Blocks {
  const form = (item: Item) => arrangement.form(item, detail);
  const lines = arrangement.items.flatMap((item) => {
    const shape = form(item);
    if (shape === "long") return [`- ${item.lines[0]}`];
    return shape === "short" ? [`- ${item.lines[1]}`] : [];
  });
  if (lines.length > 0) yield lines.join("\n");
  const rest = arrangement.items.filter((item) => form(item) === "id" || form(item) === "counted");
  const dangerous = [...byLabel(rest.filter(isGrave))].map(([label, items]) =>
    groupLine(label, items, (item) => form(item) === "id"),
  );
  if (dangerous.length > 0) yield dangerous.join("\n");
  const quiet = [...byLabel(rest.filter((item) => !isGrave(item)))];
  if (quiet.length > 0)
    yield `Not shown here, and without danger: ${quiet.map(([label, items]) => `${grouped(items.length)} × ${label}`).join(", ")}.`;
}

function groupLine(label: string, items: readonly Item[], isListed: (item: Item) => boolean): string {
  const ids = items.filter(isListed).map(({ id }) => id);
  const more = items.length - ids.length;
  const list = ids.length === 0 ? "" : `: \`${ids.join(" ")}\``;
  return `- **${grouped(items.length)} × ${label}**${list}${more === 0 ? "" : `, ${grouped(more)} of them only counted`}`;
}

function byLabel(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const { kind, dangers } = item;
    const said = dangers.filter((danger) => !kind.startsWith(danger));
    const label = said.length === 0 ? kind : `${kind} (${said.join(", ")})`;
    const group = groups.get(label);
    if (group === undefined) groups.set(label, [item]);
    else group.push(item);
  }
  return groups;
}
