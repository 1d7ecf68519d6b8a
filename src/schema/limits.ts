import { type Static, Type } from "typebox";
import { duration } from "./words.js";

/** Says a default only where it is one: an organization's limits have the project's below them. */
const byDefault = (isProject: boolean, value: unknown) => (isProject ? { default: value } : {});

const count = (isProject: boolean, description: string, value: number) =>
  Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1_000_000_000,
      ...byDefault(isProject, value),
      description,
      examples: [value],
    }),
  );

const share = (
  isProject: boolean,
  description: string,
  value: { readonly percent: number; readonly floor: number },
) =>
  Type.Optional(
    Type.Object(
      {
        percent: Type.Optional(
          Type.Number({
            minimum: 0,
            maximum: 100,
            ...byDefault(isProject, value.percent),
            description: "Share of all, in percent.",
            examples: [value.percent],
          }),
        ),
        floor: count(isProject, "Up to this many is always allowed.", value.floor),
      },
      { additionalProperties: false, description, ...byDefault(isProject, value), examples: [value] },
    ),
  );

const limitsOf = (isProject: boolean, description: string) =>
  Type.Object(
    {
      sensorsPerTask: count(isProject, "Most sensors that one task may reach.", 1000),
      sensorsPerApply: count(isProject, "Most sensors that one apply may reach.", 5000),
      deletions: share(isProject, "How much one apply may delete or cancel.", { percent: 30, floor: 5 }),
      sensorDrift: share(isProject, "How far the count of sensors may move between review and apply.", {
        percent: 20,
        floor: 10,
      }),
      ttl: Type.Optional(
        duration({
          minimum: 1,
          description: "The longest that a task may wait in the queue. Left out: as long as its ttl says.",
          examples: ["7d"],
        }),
      ),
      planAge: Type.Optional(
        duration({
          minimum: 1,
          ...byDefault(isProject, "24h"),
          description: "Oldest plan file that apply takes.",
          examples: ["24h", "7d"],
        }),
      ),
    },
    {
      additionalProperties: false,
      description,
      examples: [{ sensorsPerTask: 1000, sensorsPerApply: 5000 }],
    },
  );

/** The project's limits. */
export const limits = limitsOf(true, "How much one apply may do.");

/** Those of one organization. */
export const ownLimits = limitsOf(
  false,
  "How much one apply may do here: each member instead of the project's.",
);

/** Limits as a file writes them. */
export type WrittenLimits = Static<typeof limits>;
