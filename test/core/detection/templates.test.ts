import { describe, expect, it } from "vitest";
import {
  eventContext,
  type Rendered,
  renderLookbacks,
  renderTemplate,
  renderText,
  renderTransform,
  reportContext,
  templateProblem,
} from "../../../src/core/detection/templates.js";
import type { Json, JsonObject } from "../../../src/core/model/json.js";

const data: JsonObject = {
  event: {
    FILE_PATH: "C:\\a\\b.exe",
    UNIX: "/usr/bin/id",
    N: [{ P: 1 }, { P: 2 }],
    EMPTY: [],
    TEXT: "x<y>&z",
    NUMBER: 1_700_000_000_000,
    REAL: 0.00001,
    BIG: 1e21,
    ZERO: 0,
    YES: true,
    NULL: null,
    MAP: { b: 1, a: null },
    LIST: ["a", "b"],
    "odd key": "o",
    TIME: "2023/05/10 22:35:48",
  },
  routing: { hostname: "h1" },
};

/** The text, or why there is none; with ~ for each thing that is open. */
function rendered(template: string, on: Json = data): string {
  return said(renderTemplate(template, on));
}

const said = (result: Rendered<string>): string =>
  result.ok ? `${result.value}${"~".repeat(result.doubts.length)}` : `! ${result.reason}`;

