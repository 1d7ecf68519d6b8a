import { Type } from "typebox";
import { variableNamePattern } from "../core/model/variables.js";

/** Variables by name. */
export const vars = (description: string) =>
  Type.Unsafe<{ readonly [name: string]: string }>({
    type: "object",
    propertyNames: {
      type: "string",
      pattern: `^${variableNamePattern}$`,
      patternErrorMessage:
        "use up to 64 letters, digits and _ for a variable's name, with a letter at the beginning",
    },
    additionalProperties: {
      type: "string",
      pattern: "^(?=.*\\S)(?!.*\\$\\{\\{)[^\\p{Cc}]{1,4096}$",
      patternErrorMessage:
        "write text on one line: not empty, at most 4096 characters, and without ${{ (a value is inserted as it is)",
      description: "The variable's value: text, inserted as it is. Not a place for secrets.",
      examples: ["files.acme.example"],
    },
    description,
    examples: [{ share: "files.acme.example" }],
  });
