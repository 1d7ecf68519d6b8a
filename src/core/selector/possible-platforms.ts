import type { Comparison, SelectorExpression } from "./expression.js";
import { openOutlook, type Outlook, outlookOf, outlookOver } from "./outlook.js";
import { adapterArchitecture, architectureNames, commandPlatforms } from "./platforms.js";

const agentArchitectures = [...architectureNames].filter((name) => name !== adapterArchitecture);

/** Platforms whose agents a selector can match: those that a command sent to it should run on. */
export function possiblePlatforms(expression: SelectorExpression): string[] {
  return commandPlatforms.filter((platform) => outlookOf(expression, (each) => judge(each, platform)).yes);
}

function judge(comparison: Comparison, platform: string): Outlook {
  const field = comparison.field.path.join(".");
  if (field === "plat") return outlookOver([platform], comparison);
  return field === "arch" ? outlookOver(agentArchitectures, comparison) : openOutlook;
}
