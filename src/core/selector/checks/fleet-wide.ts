import type { WholeCheck } from "./check.js";

/** `*`: the whole organization. */
export const fleetWide: WholeCheck = {
  check: "selector/fleet-wide",
  severities: ["warning"],
  about:
    "A lone * is every sensor of the organization, adapters included; adapters answer UNSUPPORTED_FOR_PLATFORM.",
  run: (expression) =>
    expression.kind === "everything"
      ? [
          {
            check: fleetWide.check,
            severity: "warning",
            message: "* selects every sensor of the organization, adapters included",
            column: 1,
            fix: "name the platforms or tags, such as plat == `windows` and arch != `usp_adapter`",
          },
        ]
      : [],
};
