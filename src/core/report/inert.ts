/** Control characters, and those that change the direction or hide in text: C0, C1, line and paragraph separators, zero-width and bidi marks. */
const active = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text from outside as a terminal may show it: on one line, nothing in it can move the cursor, colour, or reorder what stands beside it. */
export function inert(text: string): string {
  return text.replace(active, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
