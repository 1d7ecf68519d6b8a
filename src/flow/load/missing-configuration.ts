import type { Finding } from "../../core/model/finding.js";
import { checks } from "../../core/validate/checks.js";

/** Says that there is no configuration. */
export function missingConfiguration(path: string): Finding {
  return {
    check: checks.fileMissing,
    severity: "error",
    message: `Cannot find ${path}`,
    fix: "Go to the folder that has it, name it with --config, or create it with two lines: version: 1 and project: <name>",
  };
}
