import { type Static, Type } from "typebox";
import { ignore } from "./ignore.js";
import { dialect, duration, name, uuidPattern } from "./words.js";

const count = (description: string, examples: readonly number[], byDefault: number) =>
  Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1_000_000_000, default: byDefault, description, examples }),
  );

const share = (description: string, byDefault: { readonly percent: number; readonly floor: number }) =>
  Type.Optional(
    Type.Object(
      {
        percent: Type.Optional(
          Type.Number({
            minimum: 0,
            maximum: 100,
            default: byDefault.percent,
            description: "Share of all, in percent.",
            examples: [byDefault.percent],
          }),
        ),
        floor: count("Up to this many is always allowed.", [byDefault.floor], byDefault.floor),
      },
      { additionalProperties: false, description, default: byDefault, examples: [byDefault] },
    ),
  );

const variableName = (description: string, byDefault: string) =>
  Type.Optional(
    Type.String({
      pattern: "^[A-Za-z_][A-Za-z0-9_]*$",
      patternErrorMessage: "write the name of an environment variable, never the secret itself",
      default: byDefault,
      description,
      examples: [byDefault],
    }),
  );

const organization = Type.Object(
  {
    oid: Type.String({
      pattern: uuidPattern,
      patternErrorMessage: "write the organization id, a UUID of 36 characters",
      description: "Id of the LimaCharlie organization.",
      examples: ["8cbe27f4-bfa1-4afb-ba19-138cd51389cd"],
    }),
    apiKeyEnv: variableName("Name of the environment variable that holds the API key.", "LC_API_KEY"),
    uidEnv: variableName(
      "Name of the environment variable that holds the user id; only for user keys.",
      "LC_UID",
    ),
    labels: Type.Optional(
      Type.Array(
        Type.String({
          pattern: "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$",
          patternErrorMessage: "use letters, digits, dots, - and _, with a letter or digit at both ends",
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
    retired: Type.Optional(
      Type.Boolean({
        default: false,
        description: "True before an organization is dropped from this file: nothing more is issued there.",
        examples: [true],
      }),
    ),
  },
  {
    additionalProperties: false,
    description: "One organization. Secrets are only ever named by environment variable.",
    examples: [{ oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd", apiKeyEnv: "LC_API_KEY" }],
  },
);

/** The shape of `lctasks.yaml`. */
export const config = Type.Object(
  {
    version: Type.Literal(1, { description: "Version of this file's format.", examples: [1] }),
    project: name({
      description:
        "Ownership marker: it names the ledger and tags the response rules. Changing it makes another project.",
      examples: ["acme-soc"],
    }),
    tasks: Type.Optional(
      Type.Array(
        Type.String({
          pattern: "^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))[^\\\\]{1,500}$",
          patternErrorMessage:
            "write a path inside the repository, with / and without .., of at most 500 characters",
          description: "A glob, relative to this file.",
          examples: ["tasks/**/*.yaml"],
        }),
        {
          minItems: 1,
          uniqueItems: true,
          default: ["tasks/**/*.yaml"],
          description: "Globs of the task files.",
          examples: [["tasks/**/*.yaml"]],
        },
      ),
    ),
    organizations: Type.Optional(
      Type.Unsafe<Record<string, Static<typeof organization>>>({
        type: "object",
        minProperties: 1,
        propertyNames: {
          type: "string",
          pattern: "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$",
          patternErrorMessage:
            "use letters, digits, dots, - and _ for an alias, with a letter or digit at both ends",
        },
        additionalProperties: organization,
        description:
          "The organizations by alias. Left out: one organization, from LC_OID and LC_API_KEY (and LC_UID).",
        examples: [{ prod: { oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd", apiKeyEnv: "LC_API_KEY" } }],
      }),
    ),
    ledger: Type.Optional(
      Type.Enum(["hive", "git", "file"], {
        default: "hive",
        description:
          "Where the record of issued runs is kept: in the organization (hive), on a branch (git), or in .lctasks/ (file; laptop and tests).",
        examples: ["hive"],
      }),
    ),
    witness: Type.Optional(
      Type.Enum(["git", "none"], {
        default: "none",
        description:
          "Who remembers how far the ledger was, so that one that was lost or rolled back is noticed: a ref of the Git remote (git), or nobody (none).",
        examples: ["git"],
      }),
    ),
    subscribe: Type.Optional(
      Type.Boolean({
        default: false,
        description: "True makes the subscription to ext-reliable-tasking part of the plan.",
        examples: [true],
      }),
    ),
    limits: Type.Optional(
      Type.Object(
        {
          sensorsPerTask: count("Most sensors that one task may reach.", [1000], 1000),
          sensorsPerApply: count("Most sensors that one apply may reach.", [5000], 5000),
          deletions: share("How much one apply may delete or cancel.", { percent: 30, floor: 5 }),
          sensorDrift: share("How far the count of sensors may move between review and apply.", {
            percent: 20,
            floor: 10,
          }),
          ttl: Type.Optional(
            duration({
              minimum: 1,
              description:
                "The longest that a task may wait in the queue. Left out: as long as its ttl says.",
              examples: ["7d"],
            }),
          ),
          planAge: Type.Optional(
            duration({
              minimum: 1,
              default: "24h",
              description: "Oldest plan file that apply takes.",
              examples: ["24h", "7d"],
            }),
          ),
        },
        {
          additionalProperties: false,
          description: "How much one apply may do.",
          examples: [{ sensorsPerTask: 1000, sensorsPerApply: 5000 }],
        },
      ),
    ),
    policy: Type.Optional(
      Type.Object(
        {
          deny: Type.Optional(
            Type.Array(
              Type.String({
                pattern: "\\S",
                patternErrorMessage: "write a command, or the beginning of a command line with *",
                description: "A command name, or a command line with * for any text.",
                examples: ["uninstall", "file_del *"],
              }),
              {
                uniqueItems: true,
                description: "Commands that no task may run.",
                examples: [["uninstall", "file_del *"]],
              },
            ),
          ),
        },
        {
          additionalProperties: false,
          description: "What is never allowed.",
          examples: [{ deny: ["uninstall"] }],
        },
      ),
    ),
    ignore: ignore("in the whole project"),
    ruleSettle: Type.Optional(
      duration({
        minimum: 0,
        default: "30s",
        description:
          "How long to wait after a response rule was written before a task is issued. 0s when the API address is loopback.",
        examples: ["30s", "2m"],
      }),
    ),
  },
  {
    $schema: dialect,
    $id: "urn:lctasks:schema:config",
    title: "lctasks configuration",
    description: "lctasks.yaml at the root of a repository: project, organizations, limits.",
    examples: [{ version: 1, project: "acme-soc" }],
    additionalProperties: false,
  },
);
