/** Lines and the one that is next. */
export interface Reading {
  readonly lines: readonly string[];
  at: number;
}

/** Deepest nesting that is read. */
export const deepest = 64;

const separator = "---";

/** Moves on to the next line that says something, and returns its indent; -1 at the end of the document; undefined for what only the whole reader knows. */
export function indentAhead(reading: Reading): number | undefined {
  const { lines } = reading;
  while (reading.at < lines.length) {
    const line = lines[reading.at] ?? "";
    const indent = indentOf(line);
    if (indent < line.length && line[indent] !== "#") {
      if (indent > 0) return indent;
      if (line === separator) return -1;
      return line.startsWith(separator) || line.startsWith("...") || line.startsWith("%") ? undefined : 0;
    }
    reading.at += 1;
  }
  return -1;
}

/** How many spaces a line begins with. */
export function indentOf(line: string): number {
  return afterSpaces(line, 0);
}

/** The first place from `start` on that is no space. */
export function afterSpaces(line: string, start: number): number {
  let place = start;
  while (line.charCodeAt(place) === 32) place += 1;
  return place;
}

/** True when nothing follows on the line but spaces and a comment; `place` stands behind a value. */
export function isRestEmpty(line: string, place: number): boolean {
  const next = afterSpaces(line, place);
  return next === line.length || (next > place && line[next] === "#");
}
