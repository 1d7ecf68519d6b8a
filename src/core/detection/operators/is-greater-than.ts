import type { Operator } from "../operator.js";
import { magnitude, magnitudeParameters } from "./magnitude.js";

/** A number that is strictly greater than another. */
export const isGreaterThan: Operator = {
  name: "is greater than",
  category: "compare",
  status: "documented",
  about: "the number at the path, or the length of what is there, is strictly greater than the value",
  parameters: magnitudeParameters,
  mistaken: { length: "length of", seconds: "value" },
  forArtifacts: true,
  compile: ({ raw }) => magnitude({ raw, relation: "greater than", test: (value, wanted) => value > wanted }),
};
