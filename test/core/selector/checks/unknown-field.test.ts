import { describe, expect, it } from "vitest";
import { unknownField } from "../../../../src/core/selector/checks/unknown-field.js";
import { findings } from "./findings.js";

describe("selector/unknown-field", () => {
  it.each([
    ["hostanme == x", ["error 1: no sensor has a field hostanme → did you mean hostname?"]],
    ["PLAT == windows", ["error 1: no sensor has a field PLAT → did you mean plat?"]],
    [
      "os == x",
      [
        "error 1: no sensor has a field os → the fields are sid, oid, iid, did, plat, ext_plat, arch, hostname, int_ip, ext_ip, mac_addr, enroll, alive, isolated, should_isolate, kernel, tags",
      ],
    ],
    [
      "not foo is empty",
      [
        "error 5: no sensor has a field foo → the fields are sid, oid, iid, did, plat, ext_plat, arch, hostname, int_ip, ext_ip, mac_addr, enroll, alive, isolated, should_isolate, kernel, tags",
      ],
    ],
    [
      "`x` in bar",
      [
        "error 8: no sensor has a field bar → the fields are sid, oid, iid, did, plat, ext_plat, arch, hostname, int_ip, ext_ip, mac_addr, enroll, alive, isolated, should_isolate, kernel, tags",
      ],
    ],
    [
      '"" == x',
      [
        "error 1: no sensor has a field  → the fields are sid, oid, iid, did, plat, ext_plat, arch, hostname, int_ip, ext_ip, mac_addr, enroll, alive, isolated, should_isolate, kernel, tags",
      ],
    ],
    ["plat.x == 1", ["error 1: plat has no member x → compare plat itself"]],
    ["tags.x == prod", ["error 1: tags has no member x → compare tags itself"]],
    ["tags.0.x == prod", ["error 1: tags has no member 0.x → compare tags itself"]],
    ["tags.x0 == prod", ["error 1: tags has no member x0 → compare tags itself"]],
    ["plat.0 == w", ["error 1: plat has no member 0 → compare plat itself"]],
    [
      "(any foo as t { t == 1 })",
      [
        "error 6: no sensor has a field foo → the fields are sid, oid, iid, did, plat, ext_plat, arch, hostname, int_ip, ext_ip, mac_addr, enroll, alive, isolated, should_isolate, kernel, tags",
      ],
    ],
  ])("refuses fields that no sensor has, with the nearest name: %s", (text, expected) => {
    expect(findings(unknownField, text)).toEqual(expected);
  });

  it.each([
    [
      "arch == x64 and hostanme == x",
      ["warning 17: no sensor has a field hostanme → did you mean hostname?"],
    ],
    [
      "arch == x64 or not hostanme == x",
      ["warning 20: no sensor has a field hostanme → did you mean hostname?"],
    ],
    [
      "any tags as t { tt == 1 }",
      [
        "warning 17: no sensor has a field tt → the fields are sid, oid, iid, did, plat, ext_plat, arch, hostname, int_ip, ext_ip, mac_addr, enroll, alive, isolated, should_isolate, kernel, tags",
      ],
    ],
    ["any tags as t { t.x == 1 }", ["warning 17: t has no member x → compare t itself"]],
    [
      "any foo as t { t.x == 1 }",
      [
        "error 5: no sensor has a field foo → the fields are sid, oid, iid, did, plat, ext_plat, arch, hostname, int_ip, ext_ip, mac_addr, enroll, alive, isolated, should_isolate, kernel, tags",
        "warning 16: t has no member x → compare t itself",
      ],
    ],
  ])("only warns where another part of the selector can decide first: %s", (text, expected) => {
    expect(findings(unknownField, text)).toEqual(expected);
  });

  it.each([
    "*",
    "plat == x and sealed == true and should_seal == true and is_del == true",
    "tags.10 == prod",
    "any tags as t { t == 1 }",
    "any tags as i, t { i == 1 and t == x }",
    "any tags as i, t { i == 1 }",
    "all tags as _, hostanme { hostanme == x }",
  ])("accepts fields of every source, elements, and names that a collection gives: %s", (text) => {
    expect(findings(unknownField, text)).toEqual([]);
  });
});
