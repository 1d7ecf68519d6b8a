import type { TemplateValue } from "./go-format.js";

/** What a function may say about its result. */
export interface Doubts {
  add(doubt: string): void;
}

/** A function of templates. */
export interface TemplateFunction {
  readonly name: string;
  readonly about: string;
  /** Fewest and most arguments. */
  readonly takes: readonly [least: number, most: number];
  readonly run: (values: readonly TemplateValue[], doubts: Doubts) => TemplateValue;
}
