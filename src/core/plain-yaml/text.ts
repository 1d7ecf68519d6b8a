import { bar, dash, greater, newline } from "./characters.js";
import { afterSpaces, nextLine, type Reading } from "./reading.js";

/** True for what opens a text of several lines. */
export const opensText = (code: number): boolean => code === bar || code === greater;

/** The text of several lines whose header stands there; `indent` is that of the mapping or list around it. */
export function text(reading: Reading, indent: number): string | undefined {
  const { text: all, at } = reading;
  const isStripped = all.charCodeAt(at + 1) === dash;
  const end = afterSpaces(all, isStripped ? at + 2 : at + 1);
  if (all.charCodeAt(end) !== newline) return undefined;
  reading.at = end + 1;
  const lines = linesOf(reading, indent);
  if (lines === undefined) return undefined;
  const body = all.charCodeAt(at) === bar ? lines.join("\n") : folded(lines);
  return body === undefined || isStripped ? body : `${body}\n`;
}

/** Its lines without their indent and without empty ones at the end. Undefined where it is not plain what belongs to it. */
function linesOf(reading: Reading, indent: number): readonly string[] | undefined {
  const { text: all } = reading;
  const first = afterSpaces(all, reading.at);
  const own = first - reading.at;
  if (own <= indent || all.charCodeAt(first) === newline) return undefined;
  const lines: string[] = [];
  while (reading.at < all.length) {
    const start = reading.at;
    const place = afterSpaces(all, start);
    const isBlank = all.charCodeAt(place) === newline;
    if (isBlank && place - start > own) return undefined;
    if (!isBlank && place - start < own) break;
    reading.at = nextLine(all, place);
    lines.push(isBlank ? "" : all.slice(start + own, reading.at - 1));
  }
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
