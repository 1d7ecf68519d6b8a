import { Type } from "typebox";
import { aliasPattern, aliasRule } from "../core/model/organization-terms.js";
import { ownLimits } from "./limits.js";
import { vars } from "./variables.js";
import { dialect, duration, uuidPattern } from "./words.js";

const environmentName = (description: string, byDefault: string) =>
  Type.Optional(
    Type.String({
      pattern: "^[A-Za-z_][A-Za-z0-9_]*$",
      patternErrorMessage: "write the name of an environment variable, never the secret itself",
      description,
      examples: [byDefault],
    }),
  );

/** Where the credentials are: of the project, or of one organization. */
export const credentials = {
  apiKeyEnv: environmentName(
    "Name of the environment variable that holds the API key. Default: the project's, else LC_API_KEY.",
    "LC_API_KEY",
  ),
  uidEnv: environmentName(
    "Name of the environment variable that holds the user id; only for user keys. Default: the project's, else LC_UID.",
    "LC_UID",
  ),
};

/** What holds for tasks whose file leaves it out. */
export const taskDefaults = (description: string) =>
  Type.Object(
    {
      ttl: Type.Optional(
        duration({
          minimum: 1,
          description: "How long delivery is tried where the task's file has no ttl.",
          examples: ["2d"],
        }),
      ),
      paused: Type.Optional(
        Type.Boolean({
          description: "True issues and cancels nothing of tasks whose file has no paused.",
          examples: [true],
        }),
      ),
    },
    { additionalProperties: false, description, examples: [{ ttl: "2d" }] },
  );

const members = {
  oid: Type.String({
    pattern: uuidPattern,
    patternErrorMessage: "write the organization id, a UUID of 36 characters",
    description: "Id of the LimaCharlie organization.",
    examples: ["8cbe27f4-bfa1-4afb-ba19-138cd51389cd"],
  }),
  ...credentials,
  labels: Type.Optional(
    Type.Array(
      Type.String({
        pattern: aliasPattern,
        patternErrorMessage: aliasRule,
        description: "A label.",
        examples: ["europe"],
      }),
      {
        uniqueItems: true,
        description: "Labels by which tasks choose organizations: `organizations: [label:europe]`.",
        examples: [["europe", "pilot"]],
      },
    ),
  ),
  limits: Type.Optional(ownLimits),
  defaults: Type.Optional(
    taskDefaults("What holds here for tasks whose file leaves it out: instead of the project's."),
  ),
  vars: Type.Optional(vars("What `${{ vars.name }}` in tasks stands for here: instead of the project's.")),
  retired: Type.Optional(
    Type.Boolean({
      default: false,
      description: "True before an organization is dropped from the files: nothing more is issued there.",
      examples: [true],
    }),
  ),
};

const example = { oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd", apiKeyEnv: "LC_API_KEY" };

/** One entry of `organizations:` in `lctasks.yaml`. */
export const organizationEntry = Type.Object(members, {
  additionalProperties: false,
  description: "One organization. Secrets are only ever named by environment variable.",
  examples: [example],
});

/** The shape of one YAML document of an organization file. */
export const organization = Type.Object(
  {
    alias: Type.Optional(
      Type.String({
        pattern: aliasPattern,
        patternErrorMessage: aliasRule,
        description: "By what tasks and people call it. Default: the file's name without its ending.",
        examples: ["prod"],
      }),
    ),
    ...members,
  },
  {
    $schema: dialect,
    $id: "urn:lctasks:schema:organization",
    title: "lctasks organization",
    description: "One organization in a file of its own: organizations/<alias>.yaml beside lctasks.yaml.",
    additionalProperties: false,
    examples: [{ alias: "prod", ...example }],
  },
);
