import { parseEventPath } from "../event-path.js";
import { leafOperation } from "../leaf.js";
import type { Operator } from "../operator.js";
import { boolean } from "../parameter-types.js";
import { optional } from "../parameter.js";
import { pathParameter } from "./shared.js";

/** Something is there. */
export const exists: Operator = {
  name: "exists",
  category: "structure",
  status: "documented",
  about: "something is reachable at the path, whatever its value",
  parameters: [
    pathParameter,
    optional("truthy", boolean, "null and the empty text do not count; 0, false and [] do", {
      default: false,
    }),
  ],
  forArtifacts: true,
  compile: ({ raw }) => {
    const truthy = raw["truthy"] === true;
    return leafOperation({
      path: parseEventPath(raw["path"] as string),
      wording: () => ({ does: "exists", doesNot: "does not count as existing (truthy: true)" }),
      prepare: () => (value) => !truthy || (value !== null && value !== ""),
      takesLists: true,
    });
  },
};
