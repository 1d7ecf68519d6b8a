import { describe, expect, it } from "vitest";
import { selectGjson } from "../../../../src/core/detection/templates/gjson.js";
import type { Json } from "../../../../src/core/model/json.js";

const data: Json = {
  event: {
    A: 1,
    "odd.key": 2,
    "p|q": 3,
    LIST: [{ N: 1, M: [1, 2] }, { N: 2 }, 5],
    TEXT: '{"some":["value"]}',
    TS: "2023-05-10 22:35:48",
    LONG: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, "ten"],
    BRACES: "a}b{c",
  },
  origin: "someuser@gmail.com",
};

/** What a path selects, and ~ where it cannot be known. */
function selected(path: string): string {
  const doubts = new Set<string>();
  const value = selectGjson(path, data, doubts);
  return `${JSON.stringify(value)}${doubts.size > 0 ? "~" : ""}`;
}

describe("selectGjson", () => {
  it.each([
    ["event.A", "1"],
    ["event.LIST.1.N", "2"],
    ["event.LIST.9", "null"],
    ["event.LIST.N", "null"],
    ["event.odd\\.key", "2"],
    ["event.p\\|q", "3"],
    ["event|A", "1"],
    ["event.LIST.#", "3"],
    ["event.LIST.#.N", "[1,2]"],
    ["event.LIST.#.M.#", "[2]"],
    ["event.LIST.#.M.1", "[2]"],
    ["event.LIST.#.N|0", "1"],
    ["event.LIST.#.N|#", "2"],
    ["event.A.#", "null"],
    ["event.constructor", "null"],
    ["event.A.B", "null"],
    ["nope", "null"],
    ["@this.event.A", "1"],
    ["event.TEXT|@parsejson", '{"some":["value"]}'],
    ["event.TEXT|@parsejson|some.0", '"value"'],
    ["event.TEXT.@parsejson.some", '["value"]'],
    ['origin|@extract:{"re":".*@(?P<domain>.+)\\\\.(?P<top>\\\\w+)"}', '{"domain":"gmail","top":"com"}'],
    ['origin|@extract:{"re":"(?P<none>\\\\d)"}', "{}"],
    ['origin|@extract:{"re":"(?P<user>s)|(?P<other>x)"}', '{"user":"s","other":null}'],
    [
      'event.TS|@parsetime:{"from":"2006-01-02 15:04:05", "to":"Mon, 02 Jan 2006 15:04:05 MST"}',
      '"Wed, 10 May 2023 22:35:48 UTC"',
    ],
    ['event.LIST|@this:{"a":[1]}|#', "3"],
    ["event.LIST|@this:5|#", "3"],
    ["event.LIST|@this:55|#", "3"],
    ["event.LONG.10", '"ten"'],
    ["nope|@parsejson", "null"],
    ['event.BRACES|@extract:{"re":"}(?P<x>.){"}|x', '"b"'],
    ['event.BRACES|@extract:{"re":"\\u007d\\"?(?P<x>.)"}|x', '"b"'],
    ["event.*", "null~"],
    ["event.A?", "null~"],
    ["event.LIST.#(N==1)", "null~"],
    ["event.\\*", "null"],
    ["event|@reverse", "null~"],
    ["event|@constructor", "null~"],
  ])("takes %s for %s", (path, wanted) => {
    expect(selected(path)).toBe(wanted);
  });

  it.each([
    ["event.A|@parsejson", /needs text/],
    ["origin|@parsejson", /JSON/],
    ['event.A|@extract:{"re":"x"}', /needs text/],
    ["origin|@extract", /needs text/],
    ['origin|@extract:{"re":"("}', /missing closing/],
    ["origin|@extract:{", /JSON/],
    ["origin|@parsetime", /needs from and to/],
  ])("fails for %s", (path, reason) => {
    expect(() => selectGjson(path, data, new Set())).toThrow(reason);
  });
});
