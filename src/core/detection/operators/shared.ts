import { path } from "../parameter-types.js";
import { required } from "../parameter.js";

/** Where an operator looks in the record. */
export const pathParameter = required(
  "path",
  path,
  "where to look; any value that is reached may satisfy the operator",
);
