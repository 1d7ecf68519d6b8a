import { Type } from "typebox";

const entry = Type.Object(
  {
    check: Type.String({
      minLength: 1,
      description: "Id of the check, as it stands below a finding and in docs/checks.md.",
      examples: ["command/late-process"],
    }),
    severity: Type.Optional(
      Type.Enum(["note", "warning", "error"], {
        description: "What its findings become. Left out, they are silenced.",
        examples: ["note"],
      }),
    ),
    reason: Type.String({
      pattern: "\\S",
      patternErrorMessage: "write why, for those who review the file",
      description: "Why, for reviewers.",
      examples: ["the pid is that of a service that never restarts"],
    }),
  },
  {
    additionalProperties: false,
    description: "One check that is silenced, or gets another severity.",
    examples: [{ check: "command/late-process", reason: "the pid is that of a service that never restarts" }],
  },
);

/** The checks that a file silences or changes; `where` says for what. */
export const ignore = (where: string) =>
  Type.Optional(
    Type.Array(entry, {
      description: `Checks that are silenced, or get another severity, ${where}. Errors stay; limits and policy yield only to acknowledge, limits and policy.`,
      examples: [
        [{ check: "command/late-process", reason: "the pid is that of a service that never restarts" }],
      ],
    }),
  );
