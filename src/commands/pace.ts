import { tallyLine } from "../core/report/tally.js";
import type { Pace } from "../flow/organizations.js";
import type { CommandContext } from "./context.js";
import type { OrganizationOptions } from "./options.js";

/** Of one organization there is nothing to count. */
const worthCounting = 2;

/** As many organizations at a time as the options say, and a line that counts them on a terminal. With `asks` one after the other: a person answers for each. */
export function paceOf(
  { parallel }: Pick<OrganizationOptions, "parallel">,
  { world }: CommandContext,
  { asks = false, stopping }: { readonly asks?: boolean; readonly stopping?: () => boolean } = {},
): Pace {
  return {
    parallel: asks ? 1 : parallel,
    watch: (tally) => {
      if (tally.of >= worthCounting) world.console.progress(tallyLine(tally), "the moment");
    },
    ...(stopping === undefined ? {} : { stopping }),
  };
}
