import { type Around, type Explanation, openQuote, type Stop, unquotedWord } from "./quoting-mistakes.js";

interface Mistake {
  readonly before?: RegExp;
  readonly rest: RegExp;
  readonly explain: (found: string, around: Around) => Explanation;
}

const mistake = (check: string, message: string, fix: string) => (): Explanation => ({ check, message, fix });

const noOperator = (name: string, fix: string): (() => Explanation) =>
  mistake("selector/operator", `${name} is no operator`, fix);

const operators =
  "the operators are == and !=, in, contains and matches, is empty, is nil; the words also with not, in lower case";

/** What people write that the language does not have, first match wins (reference: selectors, section 3). */
const mistakes: readonly Mistake[] = [
  {
    before: /(^|[\s(])(and|or|not|in|is|contains|matches|as|any|all)\s*$/i,
    rest: /^$/,
    explain: (_, { before }) => ({
      check: "selector/syntax",
      message: `Cannot read the selector: it ends behind ${/\w+\s*$/.exec(before)?.[0].trim()}`,
      fix: "write what belongs behind it, or put a value of that name in back-ticks",
    }),
  },
  { before: /[!=]=$/, rest: /^=/, explain: noOperator("a third =", "write == or !=") },
  {
    before: /\[\s*(`[^`]*`|"[^"]*")\s*$/,
    rest: /^[^\]]/,
    explain: mistake("selector/syntax", "the [ is not closed", "write ] behind the quoted name"),
  },
  {
    before: /([`"]|(^|[\s(])-?\d+(\.\d+)?)\s*$/,
    rest: /^[!=]=/,
    explain: (found) => ({
      check: "selector/syntax",
      message: `a value stands left of ${found}, where a field belongs`,
      fix: `write the field first, ${found} and the value behind it`,
    }),
  },
  { rest: /^=~/, explain: noOperator("=~", "write matches") },
  { rest: /^=/, explain: noOperator("=", "write ==") },
  { rest: /^<>/, explain: noOperator("<>", "write !=") },
  {
    rest: /^[<>]=?/,
    explain: (found) => ({
      check: "selector/no-ordering",
      message: `there is no ${found}: selectors compare for equality only`,
      fix: "use == or !=; which sensors were seen lately cannot be written in a selector",
    }),
  },
  { rest: /^\|\|?/, explain: noOperator("|", "write or") },
  { rest: /^&&?/, explain: noOperator("&", "write and") },
  { rest: /^!/, explain: noOperator("!", "write not and a space, or !=") },
  {
    rest: /^#/,
    explain: mistake(
      "selector/comment",
      "a selector has no comments",
      "move the comment out of the selector",
    ),
  },
  {
    before: /(\bin|[!=]=)\s*$/i,
    rest: /^[[(]/,
    explain: mistake(
      "selector/list",
      "there are no lists of values, and no parentheses around one",
      "write one comparison for each value, joined by or",
    ),
  },
  {
    before: /(^|[\s(])not$/i,
    rest: /^\(/,
    explain: mistake("selector/space", "not needs a space behind it", "write not ("),
  },
  {
    before: /(and|not)\s+(any|all)\s+$/i,
    rest: /^\w/,
    explain: mistake(
      "selector/syntax",
      "any and all stand alone, behind the last or, or in parentheses",
      "put parentheses around it, up to the closing brace",
    ),
  },
  {
    before: /[)`"']$/,
    rest: /^(and|or|not|in|is|contains|matches)\b/i,
    explain: (found) => ({
      check: "selector/space",
      message: `${found} needs a space on both sides`,
      fix: `write a space before ${found}`,
    }),
  },
  {
    before: /\*\s*$/,
    rest: /./s,
    explain: mistake(
      "selector/star",
      "* stands alone: it is every sensor",
      "leave out the * and what joins it",
    ),
  },
  {
    rest: /^\*/,
    explain: mistake(
      "selector/star",
      "* is no value and no part of one",
      "write matches with a pattern such as `^web-`",
    ),
  },
  {
    rest: /^'[^']*`/,
    explain: mistake(
      "selector/nested-quotes",
      "back-ticks inside single quotes",
      "keep the back-ticks alone",
    ),
  },
  {
    rest: /^[\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/,
    explain: mistake(
      "selector/space",
      "a character that looks like a space, or like nothing, and is none",
      "replace it with a plain space",
    ),
  },
  {
    rest: /^[\u2018-\u201f]/,
    explain: mistake("selector/quotes", "typographic quotes do not quote", "put the value in back-ticks"),
  },
  {
    before: /^\s*\w+$/,
    rest: /^:(\s|$)/,
    explain: noOperator(":", "write =="),
  },
  {
    rest: /^-?\d+(\.\d+)?\}/,
    explain: mistake("selector/space", "a number needs a space before }", "write a space before }"),
  },
  {
    before: /[\w.]\s+$/,
    rest: /^(startswith|starts|endswith|ends|has|is|like|contains|matches|in|not|and|or|equals|eq|ne)\b/i,
    explain: (found) => ({
      check: "selector/operator",
      message: `${found} is no operator here`,
      fix: operators,
    }),
  },
];

const emptySelector: Explanation = {
  check: "selector/empty",
  message: "Cannot read the selector: it is empty",
  fix: "write which sensors, or * for every sensor",
};

/** How much text around the place the patterns see: those that look for the end take time quadratic in what they see. */
const sight = 200;

/** The mistake that stands where the reading stopped, undefined when it is none of the known ones. */
export function knownMistake({ text, offset }: Stop): Explanation | undefined {
  if (text.trim() === "") return emptySelector;
  const before = text.slice(Math.max(0, offset - sight), offset);
  const around = { before, rest: text.slice(offset, offset + sight) };
  for (const { before: wanted, rest, explain } of mistakes) {
    const found = rest.exec(around.rest);
    if (found && (wanted?.test(before) ?? true)) return explain(found[0], around);
  }
  return openQuote({ text, offset }) ?? unquotedWord(around);
}
