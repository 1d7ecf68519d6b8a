import { Type } from "typebox";
import { architectureNames, patternNames, platformNames } from "../core/model/fleet-names.js";
import { dialect, uuidPattern } from "./words.js";

const strict = { additionalProperties: false } as const;

const names = <Name extends string>(about: string, all: readonly Name[]) =>
  Type.Unsafe<Name>({ type: "string", enum: [...all], description: about });

const sensor = Type.Object(
  {
    count: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        default: 1,
        description: "How many sensors like this.",
      }),
    ),
    sid: Type.Optional(
      Type.String({
        pattern: uuidPattern,
        description: "The sensor id; only where count is 1. Default: drawn from the seed.",
      }),
    ),
    hostname: Type.String({
      minLength: 1,
      maxLength: 253,
      description: "Host name; {n} is the number of the sensor among those like it, from 1.",
      examples: ["web-{n}.example.com"],
    }),
    plat: names("Platform.", platformNames),
    arch: Type.Optional(
      names("Architecture; default x64. usp_adapter cannot run commands.", architectureNames),
    ),
    tags: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        uniqueItems: true,
        description: "Tags that it has from the start.",
      }),
    ),
    online: Type.Optional(Type.Boolean({ default: true, description: "Connected at the start." })),
    pattern: Type.Optional(
      names("How it connects and disconnects as time passes; default server, which stays.", patternNames),
    ),
  },
  { ...strict, description: "One sensor, or several that are alike." },
);

const organization = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 64,
      description: "Its name, from which ids and keys are drawn.",
    }),
    sensors: Type.Array(sensor, {
      description: "Its fleet. The webhook adapter of ext-reliable-tasking is added.",
    }),
  },
  { ...strict, description: "One organization." },
);

/** `lctasks sandbox --fleet fleet.yaml`: the organizations and sensors of a sandbox. */
export const fleet = Type.Object(
  {
    version: Type.Literal(1, { description: "Version of this format." }),
    organizations: Type.Array(organization, {
      minItems: 1,
      maxItems: 100,
      description: "Organizations; LC_OID names the first.",
    }),
  },
  {
    ...strict,
    $schema: dialect,
    $id: "urn:lctasks:schema:fleet",
    title: "The fleet of a sandbox",
    description: "What `lctasks sandbox --fleet` simulates.",
  },
);
