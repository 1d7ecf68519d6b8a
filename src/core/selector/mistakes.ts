import type { SelectorProblem } from "./problem.js";

/** Where a reading stopped: the text before and after that place. */
interface Stop {
  readonly before: string;
  readonly rest: string;
}

type Explanation = Pick<SelectorProblem, "check" | "message" | "fix">;

interface Mistake {
  readonly before?: RegExp;
  readonly rest: RegExp;
  readonly explain: (found: string) => Explanation;
}

const explain = (check: string, message: string, fix: string): Explanation => ({ check, message, fix });

/** What people write that the language does not have, first match wins (reference: selectors, section 3). */
const mistakes: readonly Mistake[] = [
  {
    before: /^\s*$/,
    rest: /^$/,
    explain: () =>
      explain(
        "selector-empty",
        "Cannot read the selector: it is empty",
        "write which sensors, or * for every sensor",
      ),
  },
  {
    rest: /^(<=|>=|<|>)/,
    explain: (found) =>
      explain(
        "selector-no-ordering",
        `there is no ${found}: selectors compare for equality only`,
        "use == or !=; which sensors were seen lately cannot be written in a selector",
      ),
  },
  { rest: /^=/, explain: () => explain("selector-operator", "= is no operator", "write ==") },
  { rest: /^\|\|/, explain: () => explain("selector-operator", "|| is no operator", "write or") },
  { rest: /^&&/, explain: () => explain("selector-operator", "&& is no operator", "write and") },
  {
    rest: /^!/,
    explain: () => explain("selector-operator", "! is no operator", "write not and a space, or !="),
  },
  {
    rest: /^#/,
    explain: () =>
      explain("selector-comment", "a selector has no comments", "move the comment out of the selector"),
  },
  {
    before: /\bin\s+$/i,
    rest: /^[[(]/,
    explain: () =>
      explain(
        "selector-list",
        "there are no lists of values",
        "write one comparison for each value, joined by or",
      ),
  },
  {
    before: /(^|[\s(])not$/i,
    rest: /^\(/,
    explain: () => explain("selector-space", "not needs a space behind it", "write not ("),
  },
  {
    before: /'$/,
    rest: /^[^']*`/,
    explain: () =>
      explain("selector-nested-quotes", "back-ticks inside single quotes", "keep the back-ticks alone"),
  },
  {
    rest: /^:/,
    explain: () =>
      explain(
        "selector-operator",
        ": is no operator, and no part of a bare value",
        "write ==, or put the value in back-ticks",
      ),
  },
  {
    rest: /^(startswith|starts|endswith|ends|has|is|like|contains|matches|in|not|and|or|equals|eq|ne)\b/i,
    explain: (found) =>
      explain(
        "selector-operator",
        `${found} is no operator here`,
        "the operators are == != in contains matches (each but the first two with not), is empty, is not empty; in lower case",
      ),
  },
];

/** The mistake that stands where the reading stopped, undefined when it is none of the known ones. */
export function knownMistake(stop: Stop): Explanation | undefined {
  for (const { before, rest, explain: say } of mistakes) {
    const found = rest.exec(stop.rest);
    if (found && (before?.test(stop.before) ?? true)) return say(found[0]);
  }
  return undefined;
}
