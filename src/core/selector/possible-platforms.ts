import type { SelectorExpression } from "./expression.js";
import { nameOf } from "./fields.js";
import { outlookEach, outlookOf, outlookOver, type Question } from "./outlook.js";
import { adapterArchitecture, architectureNames, commandPlatforms } from "./platforms.js";

const agentArchitectures = [...architectureNames].filter((name) => name !== adapterArchitecture);

const everyPlatform = 2 ** commandPlatforms.length - 1;

/** Each platform is a kind of sensor, its bit that of its place in the list. */
const whichPlatforms: Question = {
  open: { yes: everyPlatform, no: everyPlatform },
  judge: (comparison) => {
    const field = nameOf(comparison.field);
    if (field === "plat") return outlookEach(commandPlatforms, comparison);
    return field === "arch"
      ? outlookOver(agentArchitectures, comparison, whichPlatforms.open)
      : whichPlatforms.open;
  },
};

/** Platforms whose agents a selector can match: those that a command sent to it should run on. */
export function possiblePlatforms(expression: SelectorExpression): string[] {
  const { yes } = outlookOf(expression, whichPlatforms);
  return commandPlatforms.filter((_, index) => (yes & (1 << index)) !== 0);
}
