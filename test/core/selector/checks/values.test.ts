import { describe, expect, it } from "vitest";
import {
  alwaysTrue,
  droppedSlash,
  exactMoment,
  keywordValue,
  malformedId,
  partOfName,
  placeholder,
  textAlone,
} from "../../../../src/core/selector/checks/values.js";
import { findings } from "./findings.js";

describe("selector/dropped-slash", () => {
  it.each([
    [
      '"/prod" in tags',
      [
        "warning 1: the value is read as a path: it stands for `prod`, without the slash → write `/prod` if the slash belongs to it",
      ],
    ],
    [
      'hostname == "/a/b"',
      [
        "warning 13: the value is read as a path: it stands for `a/b`, without the slash → write `/a/b` if the slash belongs to it",
      ],
    ],
  ])("warns of a slash that vanishes: %s", (text, expected) => {
    expect(findings(droppedSlash, text)).toEqual(expected);
  });

  it.each(['did == ""', "hostname == `/a`", 'hostname == "a"'])("accepts other values: %s", (text) => {
    expect(findings(droppedSlash, text)).toEqual([]);
  });
});

describe("selector/keyword-value", () => {
  it.each([
    ["hostname == not", ["warning 13: the keyword not is read as a value here → write `not` if it is one"]],
    ["hostname != all", ["warning 13: the keyword all is read as a value here → write `all` if it is one"]],
  ])("warns of a bare keyword: %s", (text, expected) => {
    expect(findings(keywordValue, text)).toEqual(expected);
  });

  it.each(["hostname == `not`", "hostname == nothing"])("accepts quoted and other words: %s", (text) => {
    expect(findings(keywordValue, text)).toEqual([]);
  });
});

describe("selector/placeholder", () => {
  it.each([
    ["iid == `<iid>`", ["warning 8: <iid> looks like a placeholder → put the real value there"]],
    ["`<tag>` in tags", ["warning 1: <tag> looks like a placeholder → put the real value there"]],
  ])("warns of a value in angle brackets: %s", (text, expected) => {
    expect(findings(placeholder, text)).toEqual(expected);
  });

  it.each([
    "hostname == `<x`",
    "hostname == `x>`",
    "hostname == `a<x>`",
    "hostname == `<x>a`",
    "hostname == `<a><b>`",
  ])("accepts other brackets: %s", (text) => {
    expect(findings(placeholder, text)).toEqual([]);
  });
});

describe("selector/malformed-id", () => {
  it.each([
    ["sid == abc", ['warning 8: "abc" is no sid: those are UUIDs in lower case → write the whole sid']],
    [
      "oid != `C82E5C17-0000-0000-0000-000000000000`",
      [
        'warning 8: "C82E5C17-0000-0000-0000-000000000000" is no oid: those are UUIDs in lower case → write `c82e5c17-0000-0000-0000-000000000000`',
      ],
    ],
    [
      "iid == `8cbe27f4-bfa1-4afb-ba19-138cd51389cdx`",
      [
        'warning 8: "8cbe27f4-bfa1-4afb-ba19-138cd51389cdx" is no iid: those are UUIDs in lower case → write the whole iid',
      ],
    ],
    [
      "iid == `x8cbe27f4-bfa1-4afb-ba19-138cd51389cd`",
      [
        'warning 8: "x8cbe27f4-bfa1-4afb-ba19-138cd51389cd" is no iid: those are UUIDs in lower case → write the whole iid',
      ],
    ],
  ])("warns of identifiers that no sensor has: %s", (text, expected) => {
    expect(findings(malformedId, text)).toEqual(expected);
  });

  it.each(["sid == `8cbe27f4-bfa1-4afb-ba19-138cd51389cd`", "sid matches `^8c`", "abc in sid", "did == abc"])(
    "accepts UUIDs, parts of them, and other fields: %s",
    (text) => {
      expect(findings(malformedId, text)).toEqual([]);
    },
  );
});

describe("selector/always-true", () => {
  it.each([
    [
      "`` in hostname",
      [
        "warning 1: an empty value is part of every text: this is always true → write what to look for, or compare with == for the empty text",
      ],
    ],
    [
      "`` not in hostname",
      [
        "warning 1: an empty value is part of every text: this is always false → write what to look for, or compare with == for the empty text",
      ],
    ],
    [
      "hostname contains ``",
      [
        "warning 19: an empty value is part of every text: this is always true → write what to look for, or compare with == for the empty text",
      ],
    ],
    [
      "hostname not contains ``",
      [
        "warning 23: an empty value is part of every text: this is always false → write what to look for, or compare with == for the empty text",
      ],
    ],
    [
      "hostname matches ``",
      [
        "warning 18: an empty value is part of every text: this is always true → write what to look for, or compare with == for the empty text",
      ],
    ],
    [
      "hostname not matches ``",
      [
        "warning 22: an empty value is part of every text: this is always false → write what to look for, or compare with == for the empty text",
      ],
    ],
  ])("warns of an empty value that every text has: %s", (text, expected) => {
    expect(findings(alwaysTrue, text)).toEqual(expected);
  });

  it.each(["hostname == ``", "`` in tags", "x in hostname"])(
    "accepts equality with the empty text, and lists: %s",
    (text) => {
      expect(findings(alwaysTrue, text)).toEqual([]);
    },
  );
});

describe("selector/part-of-name", () => {
  it.each([
    [
      "plat contains azure",
      ["note 15: `azure` is looked for as a part of the name → compare whole names with ==, joined by or"],
    ],
    [
      "cloud in ext_plat",
      ["note 1: `cloud` is looked for as a part of the name → compare whole names with ==, joined by or"],
    ],
    [
      "x not in arch",
      ["note 1: `x` is looked for as a part of the name → compare whole names with ==, joined by or"],
    ],
    [
      "arch not contains x",
      ["note 19: `x` is looked for as a part of the name → compare whole names with ==, joined by or"],
    ],
  ])("notes a part of a name: %s", (text, expected) => {
    expect(findings(partOfName, text)).toEqual(expected);
  });

  it.each(["plat == azure", "plat matches azure", "hostname contains azure", "tags contains plat"])(
    "accepts whole names and other fields: %s",
    (text) => {
      expect(findings(partOfName, text)).toEqual([]);
    },
  );
});

describe("selector/exact-moment", () => {
  it.each([
    [
      "alive == 1700000000",
      [
        "note 10: equal to the second only: earlier and later cannot be written in a selector → select by tag, and let a D&R rule set the tag",
      ],
    ],
  ])("notes equality with a second: %s", (text, expected) => {
    expect(findings(exactMoment, text)).toEqual(expected);
  });

  it.each(["alive == 0", "alive != 5", "isolated == true", "any tags as i, t { i == 5 }"])(
    "accepts the other uses: %s",
    (text) => {
      expect(findings(exactMoment, text)).toEqual([]);
    },
  );
});

describe("selector/text-alone", () => {
  it.each([
    ["plat", ["warning 1: plat is text and stands alone: it is never true → write what it shall equal"]],
    [
      "not hostname",
      ["warning 5: hostname is text and stands alone: it is never true → write what it shall equal"],
    ],
  ])("warns of a text that stands alone: %s", (text, expected) => {
    expect(findings(textAlone, text)).toEqual(expected);
  });

  it.each(["isolated", "plat == true"])("accepts flags, and texts that are compared: %s", (text) => {
    expect(findings(textAlone, text)).toEqual([]);
  });
});
