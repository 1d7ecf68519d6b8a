import { Type } from "typebox";

/** What a schema says about itself: all of it is shown by editors. `patternErrorMessage` is what editors and our own findings say when the pattern does not match. */
export interface About {
  readonly description: string;
  readonly examples: readonly unknown[];
  readonly default?: unknown;
  readonly patternErrorMessage?: string;
}

/** Names of projects and tasks: no dots, because rule keys are `lctasks.<project>.<task>`. */
const namePattern = "^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$";
const nameRule = "use 1 to 64 lower-case letters, digits, - and _, with a letter or digit at both ends";

/** A project or task name. */
export const name = (about: About) =>
  Type.String({ pattern: namePattern, patternErrorMessage: nameRule, ...about });

/** A duration: whole seconds, or a whole number with one unit. */
export const duration = (about: About & { readonly minimum: number }) =>
  Type.Unsafe<number | string>({
    type: ["integer", "string"],
    maximum: maximumDurationSeconds,
    pattern: "^\\d{1,9}[smhd]?$",
    patternErrorMessage: "write whole seconds, or one number with one unit: 30s, 15m, 12h, 7d",
    ...about,
  });

/** Ten years in seconds: beyond it an expiry is no date that anybody meant. */
const maximumDurationSeconds = 315_360_000;

/** One text or a list of texts, each of which matches. */
export const oneOrMore = (
  about: About & { readonly pattern: string; readonly patternErrorMessage: string },
) => {
  const { pattern, patternErrorMessage, ...rest } = about;
  const item = { pattern, patternErrorMessage };
  return Type.Unsafe<string | string[]>({
    type: ["string", "array"],
    ...item,
    minItems: 1,
    uniqueItems: true,
    items: { type: "string", ...item },
    ...rest,
  });
};

/** Ids of organizations and sensors. */
export const uuidPattern = "^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$";

/** The dialect that all schemas are written in. */
export const dialect = "https://json-schema.org/draft/2020-12/schema";
