import { Type } from "typebox";

const closed = { additionalProperties: false } as const;

const position = Type.Object(
  {
    file: Type.String({ description: "Relative to the root." }),
    line: Type.Integer({ minimum: 1, description: "From 1." }),
    column: Type.Integer({ minimum: 1, description: "From 1, in UTF-16 units." }),
  },
  closed,
);

const members = {
  check: Type.String({ description: "Stable id of the check." }),
  severity: Type.Enum(["error", "warning", "note"]),
  message: Type.String({ description: "What is wrong." }),
  fix: Type.String({ description: "What to do." }),
  at: Type.Optional(position),
  related: Type.Optional(Type.Array(position, { description: "Other places that have to do with it." })),
  task: Type.Optional(Type.String()),
  organization: Type.Optional(Type.String()),
};

/** A finding, as every JSON output carries it. */
export const findingShape = Type.Object(members, { ...closed, description: "Something a person can fix." });

/** A finding that the files silence. */
export const silencedShape = Type.Object(
  { ...members, reason: Type.String({ description: "Why it is silenced, as the file says." }) },
  { ...closed, description: "A finding that `ignore` in a file silences." },
);
