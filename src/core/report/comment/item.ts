/** Where in the comment something is said. */
export type Section = "organization" | "held" | "finding" | "drift" | "change" | "pending" | "foreign";

/** One thing that the comment says, from its fullest form to its shortest. All texts are finished Markdown. */
export interface Item {
  readonly section: Section;
  /** What it is counted as: `issue`, `held task`, `warning`. From a closed list. */
  readonly kind: string;
  /** Why it is never left out: `destructive`, `delete`, `held`. Empty: where there is no room it is counted only. */
  readonly dangers: readonly string[];
  /** 0 is the gravest; what is graver keeps its longer form for longer. */
  readonly rank: number;
  /** Eight hexadecimal digits: the beginning of a change's fingerprint, else of a digest. */
  readonly id: string;
  /** The cells of its row; one cell, which is a paragraph, in a section that has no table. */
  readonly cells: readonly string[];
  /** Lines that may take its place, the longer one first. */
  readonly lines: readonly [long: string, short: string];
  /** What can be unfolded, with the lines that are in it. */
  readonly fold?: { readonly title: string; readonly lines: readonly string[] };
}

/** True for what always stays. */
export const isGrave = ({ dangers }: Item): boolean => dangers.length > 0;

/** Texts from outside are cut after so many characters; the fold and the full plan have more of them. */
export const longest = { name: 100, text: 400, command: 300, briefName: 48, briefCommand: 70 } as const;
