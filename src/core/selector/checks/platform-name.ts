import { nearestName } from "../../model/nearest.js";
import type { SelectorValue } from "../expression.js";
import { nameOf } from "../fields.js";
import { isEquality } from "../operators.js";
import { asksForEqual, type ComparedPlace } from "../places.js";
import { adapterArchitecture, architectureNames, commandPlatforms, platformNames } from "../platforms.js";
import { comparisonCheck, type Form } from "./check.js";

/** A platform or architecture that the service does not have. */
export const platformName = comparisonCheck({
  check: "selector/platform-name",
  severities: ["warning"],
  about:
    "Platforms and architectures are compared by name, in lower case; a name that does not exist matches nothing.",
  concerns: isNaming,
  judge: (place) => {
    const named = namedValue(place);
    if (named === undefined || named.known.has(named.value.text)) return undefined;
    const { field, value, known } = named;
    const nearest = nearestName(value.text, known);
    const what = field === "plat" ? "platform" : "architecture";
    return {
      severity: "warning",
      message: `${JSON.stringify(value.text)} is no ${what} that we know`,
      column: value.column,
      fix: nearest ? `did you mean ${nearest}?` : `names are in lower case, such as ${[...known][0]}`,
    };
  },
});

/** A platform or architecture whose sensors run no commands. */
export const notTaskable = comparisonCheck({
  check: "selector/not-taskable",
  severities: ["warning"],
  about:
    "Only agents on windows, linux, macos and chrome run commands; adapters and cloud sources answer with an error.",
  concerns: isNaming,
  judge: (place) => {
    const named = namedValue(place);
    if (named === undefined || !asksForEqual(place)) return undefined;
    const { field, value, known } = named;
    const runsCommands =
      field === "plat" ? commandPlatforms.includes(value.text) : value.text !== adapterArchitecture;
    if (runsCommands || !known.has(value.text)) return undefined;
    return {
      severity: "warning",
      message: `sensors with ${field} ${value.text} run no commands`,
      column: value.column,
      fix: `choose from ${commandPlatforms.join(", ")}, with arch != \`${adapterArchitecture}\``,
    };
  },
});

/** Equality with a text; fields and values are looked at one by one. */
function isNaming({ operator, type, quote }: Form): boolean {
  return isEquality(operator) && type === "text" && quote !== "implied";
}

interface NamedValue {
  readonly field: "plat" | "arch";
  readonly value: SelectorValue;
  readonly known: ReadonlySet<string>;
}

/** The value of an equality test of plat or arch. */
function namedValue({ node, bound }: ComparedPlace): NamedValue | undefined {
  const { field, value } = node;
  const name = nameOf(field);
  if (name !== "plat" && name !== "arch") return undefined;
  if (bound) return undefined;
  return { field: name, value, known: name === "plat" ? platformNames : architectureNames };
}
