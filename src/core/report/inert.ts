/**
 * Control and format characters, halves of pairs, line and paragraph separators, and whatever else is drawn as nothing. Not among
 * them: the variation selectors that emoji are written with.
 */
const active = /(?![\ufe00-\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** True for what most text is: printable ASCII, in which nothing is active and each character takes one column. */
export const isPlain = (text: string): boolean => !/[^ -~]/.test(text);

/** Text from outside as a terminal may show it: on one line, nothing in it can move the cursor, colour, hide, or reorder what stands beside it. */
export function inert(text: string): string {
  if (isPlain(text)) return text;
  return text.replace(active, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    return `\\u{${Number(character.codePointAt(0)).toString(16)}}`;
  });
}

/** JSON whose text is inert on a terminal and says the same: what is active is written as `\uXXXX`. Its own line breaks stay. */
export function inertJson(json: string): string {
  return json.replace(active, (character) =>
    character === "\n"
      ? character
      : [...Array(character.length).keys()].map((index) => escapedUnit(character.charCodeAt(index))).join(""),
  );
}

const escapedUnit = (unit: number): string => `\\u${unit.toString(16).padStart(4, "0")}`;
