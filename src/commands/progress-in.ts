import type { Desired } from "../flow/organization.js";
import type { CommandContext } from "./context.js";

/** Says what is going on in one organization; where there are several, in which. */
export function progressIn(
  alias: string,
  { configuration }: Desired,
  { world }: CommandContext,
): (text: string) => void {
  const several = configuration.organizations.length > 1;
  return (text) => world.console.progress(several ? `${alias}: ${text}` : text);
}