describe("templates", () => {
  it.each([
    ["plain", "plain"],
    ["on {{ .routing.hostname }}!", "on h1!"],
    ["{{.routing.hostname}}", "h1"],
    ["{{ .event.NUMBER }}", "1700000000000"],
    ["{{ .event.REAL }}", "1e-05"],
    ["{{ .event.BIG }}", "1e+21"],
    ["{{ . }}", "0.0001", 0.0001],
    ["{{ . }}", "-1e-05", -0.00001],
    ["{{ json . }}", '[{"a":1,"b":2}]', [{ b: 2, a: 1 }]],
    ['{{ "\\U0010FFFF" }}', "\u{10ffff}"],
    ["  plain  ", "  plain  "],
    ['{{ "/*x*/}}" }}', "/*x*/}}"],
    ['{{ urlquery "\\t" }} {{ printf "%x" "\\t" }}', "%09 09"],
    [`{{ ${"(".repeat(50)}1${")".repeat(50)} }}`, "1"],
    [`{{ print ${'("a")'.padEnd(6).repeat(60)}}}`, "a".repeat(60)],
    [`${"{{ if 1 }}".repeat(50)}x${"{{ end }}".repeat(50)}`, "x"],
    ["{{ if 1 }}x{{ end }}".repeat(60), "x".repeat(60)],
    ["{{ .event.ZERO }}", "0"],
    ["{{ .event.YES }}", "true"],
    ["{{ .event.LIST }}", "[a b]"],
    ["{{ .event.MAP }}", "map[a:<nil> b:1]"],
    ["{{ .event.N }}", "[map[P:1] map[P:2]]"],
    ["{{ .event.NULL }}", "<no value>~"],
    ["{{ .event.NOPE }}", "<no value>~"],
    ["{{ .event.NOPE.MORE }}", "<no value>~~"],
    ["{{ . }}", "map[a:1]", { a: 1 }],
    ["{{ $ }}", "map[a:1]", { a: 1 }],
    ["{{ $.event.ZERO }}", "0"],
    ['{{ "a\\tb\\x41\\u00e9\\U0001F600\\101\\\\" }}', "a\tbAé😀A\\"],
    ["{{ `raw \\n` }}", "raw \\n"],
    ["{{ 0x10 }} {{ -1 }} {{ 1.5 }} {{ 1e3 }} {{ .5 }}", "16 -1 1.5 1000 0.5"],
    ["{{ true }} {{ false }}", "true false"],
    ["{{ nil }}", "<no value>~"],
    ["a {{- .event.ZERO -}} b", "a0b"],
    ["a {{- /* note */ -}} b", "ab"],
    ["a{{/* note */}} b", "a b"],
    ['{{ index .event "odd key" }}', "o"],
    ['{{ index (index .event.N 1) "P" }}', "2"],
    ['{{ index .event.N 1 "P" }}', "2"],
    ["{{ (index .event.N 0).P }}", "1"],
    ['{{ index .event "nope" }}', "<no value>~"],
    ['{{ .event.LIST | join "," }}', "a,b"],
    ['{{ join "," .event.LIST }}', "a,b"],
    ['{{ index (split "\\\\" .event.FILE_PATH) 1 }}', "a"],
    ['{{ replace "a" "$&" "banana" }}', "b$&n$&n$&"],
    ["{{ base .event.FILE_PATH }} {{ base .event.UNIX }}", "b.exe id"],
    ['{{ dir .event.FILE_PATH }} {{ dir .event.UNIX }} {{ dir "x" }} {{ dir "/x" }}', "C:\\a /usr/bin . /"],
    ["{{ json .event.TEXT }}", '"x\\u003cy\\u003e\\u0026z"'],
    ["{{ json .event.MAP }}", '{"a":null,"b":1}'],
    ["{{ json .event.N }}", '[{"P":1},{"P":2}]'],
    ["{{ json .event.NOPE }}", "null"],
    ["{{ prettyjson .event.MAP }}", '{\n  "a": null,\n  "b": 1\n}~'],
    ['{{ token "user" }}', "ee11cbb19052e40b07aac0ca060c23ee"],
    ['{{ anon "user" }}', "00000000000000000000000000000000~"],
    ['owner: {{ pivot "sensor_id" .routing.sid "owner.email" }}', "owner: ~"],
    [
      '{{ range pivots "email" .event.TEXT "owned.hostname" }}{{ . }}{{ end }}{{ len (pivots "ip" "a" "b") }}',
      "0~~",
    ],
    [
      '{{ parsetime "{\\"from\\":\\"2006/01/02 15:04:05\\", \\"to\\":\\"2006-01-02 15:04:05 MST\\"}" .event.TIME }}',
      "2023-05-10 22:35:48 UTC",
    ],
    ['{{ parsetime `{"from":"epoch_ms","to":"2006"}` .event.NUMBER }}', "2023"],
    ['{{ len .event.LIST }} {{ len "é" }} {{ len .event.MAP }}', "2 2 2"],
    ['{{ slice "abcd" 1 3 }} {{ slice .event.LIST 1 }}', "bc [b]"],
    ["{{- 1 -}}", "1"],
    ['{{ slice "abc" 3 3 }}|{{ slice "abc" 0 3 }}', "|abc"],
    ['{{ printf "[%s]" print }}', "[]"],
    ['{{ print 1 2 "a" 3 }}|{{ println 1 "b" }}|{{ print }}', "1 2a3|1 b\n|"],
    [
      '{{ printf "%s-%d-%v-%q-%t-%x-%X-%f-%%" "a" 1 .event.LIST "q" true "hi" 255 1.5 }}',
      'a-1-[a b]-"q"-true-6869-FF-1.500000-%',
    ],
    ["{{ html .event.TEXT }}", "x&lt;y&gt;&amp;z"],
    ['{{ html "\'\\"\\x00" }}', "&#39;&#34;\ufffd"],
    ['{{ urlquery "a b/é" }}', "a+b%2F%C3%A9"],
    [
      '{{ eq 1 2 1 }} {{ eq 1 2 }} {{ ne "a" "b" }} {{ eq .event.NOPE nil }} {{ eq 1 nil }}',
      "true false true true false",
    ],
    ['{{ lt 1 2 }} {{ le 2 2 }} {{ gt 1 2 }} {{ ge 2 3 }} {{ lt "a" "b" }}', "true true false false true"],
    ['{{ lt 1 1 }} {{ lt 2 1 }} {{ lt "b" "a" }} {{ le 1 2 }} {{ le 3 2 }}', "false false false true false"],
    ['{{ gt 2 1 }} {{ gt 1 1 }} {{ gt "b" "a" }} {{ ge 2 2 }} {{ ge 3 2 }}', "true false true true true"],
    [
      "{{ eq nil 1 }} {{ eq .event.NULL nil }} {{ eq .event.NOPE .event.NULL }} {{ eq .event.LIST nil }}",
      "false true true false",
    ],
    [
      '{{ eq nil .event.ZERO }} {{ eq .event.ZERO nil }} {{ ne nil "" }} {{ or 0 "" false }}',
      "false false true false",
    ],
    ['{{ and 1 0 2 }} {{ and 1 2 }} {{ or 0 "" 3 }} {{ or 0 false }} {{ not 0 }}', "0 2 3 false true"],
    ["{{ if .event.YES }}a{{ else }}b{{ end }}", "a"],
    ["{{ if .event.MAP }}{{ .routing.hostname }}{{ end }}", "h1"],
    ["{{ if .event.NULL }}a{{ else }}b{{ end }}", "b"],
    ["{{ if .a }}a{{ else }}b{{ end }}", "b", { a: {} }],
    ["{{ if .event.EMPTY }}a{{ else }}b{{ end }}", "b"],
    ["{{ if .event.ZERO }}a{{ end }}", ""],
    ["{{ if eq 1 2 }}a{{ else if eq 1 1 }}b{{ else }}c{{ end }}", "b"],
    ["{{ if .event.MAP }}m{{ end }}{{ if .event.NOPE }}n{{ end }}", "m"],
    ["{{ with .event.MAP }}{{ .b }}{{ else }}x{{ end }}", "1"],
    ["{{ with .event.NOPE }}{{ .b }}{{ else }}{{ .routing.hostname }}{{ end }}", "h1"],
    ["{{ with $x := .routing.hostname }}{{ $x }}{{ . }}{{ end }}", "h1h1"],
    ["{{ range .event.N }}[{{ .P }}]{{ end }}", "[1][2]"],
    ["{{ range $i, $e := .event.LIST }}{{ $i }}={{ $e }} {{ end }}", "0=a 1=b "],
    ["{{ range $e := .event.LIST }}{{ $e }}{{ end }}", "ab"],
    ["{{ range $k, $v := .event.MAP }}{{ $k }} {{ end }}", "a b "],
    ["{{ range .event.EMPTY }}x{{ else }}none{{ end }}", "none"],
    ["{{ range .event.NOPE }}x{{ else }}none{{ end }}", "none"],
    ["{{ range .event.NULL }}x{{ else }}none{{ end }}", "none"],
    ["{{ range .event.LIST }}{{ . }}{{ else }}none{{ end }}", "ab"],
    ["{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}", "2"],
    ["{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ end }}{{ $x }}", "1"],
    ["{{ $m := .event.MAP }}{{ $m.b }}", "1"],
    ['}} {{ "{{ }}" }}', "}} {{ }}"],
  ])("renders %j", (template, text, on: Json = data) => {
    expect(rendered(template, on)).toBe(text);
  });

  it.each([
    ["{{", "an action is not closed with }}"],
    ["{{ .a", "an action is not closed with }}"],
    ['{{ "a }}', '"\\"a }}" does not belong in an action'],
    ["{{ .a-b }}", '"-b }}" does not belong in an action'],
    ["{{ }}", "a value is missing in an action"],
    ["{{ .a | }}", "a value is missing in an action"],
    ["{{ (.a }}", "a parenthesis is not closed"],
    ["{{ .a) }}", '")" stands where the action should end'],
    ["{{ , }}", '"," stands where a value should'],
    ["{{ .a. }}", "a field has no name"],
    ["{{ 1 2 }}", "a literal takes no arguments"],
    ['{{ "\\q" }}', "\\q is no escape of a text"],
    ['{{ "\\xZZ" }}', "\\x is no escape of a text"],
    ['{{ "\\u12" }}', "\\u is no escape of a text"],
    [`{{ if 0 }}${"{{ else if 0 }}".repeat(60)}{{ end }}`, "blocks are nested more than 50 deep"],
    ["{{ range .a }}{{ else range .b }}{{ end }}", '"range" does not belong behind else'],
    ['{{ "\\U00110000" }}', "an escape of a text is no character"],
    ["{{ if .a }}x", "if has no end"],
    ["{{ if .a }}x{{ else }}y", "else has no end"],
    ["{{ if .a }}x{{ else }}y{{ else }}z{{ end }}", "else has no end"],
    ["{{ if .a }}x{{ else with .b }}y{{ end }}", '"with" does not belong behind else'],
    ["{{ end }}", "there is nothing that end belongs to"],
    ["{{ else }}", "there is nothing that else belongs to"],
    ["{{ range .a }}{{ break }}{{ end }}", "break is not supported offline"],
    ['{{ template "x" }}', "template is not supported offline"],
    ["{{ if 1 }}".repeat(60), "blocks are nested more than 50 deep"],
    [`{{ ${"(".repeat(60)}1${")".repeat(60)} }}`, "parentheses are nested more than 50 deep"],
  ])("cannot read %j", (template, reason) => {
    expect(templateProblem(template)).toBe(reason);
    expect(rendered(template)).toBe(`! ${reason}`);
  });

  it.each([
    ["{{ lower .event.TEXT }}", "there is no function lower that is documented and rendered offline"],
    ["{{ constructor 1 }}", "there is no function constructor that is documented and rendered offline"],
    ["{{ len 1 2 }}", "len takes 1 values, not 2"],
    ["{{ eq 1 }}", "eq takes at least 2 values, not 1"],
    ["{{ split .event.TEXT }}", "split takes 2 values, not 1"],
    ["{{ .event.TEXT.MORE }}", "x<y>&z has no field MORE"],
    ["{{ .event.TEXT 1 }}", "only functions take arguments"],
    ["{{ 1 | .event.TEXT }}", "only functions take arguments"],
    ["{{ $nope }}", "there is no variable $nope"],
    ["{{ $x = 1 }}", "there is no variable $x"],
    ["{{ index .event.LIST 5 }}", "there is no element 5 in a list of 2"],
    ["{{ index .event.TEXT 0 }}", "index does not take x<y>&z and 0"],
    ["{{ index .event.NOPE 0 }}", "index does not take <no value> and 0"],
    ['{{ index .event.LIST "a" }}', "index does not take [a b] and a"],
    ["{{ len 5 }}", "len does not take 5"],
    ["{{ index .event.MAP 5 }}", "index does not take map[a:<nil> b:1] and 5"],
    ['{{ lt "a" 1 }}', "a and 1 have no order"],
    ["{{ lt 1 nil }}", "1 and <no value> have no order"],
    ['{{ printf "100%" }}', 'the format "%" is not rendered offline'],
    ['{{ slice "abc" -1 2 }}', "slice -1 2 lies outside"],
    ["{{ .text.MORE }}", `${"x".repeat(60)} has no field MORE`],
    ['{{ parsetime `{"to":"06"}` "x" }}', "parsetime needs from and to"],
    ["{{ slice 5 }}", "slice does not take 5"],
    ['{{ slice "abc" 2 1 }}', "slice 2 1 lies outside"],
    ['{{ slice "abc" 0 9 }}', "slice 0 9 lies outside"],
    ['{{ split 1 "a" }}', "1 is no text"],
    ['{{ join "," "a" }}', "a is no list"],
    ["{{ range 5 }}{{ end }}", "range does not take 5"],
    ['{{ eq 1 "a" }}', "1 and a cannot be compared"],
    ["{{ eq .event.LIST .event.LIST }}", "[a b] and [a b] cannot be compared"],
    ['{{ lt 1 "a" }}', "1 and a have no order"],
    ['{{ printf "%5d" 1 }}', 'the format "%5" is not rendered offline'],
    ['{{ printf "%d" }}', "printf has fewer values than its format"],
    ['{{ printf "x" 1 }}', "printf has more values than its format"],
    ['{{ parsetime "{}" .event.TIME }}', "parsetime needs from and to"],
    ['{{ parsetime `{"from":"2006","to":"06"}` "x" }}', '"x" is no time of the form "2006"'],
    ['{{ parsetime `{"from":"epoch_s","to":"06"}` "x" }}', "NaN is no moment"],
    [
      "{{ range .event.N }}{{ range $.big }}{{ $.text }}{{ end }}{{ end }}",
      "the text gets longer than 1,000,000 characters",
    ],
  ])("cannot render %j", (template, reason) => {
    const on = { ...data, big: Array.from({ length: 1000 }, () => 0), text: "x".repeat(1000) };
    expect(templateProblem(template)).toBeUndefined();
    expect(rendered(template, on)).toBe(`! ${reason}`);
  });

  it("renders as much as is allowed, to the last character", () => {
    const on = { big: Array.from({ length: 1000 }, () => 0), text: "x".repeat(1000) };
    const whole = "{{ range .big }}{{ $.text }}{{ end }}";
    expect(rendered(whole, on)).toBe("x".repeat(1_000_000));
    expect(rendered(`${whole}y`, on)).toBe("! the text gets longer than 1,000,000 characters");
  });

  it.each<[string, string[]]>([
    ["{{ .event.NOPE }}", ["what is printed for a field that is not there is not documented"]],
    [
      "{{ .event.NULL.x }}",
      [
        "what becomes of a field of something that is not there is not documented",
        "what is printed for a field that is not there is not documented",
      ],
    ],
    ["{{ prettyjson .event.MAP }}", ["how far prettyjson indents is not documented"]],
    ['{{ anon "user" }}', ["anon adds a secret seed, its result cannot be known offline"]],
  ])("says what is open in %s", (template, doubts) => {
    expect(renderTemplate(template, data)).toMatchObject({ ok: true, doubts });
  });

  it("says so when parsetime gets no JSON, and when data are nested too deep to be printed", () => {
    expect(rendered('{{ parsetime "x" .event.TIME }}')).toMatch(/^! .*JSON/);
    let deep: Json = 1;
    for (let level = 0; level < 50_000; level += 1) deep = [deep];
    expect(rendered("{{ .a }}", { a: deep })).toMatch(/^! .*call stack/);
  });
});

