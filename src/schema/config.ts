import { type Static, Type } from "typebox";
import { aliasPattern } from "../core/model/organization-terms.js";
import { ignore } from "./ignore.js";
import { limits } from "./limits.js";
import { credentials, organizationEntry, taskDefaults } from "./organization.js";
import { vars } from "./variables.js";
import { dialect, duration, name } from "./words.js";

const globs = (about: { readonly description: string; readonly byDefault: readonly string[] }) =>
  Type.Optional(
    Type.Array(
      Type.String({
        pattern: "^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))[^\\\\]{1,500}$",
        patternErrorMessage:
          "write a path inside the repository, with / and without .., of at most 500 characters",
        description: "A glob, relative to this file.",
        examples: [...about.byDefault],
      }),
      {
        minItems: 1,
        uniqueItems: true,
        default: [...about.byDefault],
        description: about.description,
        examples: [[...about.byDefault]],
      },
    ),
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
    tasks: globs({ description: "Globs of the task files.", byDefault: ["tasks/**/*.yaml"] }),
    organizationFiles: globs({
      description: "Globs of the organization files, each with one organization (or several documents).",
      byDefault: ["organizations/*.yaml"],
    }),
    ...credentials,
    defaults: Type.Optional(taskDefaults("What holds for tasks whose file leaves it out.")),
    vars: Type.Optional(vars("What `${{ vars.name }}` in tasks stands for, in every organization.")),
    organizations: Type.Optional(
      Type.Unsafe<Record<string, Static<typeof organizationEntry>>>({
        type: "object",
        minProperties: 1,
        propertyNames: {
          type: "string",
          pattern: aliasPattern,
          patternErrorMessage:
            "use letters, digits, dots, - and _ for an alias, with a letter or digit at both ends",
        },
        additionalProperties: organizationEntry,
        description:
          "The organizations by alias. Without these and organization files: one organization, from LC_OID and LC_API_KEY (and LC_UID).",
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
    limits: Type.Optional(limits),
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
    rulesTo: Type.Optional(
      Type.String({
        pattern: "^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))(?:[^\\\\*?{}\\p{Cc}]|\\{oid\\}|\\{alias\\}){1,500}$",
        patternErrorMessage:
          "write a folder inside the repository, with / and without .., where {oid} and {alias} stand for the organization",
        description:
          "The folder of the file that brings the response rules into an organization (`lctasks rules --write`), for example of git-sync. Apply then writes no rule. Without it apply writes them.",
        examples: ["orgs/{oid}/hives"],
      }),
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
