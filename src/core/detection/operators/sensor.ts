import type { Json } from "../../model/json.js";
import type { Operation } from "../compiled-node.js";
import { shown } from "../problem.js";
import { memberOf, type Scene } from "../scene.js";
import { Uncertain, type Verdict } from "../verdict.js";

interface RoutingTest {
  /** The member of `routing` that is looked at. */
  readonly member: "plat" | "arch" | "tags";
  readonly does: string;
  readonly doesNot: string;
  readonly test: (value: Json) => Verdict;
}

/** The operation of an operator that looks at what `routing` says of the sensor; false where it says nothing. */
export function routingOperation({ member, does, doesNot, test }: RoutingTest): Operation {
  const read = ({ record }: Scene) => memberOf(memberOf(record, "routing"), member);
  const judge = (scene: Scene): Verdict => {
    const value = read(scene);
    return value === undefined ? false : test(value);
  };
  const path = `routing/${member}`;
  return {
    judge,
    explain: (scene) => {
      const value = read(scene);
      if (value === undefined) return { verdict: false, why: `there is nothing at ${path}`, path };
      const verdict = test(value);
      const end = verdict instanceof Uncertain ? `: ${verdict.reason}` : ` ${verdict ? does : doesNot}`;
      return { verdict, why: `${path} ${shown(value)}${end}`, path, reached: [{ at: path, value }] };
    },
  };
}
