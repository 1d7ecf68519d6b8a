import { Type } from "typebox";
import { findingShape, silencedShape } from "./finding.js";
import { dialect } from "./words.js";

const count = (description: string) => Type.Integer({ minimum: 0, description });

/** What `validate --format json` prints. */
export const validation = Type.Object(
  {
    valid: Type.Boolean({ description: "False when a finding is an error." }),
    taskFiles: count("Task files that were read."),
    tasks: count("Valid tasks in them."),
    findings: Type.Array(findingShape, { description: "In reading order." }),
    silenced: Type.Array(silencedShape, {
      description: "Findings that `ignore` silences, in reading order.",
    }),
  },
  {
    $schema: dialect,
    $id: "urn:lctasks:schema:validation",
    title: "lctasks validation",
    description: "What `lctasks validate --format json` prints.",
    additionalProperties: false,
  },
);
