import { findOperator } from "../operators/table.js";
import type { RuleCheck } from "./check.js";
import { noRemarks, remarksOn } from "./remarks.js";

/** An operator that records of artifacts do not support. */
export const artifactOperator: RuleCheck = {
  check: "rule/artifact-operator",
  severities: ["warning"],
  about: "Rules of target artifact support a part of the operators only.",
  part: "detect",
  run: ({ detect, places }) => {
    if (detect.target.name !== "artifact" && detect.target.name !== "log") return noRemarks;
    return remarksOn(
      places,
      ({ node }) => findOperator(node.op)?.forArtifacts !== true,
      ({ node }) => ({
        severity: "warning",
        message: `${node.op} is not documented for rules of target ${detect.target.name}`,
        fix: "use another operator, such as is, contains or matches",
        at: [...node.at, "op"],
      }),
    );
  },
};
