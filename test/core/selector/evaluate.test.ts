import { describe, expect, it } from "vitest";
import type { SensorRecord } from "../../../src/core/model/sensor.js";
import { compileSelector, type SelectorResult } from "../../../src/core/selector/evaluate.js";
import { parseSelector } from "../../../src/core/selector/parse.js";

const sensor = {
  sid: "8cbe27f4-aaaa-4aaa-8aaa-138cd51389cd",
  plat: "windows",
  arch: "x64",
  hostname: "web-01.corp.example.com",
  alive: 1700000500,
  enroll: 0,
  isolated: false,
  kernel: true,
  did: "",
  tags: ["prod", "test", "lc:stable"],
} satisfies SensorRecord;

/** A sensor as a file could hold it, with members that no listing gives. */
const unusual = {
  ...sensor,
  none: null,
  half: 1.5,
  empty: [],
  map: { a: "x", list: ["y"], inner: { b: 1 } },
  nothing: {},
  maps: [{ k: "v" }, { k: "w" }],
  ports: [22, 443, 0.5],
  mixed: ["beta", 8, false],
  holes: ["first", null],
};

function evaluate(text: string, record: SensorRecord = unusual): SelectorResult {
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return compileSelector(parsed.expression)(record);
}

const yes = { ok: true, matches: true };
const no = { ok: true, matches: false };

