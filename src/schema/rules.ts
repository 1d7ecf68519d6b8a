import { Type } from "typebox";
import { findingShape } from "./finding.js";
import { walked } from "./walked.js";

const organization = Type.Object(
  {
    organization: Type.String({ description: "Alias." }),
    path: Type.String({ description: "The rules file, from the root of the repository." }),
    result: Type.Enum(["current", "written", "stale", "refused"], {
      description:
        "`current`: it is as it should be. `stale`: it is not, and was left so. `refused`: it cannot be written, and nothing was changed.",
    }),
    rules: Type.Integer({ minimum: 0, description: "How many rules it has, or should have." }),
    reason: Type.Optional(Type.String({ description: "Why it was refused, and what to do." })),
  },
  { additionalProperties: false },
);

/** What `rules --format json` prints. */
export const rules = walked(
  {
    command: "rules",
    description: "Whether the files that bring the response rules are up to date, for every organization.",
    definitions: { finding: findingShape },
  },
  organization,
);
