/** A selector literal: back-ticks where they can hold the text (every reading of the language takes them), else double quotes. */
function literal(value: string): string {
  return value.includes("`") ? `"${value.replaceAll(/[\\"]/g, escaped)}"` : `\`${value}\``;
}

/** A double quote is written as `\x22`: go-bexpr ends the literal at the first one, escaped or not */
const escaped = (character: string): string => (character === "\\" ? "\\\\" : "\\x22");

const anyOf = (terms: readonly string[]): string => terms.join(" or ");

/** A selector that matches sensors of any of these platforms. */
export const selectorOfPlatforms = (names: readonly string[]): string =>
  anyOf(names.map((name) => `plat == ${literal(name)}`));

/** A selector that matches these sensors. */
export const selectorOfSids = (sids: readonly string[]): string =>
  anyOf(sids.map((sid) => `sid == ${literal(sid)}`));

/** A selector that matches sensors with any of these tags. */
export const selectorOfTags = (tags: readonly string[]): string =>
  anyOf(tags.map((tag) => `${literal(tag)} in tags`));