describe("compileSelector", () => {
  it.each([
    "*",
    "plat == windows",
    "plat != linux",
    "did == ``",
    "win in plat",
    "plat contains ows",
    "x not in plat",
    "plat not contains lin",
    "prod in tags",
    "tags contains prod",
    "pro not in tags",
    "tags not contains `rod`",
    "hostname matches `^web-`",
    "hostname matches corp",
    "hostname matches `(?i)WEB-\\d+`",
    "hostname not matches `^db-`",
    "did is empty",
    "empty is empty",
    "tags is not empty",
    "tags is not nil",
    "none is nil",
    "alive == 1700000500",
    "alive == `0x6553f2f4`",
    "alive == `+1_700_000_500`",
    "alive != 5",
    "enroll == `-0`",
    "isolated == false",
    "isolated == `F`",
    "kernel == 1",
    "kernel != `False`",
    "tags.0 == prod",
    '"/tags/2" == `lc:stable`',
    "map.a == x",
    "map.list.0 == y",
    "map.inner.b == 1",
    "a in map",
    "z not in map",
    "nothing is empty",
    "map is not empty",
    "half == 1.5",
    "half == `15e-1`",
    "half != 2",
    "443 in ports",
    "`0x16` in ports",
    "0.5 in ports",
    "ports not contains 444",
    "ssh not in ports",
    "beta in mixed",
    "8 in mixed",
    "false in mixed",
    "`F` in mixed",
    "true not in mixed",
    "first in holes",
  ])("is true of %s", (text) => {
    expect(evaluate(text)).toEqual(yes);
  });

  it.each([
    "plat == Windows",
    "plat != windows",
    "WIN in plat",
    "pro in tags",
    "prod not in tags",
    "hostname matches `^corp`",
    "hostname matches `WEB`",
    "hostname not matches corp",
    "plat is empty",
    "tags is nil",
    "none is not nil",
    "alive == 1700000501",
    "alive == 9223372036854775807",
    "half == 1",
    "isolated == t",
    "kernel == false",
    "plat",
    "tags.0 == test",
    "toString in map",
    "nothing is not empty",
    "map.a is nil",
  ])("is false of %s", (text) => {
    expect(evaluate(text)).toEqual(no);
  });

  it.each([
    ["hostanme == x", "Cannot read hostanme: the sensor has no such field", "hostanme"],
    ["constructor == x", "Cannot read constructor: the sensor has no such field", "constructor"],
    ["toString is nil", "Cannot read toString: the sensor has no such field", "toString"],
    ["hostanme is nil", "Cannot read hostanme: the sensor has no such field", "hostanme"],
    ["not hostanme != x", "Cannot read hostanme: the sensor has no such field", "hostanme"],
    ["x in hostanme", "Cannot read hostanme: the sensor has no such field", "hostanme"],
    ["hostanme not matches x", "Cannot read hostanme: the sensor has no such field", "hostanme"],
    ["hostanme is empty", "Cannot read hostanme: the sensor has no such field", "hostanme"],
    ["plat.x == 1", "Cannot read plat.x: plat is text without x", "plat.x"],
    ["alive.x == 1", "Cannot read alive.x: alive is a number without x", "alive.x"],
    ["none.x == 1", "Cannot read none.x: none is null without x", "none.x"],
    ["tags.9 == x", "Cannot read tags.9: tags is a list without 9", "tags.9"],
    ["tags[`1a`] == x", "Cannot read tags.1a: tags is a list without 1a", "tags.1a"],
    ["tags.length == 3", "Cannot read tags.length: tags is a list without length", "tags.length"],
    ["tags[`-1`] == x", "Cannot read tags.-1: tags is a list without -1", "tags.-1"],
    ["tags[`1a`] == x", "Cannot read tags.1a: tags is a list without 1a", "tags.1a"],
    ["map.b.c == x", "Cannot read map.b.c: map is a map without b", "map.b.c"],
    ["tags == prod", "Cannot compare tags with == or !=: it is a list", "tags"],
    ["tags != prod", "Cannot compare tags with == or !=: it is a list", "tags"],
    ["map == x", "Cannot compare map with == or !=: it is a map", "map"],
    ["none == x", "Cannot compare none with == or !=: it is null", "none"],
    ["1 in alive", "Cannot look into alive with in or contains: it is a number", "alive"],
    ["isolated not contains x", "Cannot look into isolated with in or contains: it is a boolean", "isolated"],
    ["tags matches x", "Cannot match tags with a pattern: it is a list", "tags"],
    ["alive not matches x", "Cannot match alive with a pattern: it is a number", "alive"],
    ["isolated is empty", "Cannot test isolated for emptiness: it is a boolean", "isolated"],
    ["alive is not empty", "Cannot test alive for emptiness: it is a number", "alive"],
    ["alive == later", 'Cannot compare alive with "later": that is not an integer', "alive"],
    ["alive == 1.5", 'Cannot compare alive with "1.5": that is not an integer', "alive"],
    [
      "alive == 9223372036854775808",
      'Cannot compare alive with "9223372036854775808": that is not an integer',
      "alive",
    ],
    ["isolated == yes", 'Cannot compare isolated with "yes": that is not a boolean', "isolated"],
    ["isolated != yes", 'Cannot compare isolated with "yes": that is not a boolean', "isolated"],
    [
      "hostname matches `[`",
      "Cannot match hostname: error parsing regexp: missing closing ]: `[`",
      "hostname",
    ],
    ["any plat as p { p == x }", "Cannot walk over plat: it is text", "plat"],
    ["all none as p { p == x }", "Cannot walk over none: it is null", "none"],
    ["any hostanme as p { p == x }", "Cannot read hostanme: the sensor has no such field", "hostanme"],
    ["any tags as t { t.x == 1 }", "Cannot read t.x: t is text without x", "t.x"],
    ["any tags as i, t { i.x == 1 }", "Cannot read i.x: i is a position, it has no members", "i.x"],
    ["any map as k { k.x == 1 }", "Cannot read k.x: k is a position, it has no members", "k.x"],
    ["half == much", 'Cannot compare half with "much": that is not a number', "half"],
    [
      "last in holes",
      "Cannot compare an element of holes with in or contains: it is null",
      "an element of holes",
    ],
    [
      "all tags as t, t { t == prod }",
      "Cannot walk over tags: t names both the position and the element",
      "tags",
    ],
    ["any tags as t { hostanme == t }", "Cannot read hostanme: the sensor has no such field", "hostanme"],
  ])("has no answer for %s", (text, reason, field) => {
    expect(evaluate(text)).toEqual({ ok: false, reason, field });
  });

  it.each([
    ["plat == windows and arch == x64", yes],
    ["plat == windows and arch == arm", no],
    ["plat == linux or arch == x64", yes],
    ["plat == linux or arch == arm or kernel == true", yes],
    ["plat == linux or arch == arm", no],
    ["plat == linux and arch == arm or kernel == true", yes],
    ["plat == linux and (arch == arm or kernel == true)", no],
    ["not plat == linux", yes],
    ["not not plat == linux", no],
    ["not (plat == windows and arch == x64)", no],
  ])("joins as precedence says: %s", (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it.each([
    ["plat == linux and tags == x", no],
    ["plat == windows or tags == x", yes],
    ["plat == linux and (tags == x or plat == windows)", no],
    ["any tags as t { t == prod or tags == x }", yes],
  ])("does not surface an error that is not reached: %s", (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it.each([
    "plat == windows and tags == x",
    "plat == linux or tags == x",
    "tags == x or plat == windows",
    "not tags == x",
  ])("surfaces an error that is reached: %s", (text) => {
    expect(evaluate(text)).toEqual({
      ok: false,
      reason: "Cannot compare tags with == or !=: it is a list",
      field: "tags",
    });
  });

  it.each([
    ["any tags as t { t matches `^lc:` }", yes],
    ["any tags as t { t matches `^ext:` }", no],
    ["all tags as t { t != x }", yes],
    ["all tags as t { t == prod }", no],
    ["any empty as t { t == x }", no],
    ["all empty as t { t == x }", yes],
    ["all empty as t { tags == x }", yes],
    ["any tags as i, t { i == 2 and t == `lc:stable` }", yes],
    ["any tags as i, _ { i == 3 }", no],
    ["any tags as _, t { t == test }", yes],
    ["any tags as plat { plat == windows }", no],
    ["any tags as t { plat == windows }", yes],
    ["any map as k { k == inner }", yes],
    ["any map as k, v { k == a and v == x }", yes],
    ["any map as k { k == x }", no],
    ["any maps as m { m.k == w }", yes],
    ["any maps as m { any m as k, v { v == w } }", yes],
    ["any tags as t { all tags as u { u != t } }", yes],
    ["any tags as t { any tags as t { t == test } }", yes],
    ["any map.list as l { l == y }", yes],
    ["any maps as i, m { i == 1 and m.k == v }", no],
  ])("walks over elements: %s", (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it.each([
    ["map.b == x", no],
    ["map.b != x", yes],
    ["x in map.b", no],
    ["x not in map.b", yes],
    ["map.b matches x", no],
    ["map.b not matches x", yes],
    ["map.b is empty", yes],
    ["map.b is not empty", no],
    ["map.b is nil", yes],
    ["map.b is not nil", no],
    ["any map.b as t { t == x }", no],
    ["all map.b as t { t == x }", yes],
    ["map.constructor == x", no],
  ])("takes a member that a map lacks as go-bexpr does: %s", (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it("does not take an absent field for an empty one", () => {
    expect(evaluate("prod in tags", { sid: "x" })).toMatchObject({ ok: false, field: "tags" });
  });

  it("counts the elements of a long list from 0", () => {
    const tags = Array.from({ length: 12 }, (_, index) => `t${index}`);
    expect(evaluate("tags.11 == t11 and tags.0 == t0", { sid: "x", tags })).toEqual(yes);
  });

  it("matches in time linear in the text, whatever the pattern", () => {
    const hostname = `${"a".repeat(1_000_000)}!`;
    for (const pattern of ["(a+)+$", "(a|a)*$", "^(a|aa)+$", "(.*)*b", "(a?){50}a{50}$", "([a-z]+)*\\d"]) {
      const text = `hostname matches \`${pattern}\``;
      expect(evaluate(text, { sid: "x", hostname }).ok).toBe(true);
    }
  });

  it("gives the same answer again after another sensor", () => {
    const parsed = parseSelector("any tags as t { t == prod }");
    const matches = compileSelector(parsed.ok ? parsed.expression : { kind: "everything" });
    expect([["prod"], ["x"], [], ["x", "prod"]].map((tags) => matches({ sid: "x", tags }))).toEqual([
      yes,
      no,
      no,
      yes,
    ]);
  });
});
