import { describe, expect, it } from "vitest";
import { compileDetect } from "../../../src/core/detection/compile.js";
import { evaluate, explain, Uncertain } from "../../../src/core/detection/evaluate.js";
import type { Json } from "../../../src/core/model/json.js";
import data from "./dr-vectors.json" with { type: "json" };

interface Vector {
  readonly id: string;
  readonly detect: Json;
  readonly event: Json;
  readonly expect: boolean | null;
  readonly lean?: boolean | null;
  readonly note: string;
  readonly context?: {
    readonly now?: number;
    readonly vars?: { readonly [name: string]: readonly string[] };
    readonly lookups?: { readonly [name: string]: { readonly [key: string]: Json } };
  };
}

const vectors = data.vectors as unknown as readonly Vector[];

function fixturesOf({ context = {} }: Vector) {
  const { now, vars, lookups } = context;
  return {
    ...(now === undefined ? {} : { nowMs: now * 1000 }),
    ...(vars === undefined ? {} : { variables: vars }),
    ...(lookups === undefined ? {} : { lookups }),
  };
}

function compiledOf({ detect }: Vector) {
  const compiled = compileDetect(detect);
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join("; "));
  return compiled.rule;
}

describe("the published semantics of detect blocks", () => {
  it.each(vectors.map((vector) => [`${vector.id}: ${vector.note}`, vector] as const))("%s", (_, vector) => {
    const { verdict } = evaluate(compiledOf(vector), vector.event, fixturesOf(vector));
    if (vector.expect !== null) expect(verdict).toBe(vector.expect);
    else {
      expect(verdict).toBeInstanceOf(Uncertain);
      expect((verdict as Uncertain).lean ?? null).toBe(vector.lean ?? null);
    }
    expect(explain(compiledOf(vector), vector.event, fixturesOf(vector)).verdict).toEqual(verdict);
  });
});
