import { describe, expect, it } from "vitest";
import { parseEventPath, reach, trailText } from "../../../src/core/detection/event-path.js";
import { plainScene, type Scene } from "../../../src/core/detection/scene.js";
import type { Json } from "../../../src/core/model/json.js";

/** Where a path leads: place=value, with ? where that is open. */
function reached(path: string, record: Json, scene: Partial<Scene> = {}): string[] {
  return [...reach(parseEventPath(path), { ...plainScene(record), ...scene })].map(
    (one) =>
      `${trailText(one)}=${JSON.stringify(one.value)}${one.doubt ? `? ${one.doubt.reaches ?? "open"}` : ""}`,
  );
}

const connections = { event: { N: [{ PORT: 1, S: { IP: "a" } }, { PORT: 2 }, "x"] } };

describe("paths into records", () => {
  it("follows keys through maps", () => {
    expect(reached("event/A/B", { event: { A: { B: 1 } } })).toEqual(["event/A/B=1"]);
    expect(reached("event/A", { event: { A: null } })).toEqual(["event/A=null"]);
    expect(reached("event/A/B", { event: { A: "text" } })).toEqual([]);
    expect(reached("event/A/B", { event: {} })).toEqual([]);
    expect(reached("event/a", { event: { A: 1 } })).toEqual([]);
    expect(reached("event/A", "no map")).toEqual([]);
  });

  it("takes slashes at the ends for nothing, and / for the whole record", () => {
    expect(reached("/event/A/", { event: { A: 1 } })).toEqual(["event/A=1"]);
    expect(reached("/", { a: 1 })).toEqual(['/={"a":1}']);
    expect(reached("/text", { text: "t" })).toEqual(['text="t"']);
  });

  it("does not take what all objects have for members", () => {
    expect(reached("event/constructor", { event: {} })).toEqual([]);
    expect(reached("event/__proto__", { event: {} })).toEqual([]);
    expect(reached("event/toString/length", { event: {} })).toEqual([]);
    expect(reached("event/length", { event: ["a"] })).toEqual([]);
  });

  it("steps through a list of maps without help, and as well with ?", () => {
    expect(reached("event/N/PORT", connections)).toEqual(["event/N/0/PORT=1", "event/N/1/PORT=2"]);
    expect(reached("event/N/?/PORT", connections)).toEqual(["event/N/0/PORT=1", "event/N/1/PORT=2"]);
    expect(reached("event/N/S/IP", connections)).toEqual(['event/N/0/S/IP="a"']);
    expect(reached("event/N", { event: { N: [] } })).toEqual(["event/N=[]"]);
    expect(reached("event/N/?", { event: { N: [] } })).toEqual([]);
  });

  it("takes ? for exactly one level", () => {
    expect(reached("event/?", { event: { A: 1, B: { C: 2 } } })).toEqual(["event/A=1", 'event/B={"C":2}']);
    expect(reached("event/?/C", { event: { A: 1, B: { C: 2 } } })).toEqual(["event/B/C=2"]);
    expect(reached("event/?/A", { event: { A: 1 } })).toEqual([]);
    expect(reached("event/A/?", { event: { A: "text" } })).toEqual([]);
  });

  it("takes * for any number of levels, none included", () => {
    expect(reached("event/*/A", { event: { A: 1, B: { A: 2, C: [{ A: 3 }] } } })).toEqual([
      "event/A=1",
      "event/B/A=2",
      "event/B/C/0/A=3",
    ]);
    expect(reached("event/P/*", { event: { P: { X: 1 } } })).toEqual(['event/P={"X":1}', "event/P/X=1"]);
    expect(reached("*/A", { event: { A: 1 } })).toEqual(["event/A=1"]);
    expect(reached("event/*", { event: {} })).toEqual(["event={}"]);
  });

  it("finds each value once for several *, in time linear in the record", () => {
    const deep = (levels: number): Json => (levels === 0 ? { A: 1 } : { x: deep(levels - 1), y: 1 });
    const found = reached("event/*/*/*/*/*/*/*/*/A", { event: deep(200) });
    expect(found).toHaveLength(1);
  });

  it("goes into records that are nested very deep and very wide", () => {
    let deep: Json = { A: 1 };
    for (let level = 0; level < 100_000; level += 1) deep = { x: deep };
    expect([...reach(parseEventPath("event/*/A"), plainScene({ event: deep }))]).toHaveLength(1);
    const wide = { event: { N: Array.from({ length: 300_000 }, (_, PORT) => ({ PORT })) } };
    expect([...reach(parseEventPath("event/N/PORT"), plainScene(wide))]).toHaveLength(300_000);
  });

  it("leaves open what nobody documents: lists in lists, and numbers as places", () => {
    expect(reached("event/N/A", { event: { N: [[{ A: 1 }]] } })).toEqual(["event/N/0/0/A=1? open"]);
    expect(reached("event/N/1", { event: { N: ["a", "b"] } })).toEqual(['event/N/1="b"? open']);
    expect(reached("event/N/0/PORT", connections)).toEqual(["event/N/0/PORT=1? open"]);
    expect(reached("event/N/5", { event: { N: ["a"] } })).toEqual([]);
    expect(reached("event/0", { event: { 0: "key" } })).toEqual(['event/0="key"']);
    expect(reached("event/N/0/0/A", { event: { N: [[{ A: 1 }]] } })).toEqual(["event/N/0/0/A=1? open"]);
  });

  it("starts inside a scope at the element, with event/ or without it, and most likely leaves routing/ where it is", () => {
    const scene: Partial<Scene> = { kind: "element", root: { A: 1, event: { A: 2 } } };
    const record = { event: { A: 3 }, routing: { H: "h" } };
    expect(reached("event/A", record, scene)).toEqual(["event/A=1"]);
    expect(reached("A", record, scene)).toEqual(["A=1"]);
    expect(reached("event/event/A", record, scene)).toEqual(["event/event/A=2"]);
    expect(reached("event", record, { kind: "element", root: "plain" })).toEqual(['event="plain"']);
    expect(reached("routing/H", record, scene)).toEqual(['routing/H="h"? true']);
  });
});