describe("many templates", () => {
  it("are all rendered as they are written", () => {
    for (let count = 0; count < 1100; count += 1)
      expect(rendered(`${count} {{ .routing.hostname }}`)).toBe(`${count} h1`);
    expect(rendered("0 {{ .routing.hostname }}")).toBe("0 h1");
  });
});

describe("contexts", () => {
  it("give templates the event with metadata of lookups, and reports the detection", () => {
    expect(said(renderTemplate("{{ .mtd.geo.c }}", eventContext(data, { geo: { c: "CH" } })))).toBe("CH");
    expect(said(renderTemplate("{{ .mtd.geo.c }}", eventContext(data)))).toBe("<no value>~~");
    const detection = { cat: "found", detect: { event: { A: 1 } }, routing: {} };
    expect(
      said(renderTemplate("{{ .cat }} {{ .detect.event.A }} {{ .event.A }}", reportContext(detection))),
    ).toBe("found 1 1");
    expect(reportContext({ cat: "x" })).toStrictEqual({ cat: "x" });
    expect(reportContext({ ...detection, event: 1 })).toEqual({ ...detection, event: 1 });
  });
});

describe("<<path>>", () => {
  it.each([
    ["deny_tree <<routing/hostname>> now", "deny_tree h1 now"],
    ["<<event/N/?/P>>", "1~"],
    ["<<event/NOPE>>", "~"],
    ["a << b >> c", "a  c~"],
    ["<<>>", "<<>>"],
    ["none", "none"],
  ])("in %j", (text, wanted) => {
    expect(said(renderLookbacks(text, data))).toBe(wanted);
  });

  it("goes with templates in one text", () => {
    expect(renderLookbacks("<<event/NOPE>><<event/N/?/P>>", data)).toMatchObject({
      doubts: [
        "what stands for event/NOPE where there is nothing is not documented",
        "which of several values stands for event/N/?/P is not documented",
      ],
    });
    expect(said(renderText("{{ .routing.hostname }} <<event/ZERO>>", data))).toBe("h1 0");
    expect(said(renderText("plain", data))).toBe("plain");
    expect(said(renderText("{{ .event.NOPE }} <<event/NOPE>>", data))).toBe("<no value> ~~");
    expect(said(renderText("{{ bad", data))).toBe("! an action is not closed with }}");
  });
});

describe("transforms", () => {
  it("select, render, keep and go into maps", () => {
    const result = renderTransform(
      {
        host: "routing.hostname",
        text: "on {{ .routing.hostname }}",
        literal: '{{ "critical" }}',
        none: "does.not.exist",
        bare: "critical",
        number: 5,
        flag: true,
        nothing: null,
        list: [1, 2],
        map: { raw: "event.MAP" },
      },
      data,
    );
    expect(result).toEqual({
      ok: true,
      doubts: [],
      value: {
        host: "h1",
        text: "on h1",
        literal: "critical",
        none: null,
        bare: null,
        number: 5,
        flag: true,
        nothing: null,
        list: [1, 2],
        map: { raw: { b: 1, a: null } },
      },
    });
  });

  it("say what is open, and what is broken", () => {
    expect(renderTransform({ a: [1, "event.MAP"] }, data)).toMatchObject({
      doubts: ["whether texts inside lists are selectors is not documented"],
    });
    expect(renderTransform({ a: ["event.MAP"] }, data)).toMatchObject({
      value: { a: ["event.MAP"] },
      doubts: ["whether texts inside lists are selectors is not documented"],
    });
    expect(renderTransform({ a: "{{ bad" }, data)).toMatchObject({ ok: false });
  });
});
