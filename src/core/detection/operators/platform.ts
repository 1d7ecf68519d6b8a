import type { Operator } from "../operator.js";
import type { Operation } from "../compiled-node.js";
import { platformCodes } from "../platforms.js";
import { Uncertain } from "../verdict.js";
import { routingOperation } from "./sensor.js";

/** The operation that asks for a platform by name. Names are lower case: another spelling of a known one is no platform. */
export function platformOperation(name: string): Operation {
  const code = platformCodes.get(name);
  const other = platformCodes.has(name.toLowerCase())
    ? false
    : new Uncertain(`the code of platform ${name} is not known`);
  return routingOperation({
    member: "plat",
    does: `is the platform ${name}`,
    doesNot: `is not the platform ${name}`,
    test: (value) => (code === undefined ? other : value === code),
  });
}

/** An operator that is short for `is platform`. */
export function platformShorthand(name: string, platform: string): Operator {
  return {
    name,
    category: "sensor",
    status: "shorthand",
    about: `short for is platform ${platform}`,
    parameters: [],
    compile: () => platformOperation(platform),
  };
}
