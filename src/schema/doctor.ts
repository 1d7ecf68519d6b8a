import { Type } from "typebox";
import { dialect } from "./words.js";

const closed = { additionalProperties: false } as const;
const names = (description: string) => Type.Array(Type.String(), { description });

const diagnosis = Type.Object(
  {
    check: Type.String({ description: "Stable id, `doctor/…`." }),
    result: Type.Enum(["ok", "note", "warning", "error", "not-checked"], {
      description: "`not-checked`: something before it failed.",
    }),
    message: Type.String(),
    fix: Type.Optional(Type.String({ description: "What to do." })),
  },
  closed,
);

const ability = Type.Object(
  {
    commands: names("Commands that use the same permissions."),
    lacks: names("What they cannot do without and the key lacks."),
    without: names("What they do better with and the key lacks."),
  },
  closed,
);

const organization = Type.Object(
  {
    organization: Type.String({ description: "Alias." }),
    oid: Type.Optional(Type.String({ description: "Absent when nobody said which one." })),
    diagnoses: Type.Array(diagnosis),
    abilities: Type.Optional(
      Type.Array(ability, { description: "Absent when what the key may do is not known." }),
    ),
    tooMany: Type.Optional(names("Permissions of the key that the wanted commands never use.")),
  },
  closed,
);

/** What `doctor --format json` prints. */
export const doctor = Type.Object(
  {
    version: Type.Literal(1),
    verdict: Type.String({ description: "The result in one sentence." }),
    exitCode: Type.Integer({ description: "What the process exits with." }),
    command: Type.Literal("doctor"),
    wanted: names("The commands that the key is meant for."),
    machine: Type.Array(diagnosis, { description: "About this machine and this repository." }),
    organizations: Type.Array(organization),
  },
  {
    $schema: dialect,
    $id: "urn:lctasks:schema:doctor",
    title: "lctasks doctor",
    description: "What is wrong with machine, credentials and organizations, and what to do.",
    ...closed,
  },
);
