import { nearestName } from "../../model/nearest.js";
import type { SelectorExpression, SelectorValue } from "../expression.js";
import { asksForEqual, comparisonsOf } from "../places.js";
import { adapterArchitecture, architectureNames, commandPlatforms, platformNames } from "../platforms.js";
import type { SelectorProblem } from "../problem.js";
import type { SelectorCheck } from "./check.js";

/** A platform or architecture that the service does not have. */
export const platformName: SelectorCheck = {
  check: "selector/platform-name",
  severities: ["warning"],
  about:
    "Platforms and architectures are compared by name, in lower case; a name that does not exist matches nothing.",
  run: (expression) => namedValues(expression).flatMap(judgeName),
};

/** A platform or architecture whose sensors run no commands. */
export const notTaskable: SelectorCheck = {
  check: "selector/not-taskable",
  severities: ["warning"],
  about:
    "Only agents on windows, linux, macos and chrome run commands; adapters and cloud sources answer with an error.",
  run: (expression) =>
    namedValues(expression).flatMap(({ field, value, wanted, known }) => {
      const runsCommands =
        field === "plat" ? commandPlatforms.includes(value.text) : value.text !== adapterArchitecture;
      if (!wanted || runsCommands || !known.has(value.text)) return [];
      return [
        {
          check: notTaskable.check,
          severity: "warning",
          message: `sensors with ${field} ${value.text} run no commands`,
          column: value.column,
          fix: `choose from ${commandPlatforms.join(", ")}, with arch != \`${adapterArchitecture}\``,
        } satisfies SelectorProblem,
      ];
    }),
};

interface NamedValue {
  readonly field: "plat" | "arch";
  readonly value: SelectorValue;
  /** True when the selector asks for this value, false when it excludes it. */
  readonly wanted: boolean;
  readonly known: ReadonlySet<string>;
}

/** Equality tests of plat and arch. */
function namedValues(expression: SelectorExpression): NamedValue[] {
  return comparisonsOf(expression).flatMap((place) => {
    const { field, operator, value } = place.node;
    const name = field.path.join(".");
    if (!/^[!=]=$/.test(operator) || value.quote === "implied" || place.bound) return [];
    if (name !== "plat" && name !== "arch") return [];
    const known = name === "plat" ? platformNames : architectureNames;
    return [{ field: name, value, wanted: asksForEqual(place), known }];
  });
}

function judgeName({ field, value, known }: NamedValue): SelectorProblem[] {
  if (known.has(value.text)) return [];
  const nearest = nearestName(value.text, known);
  const what = field === "plat" ? "platform" : "architecture";
  return [
    {
      check: platformName.check,
      severity: "warning",
      message: `${JSON.stringify(value.text)} is no ${what} that we know`,
      column: value.column,
      fix: nearest ? `did you mean ${nearest}?` : `names are in lower case, such as ${[...known][0]}`,
    },
  ];
}
