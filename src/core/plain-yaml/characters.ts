/** Codes of the characters that say what follows. */
export const newline = 0x0a;
export const space = 0x20;
export const doubleQuote = 0x22;
export const hash = 0x23;
export const percent = 0x25;
export const singleQuote = 0x27;
export const comma = 0x2c;
export const dash = 0x2d;
export const dot = 0x2e;
export const colon = 0x3a;
export const greater = 0x3e;
export const openBracket = 0x5b;
export const backslash = 0x5c;
export const closeBracket = 0x5d;
export const underscore = 0x5f;
export const openBrace = 0x7b;
export const bar = 0x7c;
export const closeBrace = 0x7d;

/** What a character can be, one bit each. */
export const beginsScalar = 1;
export const beginsKey = 2;
export const inKey = 4;
/** In a flow collection a plain scalar ends there, or is none. */
export const endsFlowScalar = 8;
/** A plain scalar that begins so may be a number, a boolean or null. */
export const beginsValue = 16;

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const digits = "0123456789";
const meanings: readonly (readonly [meaning: number, characters: string])[] = [
  [beginsScalar, `${letters}${digits}_./\\$(+<=~^;)`],
  [beginsKey, `${letters}_$/.`],
  [inKey, `${letters}${digits}_$/.*@+()-`],
  [endsFlowScalar, ",[]{}:#\"'`\n"],
  [beginsValue, `${digits}+-.~nNtTfF`],
];

const ascii = 128;
/** What each ASCII character can be, and behind them what all others can. */
const table = new Uint8Array(ascii + 1);
table[ascii] = beginsScalar;
for (const [meaning, characters] of meanings)
  for (const character of characters) {
    const code = character.charCodeAt(0);
    table[code] = (table[code] ?? 0) | meaning;
  }

/** True when the character of this code can be that. */
export function can(code: number, meaning: number): boolean {
  return ((table[code < ascii ? code : ascii] ?? 0) & meaning) !== 0;
}
