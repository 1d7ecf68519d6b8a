/** Bytes of a text as UTF-8. Never less than its length in UTF-16 units, so a limit in bytes is one in characters too. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 || isSurrogate(unit) ? 1 : 2;
  }
  return bytes;
}

/** Half of a pair: two bytes of its four. One that stands alone is written as three, but never passes `inert`. */
const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/** A text of at most this many characters: what is left out of its middle is counted, so that neither its beginning nor its end is lost. */
export function middleCut(text: string, most: number): string {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const head = Math.ceil((most * 2) / 3);
  const tail = most - head;
  const left = characters.length - most;
  return `${characters.slice(0, head).join("")}… ${left} characters …${characters.slice(-tail).join("")}`;
}

/** Lines of at most this many bytes in all; what is left out is counted in one line more. */
export function cutLines(lines: readonly string[], mostBytes: number): string {
  let bytes = 0;
  const kept = lines.findIndex((line) => {
    bytes += byteLength(line) + 1;
    return bytes > mostBytes;
  });
  if (kept < 0) return lines.join("\n");
  const rest = lines.length - kept;
  return [...lines.slice(0, kept), `# … ${rest} more ${rest === 1 ? "line" : "lines"}, not shown here`].join(
    "\n",
  );
}
