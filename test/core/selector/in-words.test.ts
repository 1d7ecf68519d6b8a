import { expect, it } from "vitest";
import { selectorInWords } from "../../../src/core/selector/in-words.js";
import { parseSelector } from "../../../src/core/selector/parse.js";

it.each([
  ["*", "of the whole organization, adapters included"],
  ["plat == `windows` and `prod` in tags", "whose platform is windows, and with the tag prod"],
  [
    "plat == linux or plat == macos and isolated == true",
    "whose platform is linux, or (whose platform is macos, and whose isolated is true)",
  ],
  ["not hostname matches `^web-`", "not (whose hostname matches the pattern ^web-)"],
  ["`vip` not in tags", "without the tag vip"],
  ["did is empty and hostname is not nil", "whose device id is empty, and whose hostname is not missing"],
  ["any tags as t { t == `a` }", "where at least one of tags, called t, meets: whose t is a"],
  ["all tags as i, _ { i != `0` }", "where every one of tags, called i, meets: whose i is not 0"],
  ["isolated", "that are isolated"],
])("%s reads: sensors %s", (selector, words) => {
  const parsed = parseSelector(selector);
  expect(parsed.ok && selectorInWords(parsed.expression)).toBe(words);
});
