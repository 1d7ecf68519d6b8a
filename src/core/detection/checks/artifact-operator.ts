import { findOperator } from "../operators/table.js";
import type { RuleCheck } from "./check.js";

/** An operator that records of artifacts do not support. */
export const artifactOperator: RuleCheck = {
  check: "rule/artifact-operator",
  severities: ["warning"],
  about: "Rules of target artifact support a part of the operators only.",
  run: ({ detect, places }) => {
    if (detect.target.name !== "artifact" && detect.target.name !== "log") return [];
    return places
      .filter(({ node }) => findOperator(node.op)?.forArtifacts !== true)
      .map(({ node }) => ({
        severity: "warning",
        message: `${node.op} is not documented for rules of target ${detect.target.name}`,
        fix: "use another operator, such as is, contains or matches",
        at: [...node.at, "op"],
      }));
  },
};
