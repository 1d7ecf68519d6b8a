import type { Operator } from "../operator.js";
import { Uncertain } from "../verdict.js";
import { routingOperation } from "./sensor.js";

/** The operator of an architecture: `code` is documented to match, of the codes in `open` that is not said (reference: D&R, section 4). */
export function architecture(name: string, code: number, open: readonly number[]): Operator {
  const unsaid = new Uncertain(`whether ${name} covers this architecture is not documented`);
  return {
    name,
    category: "sensor",
    status: "documented",
    about: `the sensor's routing/arch is ${code}`,
    parameters: [],
    compile: () =>
      routingOperation({
        member: "arch",
        does: "is that architecture",
        doesNot: `is not ${code}`,
        test: (value) => value === code || (open.some((one) => one === value) && unsaid),
      }),
  };
}
