import type { Operator } from "../operator.js";
import { nodes } from "../parameter-types.js";
import { required } from "../parameter.js";
import { combination } from "./logic.js";

/** Any rule matches. */
export const or: Operator = {
  name: "or",
  category: "logic",
  status: "documented",
  about: "true when any rule matches; stops at the first that does",
  parameters: [required("rules", nodes, "the nodes of which one must match")],
  mistaken: { rule: "rules" },
  forArtifacts: true,
  compile: ({ children }) => combination("or", children("rules")),
};
