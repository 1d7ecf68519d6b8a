import { inert } from "../inert.js";

/** A piece of a page: markup of ours, in which every text from outside is only text. Made by `html` alone. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Value = string | number | Html | readonly Html[];

/** Markup with values in it. Texts can end neither an element nor an attribute in quotation marks, and draw nothing that cannot be seen. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const markup = parts.map((part, index) => {
    const value = values[index];
    return value === undefined ? part : `${part}${markupOf(value)}`;
  });
  return new Html(markup.join(""));
}

/** No markup. */
export const nothing = new Html("");

function markupOf(value: Value): string {
  if (value instanceof Html) return value.markup;
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escaped(value);
  return value.map(({ markup }) => markup).join("");
}

/** A sentence of ours: what stands between two backticks is code. */
export function prose(text: string): Html {
  const pieces = text.split(/`([^`]+)`/);
  return html`${pieces.map((piece, index) => (index % 2 === 0 ? html`${piece}` : html`<code>${piece}</code>`))}`;
}

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

const escaped = (text: string): string =>
  inert(text).replace(/[&<>"'`]/g, (character) => entities[character] ?? "");
