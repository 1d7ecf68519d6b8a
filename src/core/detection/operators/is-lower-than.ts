import type { Operator } from "../operator.js";
import { magnitude, magnitudeParameters } from "./magnitude.js";

/** A number that is strictly lower than another. */
export const isLowerThan: Operator = {
  name: "is lower than",
  category: "compare",
  status: "documented",
  about: "the number at the path, or the length of what is there, is strictly lower than the value",
  parameters: magnitudeParameters,
  mistaken: { length: "length of", seconds: "value" },
  forArtifacts: true,
  compile: ({ raw }) => magnitude({ raw, relation: "lower than", test: (value, wanted) => value < wanted }),
};
