import { scalarValue } from "./scalar.js";

/** A mapping's key, and the place behind its colon. */
export interface Key {
  readonly name: string;
  readonly end: number;
}

const plain = /[A-Za-z_$/.][A-Za-z0-9_$/.*@+()-]{0,98}(?: [A-Za-z0-9_$/.*@+()-]{1,40}){0,8}(?=:(?: |$))/y;
const inDoubleQuotes = /"[^"\\]{1,98}"(?=:(?: |$))/y;
const inSingleQuotes = /'[^']{1,98}'(?=:(?: |$))/y;

/** The key at a place of a line, when one is there. */
export function keyAt(line: string, place: number): Key | undefined {
  const first = line[place];
  const form = first === '"' ? inDoubleQuotes : first === "'" ? inSingleQuotes : plain;
  form.lastIndex = place;
  const written = form.exec(line)?.[0];
  if (written === undefined) return undefined;
  const name = form === plain ? written : written.slice(1, -1);
  if (name === "__proto__" || (form === plain && scalarValue(name) !== name)) return undefined;
  return { name, end: place + written.length + 1 };
}
