import { selectorOfPlatforms, selectorOfSids, selectorOfTags } from "./target-selector.js";

/** Where a task goes, exactly as it is sent: one non-empty member, never two. */
export type Target = { readonly sid: string } | { readonly tag: string } | { readonly selector: string };

/** A target as a file writes it. */
export type DeclaredTarget =
  | { readonly selector: string }
  | { readonly sid: string | readonly string[] }
  | { readonly tag: string | readonly string[] }
  | { readonly plat: string | readonly string[] }
  | { readonly all: true };

/**
 * The one target that goes on the wire: one sid or tag as such, a list as one selector,
 * a platform as `` plat == `x` ``, all as `*`. The service takes `sid`, `tag` or `selector` (reference: API, 4.1); never `plat`.
 * Throws a RangeError when nothing is named: an empty target could mean every sensor.
 */
export function wireTarget(declared: DeclaredTarget): Target {
  if ("selector" in declared) return { selector: filled(declared.selector.trim()) };
  if ("all" in declared) return { selector: "*" };
  if ("plat" in declared) return { selector: selectorOfPlatforms(asList(declared.plat)) };
  if ("sid" in declared) {
    const [sid, ...others] = asList(declared.sid);
    return others.length === 0 ? { sid } : { selector: selectorOfSids([sid, ...others]) };
  }
  const [tag, ...others] = asList(declared.tag);
  return others.length === 0 ? { tag } : { selector: selectorOfTags([tag, ...others]) };
}

/** The selector that matches the same sensors as a target: what listings and counts are asked with. */
export function targetSelector(target: Target): string {
  if ("selector" in target) return target.selector;
  return "sid" in target ? selectorOfSids([target.sid]) : selectorOfTags([target.tag]);
}

/** A target in a few words for a person. */
export function describeTarget(target: Target): string {
  if ("sid" in target) return `sensor ${target.sid}`;
  if ("tag" in target) return `tag ${target.tag}`;
  return target.selector === "*" ? "every sensor (*)" : target.selector;
}

function asList(value: string | readonly string[]): [string, ...string[]] {
  const [first, ...others] = typeof value === "string" ? [value] : value;
  return [filled(first ?? ""), ...others.map(filled)];
}

function filled(text: string): string {
  if (text === "") throw new RangeError("Cannot target sensors: the target is empty");
  return text;
}
