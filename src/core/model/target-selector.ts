/** A selector literal: back-ticks where possible (every reading of the language takes them), else double quotes. */
function literal(value: string): string {
  return value.includes("`") ? JSON.stringify(value) : `\`${value}\``;
}

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
