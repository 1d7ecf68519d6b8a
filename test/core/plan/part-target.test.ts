import { describe, expect, it } from "vitest";
import { wireTarget } from "../../../src/core/model/target.js";
import { matchingSensors } from "../../../src/core/plan/reach.js";
import { partTarget } from "../../../src/core/plan/part-target.js";
import { sensor } from "./builders.js";

const wave = { wave: { from: 0, to: 128 } };
const low = "0b4b30af-11f3-4a5c-a2a6-52b1d4ee2d52";
const high = "fb4b30af-11f3-4a5c-a2a6-52b1d4ee2d52";
const sensors = [
  sensor(low, { tags: ["a"], plat: "linux" }),
  sensor(high, { tags: ["a"], plat: "linux" }),
  sensor(low.replace("0", "1"), { tags: ["b"], plat: "linux" }),
  sensor(low.replace("0", "2"), { tags: [], plat: "windows" }),
];

describe("where a wave goes", () => {
  it.each([
    [
      { selector: "plat == `windows` or `a` in tags" },
      "(plat == `windows` or `a` in tags) and sid matches `^[0-7]`",
      2,
    ],
    [{ all: true as const }, "sid matches `^[0-7]`", 3],
    [{ tag: "a" }, "(`a` in tags) and sid matches `^[0-7]`", 1],
    [{ tag: ["a", "b"] }, "(`a` in tags or `b` in tags) and sid matches `^[0-7]`", 2],
    [{ plat: "windows" }, "(plat == `windows`) and sid matches `^[0-7]`", 1],
    [{ sid: [low, high] }, `(sid == \`${low}\` or sid == \`${high}\`) and sid matches \`^[0-7]\``, 1],
    [{ sid: high }, `(sid == \`${high}\`) and sid matches \`^[0-7]\``, 0],
  ])("%j", (declared, selector, reached) => {
    const target = partTarget(wireTarget(declared), wave);
    expect(target).toEqual({ selector });
    expect(matchingSensors(target, { sensors, online: new Set() })).toHaveLength(reached);
  });

  it.each([undefined, { period: { index: 1, atMs: 0 } }])("is the whole target for %j", (part) => {
    expect(partTarget({ tag: "a" }, part)).toEqual({ tag: "a" });
  });
});
