import { type TSchema, Type } from "typebox";
import { silencedShape } from "./finding.js";
import { ref } from "./plan.js";
import { shardShape } from "./shard.js";
import { dialect } from "./words.js";

interface About {
  /** The command that prints it. */
  readonly command: "status" | "drift" | "rules";
  readonly description: string;
  /** What its shapes refer to by name. */
  readonly definitions: { readonly [name: string]: TSchema };
}

/** A document of one command that looks at each organization. */
export const walked = <T extends TSchema>({ command, description, definitions }: About, organization: T) =>
  Type.Object(
    {
      version: Type.Literal(1),
      verdict: Type.String({ description: "The result in one sentence." }),
      exitCode: Type.Integer({ description: "What the process exits with." }),
      command: Type.Literal(command),
      project: Type.String({ description: "Empty when the configuration could not be read." }),
      findings: Type.Array(ref("finding")),
      silenced: Type.Optional(Type.Array(silencedShape)),
      shard: Type.Optional(shardShape),
      organizations: Type.Array(
        Type.Union([
          organization,
          Type.Object(
            { organization: Type.String(), failure: Type.String() },
            { additionalProperties: false, description: "It could not be looked at." },
          ),
        ]),
      ),
    },
    {
      $schema: dialect,
      $id: `urn:lctasks:schema:${command}`,
      title: `lctasks ${command}`,
      description,
      $defs: definitions,
      additionalProperties: false,
    },
  );
