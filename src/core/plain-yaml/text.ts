import { indentOf, type Reading } from "./reading.js";

/** True for what opens a text of several lines. */
export const isText = (first: string | undefined): boolean => first === "|" || first === ">";

const header = /([|>])(-?) *$/y;

/** The text of several lines whose header stands at a place; `indent` is that of the mapping or list around it. */
export function text(reading: Reading, place: number, indent: number): string | undefined {
  header.lastIndex = place;
  const found = header.exec(reading.lines[reading.at] ?? "");
  if (found === null) return undefined;
  reading.at += 1;
  const lines = linesOf(reading, indent);
  if (lines === undefined) return undefined;
  const body = found[1] === "|" ? lines.join("\n") : folded(lines);
  return body === undefined ? undefined : `${body}${found[2] === "-" ? "" : "\n"}`;
}

/** Its lines without their indent and without empty ones at the end. Undefined where it is not plain what belongs to it. */
function linesOf(reading: Reading, indent: number): readonly string[] | undefined {
  const first = reading.lines[reading.at] ?? "";
  const own = indentOf(first);
  if (own <= indent || own === first.length) return undefined;
  const lines: string[] = [];
  while (reading.at < reading.lines.length) {
    const line = reading.lines[reading.at] ?? "";
    const place = indentOf(line);
    const isBlank = place === line.length;
    if (isBlank && place > own) return undefined;
    if (!isBlank && place < own) break;
    lines.push(isBlank ? "" : line.slice(own));
    reading.at += 1;
  }
  if (lines.at(-1) !== "" && reading.at === reading.lines.length) return undefined;
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Lines become spaces, empty lines become line breaks. Lines that stand deeper are not plain. */
function folded(lines: readonly string[]): string | undefined {
  if (lines.some((line) => line.startsWith(" "))) return undefined;
  let body = "";
  let empty = 0;
  for (const [index, line] of lines.entries()) {
    if (line === "") {
      empty += 1;
      continue;
    }
    if (index > 0) body += empty > 0 ? "\n".repeat(empty) : " ";
    body += line;
    empty = 0;
  }
  return body;
}
