import { codeSpan, inertMarkdown, inertProse } from "../markdown-text.js";
import { longest } from "./item.js";
import { middleCut } from "./text-size.js";

/** A name, as code. */
export const nameCode = (name: string): string => codeSpan(middleCut(name, longest.name));
/** A name where room is short. */
export const briefName = (name: string): string => codeSpan(middleCut(name, longest.briefName));
/** A sentence of ours that may have names in it. */
export const sentence = (text: string): string => inertProse(middleCut(text, longest.text));
/** A text from outside. */
export const plain = (text: string): string => inertMarkdown(middleCut(text, longest.text));

/** Words in bold, or nothing. */
export const bold = (words: readonly string[]): string =>
  words.length === 0 ? "" : `**${words.map(inertMarkdown).join(", ")}**`;

/** Parts in one line; what is empty is left out. */
export const joined = (separator: string, ...parts: readonly string[]): string =>
  parts.filter((part) => part !== "").join(separator);
