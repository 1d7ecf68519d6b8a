import type { Operator } from "../operator.js";
import { nodes } from "../parameter-types.js";
import { required } from "../parameter.js";
import { combination } from "./logic.js";

/** All rules match. */
export const and: Operator = {
  name: "and",
  category: "logic",
  status: "documented",
  about: "true when every rule matches; stops at the first that does not",
  parameters: [required("rules", nodes, "the nodes that must all match")],
  mistaken: { rule: "rules" },
  forArtifacts: true,
  compile: ({ children }) => combination("and", children("rules")),
};
