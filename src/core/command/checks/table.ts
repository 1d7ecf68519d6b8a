import type { CommandCheck } from "./check.js";
import { missingArgument, missingValue, notConfirmed } from "./missing-argument.js";

/** Everything the linter looks for, by damage. */
export const commandChecks: readonly CommandCheck[] = [missingArgument, missingValue, notConfirmed];
