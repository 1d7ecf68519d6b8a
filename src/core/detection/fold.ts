import { Uncertain, type Verdict } from "./verdict.js";

/** A test of two texts that either minds letter case or does not. */
export type TextTest = (text: string, wanted: string) => boolean;

const unsettled = new Uncertain("which letters beyond ASCII are folded is not documented", true);

/**
 * Tests texts against one that is wanted. Without regard to case, letters beyond ASCII are folded one by one; where only that
 * makes the test pass the answer is uncertain (reference: D&R, section 4).
 */
export function textTest(test: TextTest, wanted: string, caseSensitive: boolean): (text: string) => Verdict {
  if (caseSensitive) return (text) => test(text, wanted);
  const folded = foldCase(wanted);
  const ascii = foldAscii(wanted);
  return (text) => {
    if (!test(foldCase(text), folded)) return false;
    return test(foldAscii(text), ascii) || unsettled;
  };
}

/** Lower case of each letter by itself, as Go does it: no letter looks at its neighbours. */
export function foldCase(text: string): string {
  return isAscii(text) ? text.toLowerCase() : Array.from(text, (letter) => letter.toLowerCase()).join("");
}

const foldAscii = (text: string): string =>
  isAscii(text) ? text.toLowerCase() : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 0x7f) return false;
  }
  return true;
}
