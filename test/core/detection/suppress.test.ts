import { describe, expect, it } from "vitest";
import {
  type Activation,
  openCounters,
  suppress,
  type SuppressionState,
} from "../../../src/core/detection/suppress.js";
import type { Json, JsonObject } from "../../../src/core/model/json.js";
import { eventOf } from "./rules.js";

const hour = 3_600_000;

function activation(suppression: Json, more: Partial<Activation> = {}): Activation {
  const action = { action: "report", name: "x", suppression } as JsonObject;
  return { action, owner: "rule 0", record: eventOf({ USER: "a" }, { sid: "s1" }), nowMs: 0, ...more };
}

/** Which of several activations are done. */
function done(activations: readonly Activation[]): string {
  let state: SuppressionState = {};
  return activations
    .map((one) => {
      const decision = suppress(state, one);
      state = decision.state;
      return decision.run ? "x" : ".";
    })
    .join("");
}

const times = (suppression: Json, count: number, more: Partial<Activation> = {}): Activation[] =>
  Array.from({ length: count }, () => activation(suppression, more));

describe("suppress", () => {
  const keys = ["k"];

  it("does at most max_count per window, which begins with the first", () => {
    const once = { max_count: 2, period: "1h", keys };
    expect(done(times(once, 4))).toBe("xx..");
    expect(
      done([...times(once, 3), ...times(once, 2, { nowMs: hour - 1 }), ...times(once, 3, { nowMs: hour })]),
    ).toBe("xx...xx.");
  });

  it("does nothing before min_count, and once when both are equal", () => {
    expect(done(times({ min_count: 3, max_count: 3, period: "24h", keys }, 6))).toBe("..x...");
    expect(done(times({ min_count: 2, max_count: 4, period: "24h", keys }, 6))).toBe(".xxx..");
  });

  it("does everything without suppression, or without numbers", () => {
    const plain = { ...activation({}), action: { action: "seal" } };
    expect(suppress({}, plain)).toEqual({ run: true, state: {}, doubts: [] });
    expect(done(times({ period: "1h", keys }, 3))).toBe("xxx");
  });

  it("adds the number at count_path, and fires once when it passes the threshold", () => {
    const bytes = {
      count_path: "event/v",
      min_count: 100,
      max_count: 100,
      period: "24h",
      is_global: true,
      keys,
    };
    const of = (v: Json) => activation(bytes, { record: eventOf({ v }) });
    expect(done([of(60), of(39), of(5), of(200)])).toBe("..x.");
    const { doubts } = suppress({}, of("many"));
    expect(doubts).toEqual(["what is counted when there is no number at count_path is not documented"]);
  });

  it("counts per sensor, or for the organization", () => {
    const other = { record: eventOf({ USER: "a" }, { sid: "s2" }) };
    const local = { max_count: 1, period: "1h", keys };
    expect(done([activation(local), activation(local, other), activation(local)])).toBe("xx.");
    const global = { ...local, is_global: true };
    expect(done([activation(global), activation(global, other)])).toBe("x.");
  });

  it("counts by rendered keys, across rules", () => {
    const byUser = { max_count: 1, period: "1h", keys: ["{{ .event.USER }}", "logon"] };
    const b = { record: eventOf({ USER: "b" }, { sid: "s1" }) };
    expect(
      done([activation(byUser), activation(byUser, b), activation(byUser, { owner: "another rule" })]),
    ).toBe("xx.");
    const byCountry = { max_count: 1, period: "1h", keys: ["{{ .mtd.geo.country }}"] };
    const from = (country: string) => activation(byCountry, { metadata: { geo: { country } } });
    expect(done([from("CH"), from("DE"), from("CH")])).toBe("xx.");
    expect(done([activation({ ...byUser, keys: ["a", "b"] }), activation({ ...byUser, keys: ["ab"] })])).toBe(
      "xx",
    );
  });

  it("keeps actions without keys apart, and says that this is open", () => {
    const bare = { max_count: 1, period: "1h" };
    expect(done([activation(bare), activation(bare), activation(bare, { owner: "rule 1" })])).toBe("x.x");
    expect(suppress({}, activation(bare)).doubts).toEqual([
      "what counts together without keys is not documented",
    ]);
    expect(suppress({}, activation({ ...bare, keys: ["{{ .event.NONE }}"] })).doubts).toHaveLength(1);
    expect(suppress({}, activation({ ...bare, keys: ["{{ nope }}"] })).doubts).toEqual([
      "there is no function nope that is documented and rendered offline",
    ]);
  });

  it("does not change the state it is given, and forgets closed windows when asked", () => {
    const state = suppress({}, activation({ max_count: 1, period: "1h", keys })).state;
    const before = structuredClone(state);
    suppress(state, activation({ max_count: 1, period: "1h", keys }));
    expect(state).toEqual(before);
    expect(openCounters(state, hour - 1)).toEqual(state);
    expect(openCounters(state, hour)).toEqual({});
  });
});
