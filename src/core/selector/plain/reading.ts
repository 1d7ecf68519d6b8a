/** A text and the place up to which it is read. */
export interface Reading {
  readonly text: string;
  at: number;
}

/** Reads what has a form, a sticky pattern, where the reading stands; null, and nothing is read, where it does not stand there. */
export function take(form: RegExp, reading: Reading): RegExpExecArray | null {
  form.lastIndex = reading.at;
  const match = form.exec(reading.text);
  if (match !== null) reading.at = form.lastIndex;
  return match;
}
