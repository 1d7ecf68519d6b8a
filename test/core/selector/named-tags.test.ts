import { describe, expect, it } from "vitest";
import { namedTags } from "../../../src/core/selector/named-tags.js";
import { parseSelector } from "../../../src/core/selector/parse.js";

function tagsOf(text: string): readonly string[] | undefined {
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return namedTags(parsed.expression);
}

describe("the tags that a selector names", () => {
  it.each([
    ["*", []],
    ["plat == windows", []],
    ["`prod` in tags", ["prod"]],
    ["tags contains `prod` and not (`old` not in tags or `prod` in tags)", ["prod", "old"]],
    ["`prod` in tags and hostname matches `^web`", ["prod"]],
  ])("%s: %j", (text, names) => {
    expect(tagsOf(text)).toEqual(names);
  });

  it.each([
    "tags is empty",
    "tags matches `^p`",
    "any tags as t { t == `x` }",
    "`a` in tags or tags is not empty",
  ])("%s needs all of them", (text) => {
    expect(tagsOf(text)).toBeUndefined();
  });

  it("a name that a collection gives is not the sensor's field", () => {
    expect(tagsOf("any hostname as tags { tags == `x` }")).toEqual([]);
  });
});
