import { Type } from "typebox";
import { acknowledgements } from "../core/model/task.js";
import { variableNamePattern } from "../core/model/variables.js";
import { ignore } from "./ignore.js";
import { response } from "./response.js";
import { dialect, duration, name, oneOrMore, uuidPattern } from "./words.js";

/** `${{ vars.name }}`, which each organization replaces by its own text. */
const variable = `\\$\\{\\{ *vars\\.${variableNamePattern} *\\}\\}`;
const contextPattern = `^(?:(?!\\$\\{\\{)[^\\p{C}\\p{Z}/]|${variable}){1,120}$`;
const sidPattern = `${uuidPattern}|^${variable}$`;

const target = {
  selector: Type.Optional(
    Type.String({
      pattern: "\\S",
      patternErrorMessage: "write a selector, for example: plat == `windows`",
      description: "Sensors as a selector expression. Exactly one of selector, sid, tag, plat, all.",
      examples: ["plat == `windows` and `server` in tags"],
    }),
  ),
  sid: Type.Optional(
    oneOrMore({
      pattern: sidPattern,
      patternErrorMessage: "write a sensor id, a UUID of 36 characters",
      description: "One sensor id or a list. Exactly one of selector, sid, tag, plat, all.",
      examples: ["bb4b30af-11f3-4a5c-a2a6-52b1d4ee2d52"],
    }),
  ),
  tag: Type.Optional(
    oneOrMore({
      pattern: "^(?=\\s*\\S)[^\\p{Cc}]+$",
      patternErrorMessage: "write a tag, without control characters",
      description: "One tag or a list (any of them). Exactly one of selector, sid, tag, plat, all.",
      examples: ["server", ["server", "pilot"]],
    }),
  ),
  plat: Type.Optional(
    oneOrMore({
      pattern: "^[a-z0-9][a-z0-9_]{0,63}$",
      patternErrorMessage: "write a platform name: windows, linux, macos, chrome",
      description: "One platform or a list. Exactly one of selector, sid, tag, plat, all.",
      examples: ["windows", ["linux", "macos"]],
    }),
  ),
  all: Type.Optional(
    Type.Literal(true, {
      description: "Every sensor. Exactly one of selector, sid, tag, plat, all.",
      examples: [true],
    }),
  ),
};

/** The shape of one YAML document of a task file. */
export const task = Type.Object(
  {
    name: name({
      description: "Known by this name for ever; unique in the project.",
      examples: ["os-version-windows"],
    }),
    description: Type.Optional(
      Type.String({ description: "What it is for.", examples: ["Which Windows build is each server on?"] }),
    ),
    task: Type.String({
      pattern: "^(?=\\s*\\S)[^\\p{Cc}]+\\n*$",
      patternErrorMessage: "write the command on one line; fold a long one with >-",
      description: "The command line, as in the console.",
      examples: ["os_version", 'run --shell-command "whoami"'],
    }),
    ...target,
    context: Type.Optional(
      Type.String({
        pattern: contextPattern,
        patternErrorMessage: "use 1 to 120 visible characters, without white space and without /",
        description:
          "Beginning of the token that comes back as routing/investigation_id. Default: <project>-<name>.",
        examples: ["version"],
      }),
    ),
    exactContext: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          "True sends the context as written, for rules that others own. Nothing is then adopted automatically.",
        examples: [true],
      }),
    ),
    ttl: Type.Optional(
      duration({
        minimum: 1,
        default: "7d",
        description: "How long delivery is tried: seconds, or 30s, 15m, 12h, 7d. Default one week.",
        examples: ["2d", 3600],
      }),
    ),
    run: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        default: 1,
        description:
          "The only thing that makes the task run again: an edit without a higher run executes nothing.",
        examples: [1],
      }),
    ),
    every: Type.Optional(
      duration({
        minimum: 3600,
        description:
          "Issues the run anew in each period, counted from its first issue, with every apply that comes in time. A higher run begins anew. The time to live is at most the period. No part of the edit digest: it says when, and changing it needs no new run.",
        examples: ["7d", "12h"],
      }),
    ),
    catchUp: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          "True makes up the last of the periods in which no apply came, before the present one: never more than one.",
        examples: [true],
      }),
    ),
    waves: Type.Optional(
      Type.Array(
        Type.Object(
          {
            percent: Type.Number({
              minimum: 0.1,
              maximum: 100,
              description:
                "The share of all sensors that was asked when this wave is done, as whole 256ths of the sensor ids.",
              examples: [6],
            }),
            soak: Type.Optional(
              duration({
                minimum: 1,
                description: "How long nothing follows this wave. Every wave but the last has one.",
                examples: ["2h", "1d"],
              }),
            ),
          },
          { additionalProperties: false, description: "One wave.", examples: [{ percent: 6, soak: "2h" }] },
        ),
        {
          minItems: 1,
          description:
            "Issues the run in waves: each asks further sensors, with the first apply after the soak of the one before. The shares rise to 100. No part of the edit digest; other shares repeat no sensor.",
          examples: [[{ percent: 6, soak: "2h" }, { percent: 25, soak: "12h" }, { percent: 100 }]],
        },
      ),
    ),
    haltOn: Type.Optional(
      Type.Object(
        {
          failures: Type.Optional(
            Type.Integer({
              minimum: 1,
              description: "So many sensors that failed let no wave follow.",
              examples: [5],
            }),
          ),
          percent: Type.Optional(
            Type.Number({
              minimum: 0.1,
              maximum: 100,
              description: "Failures of so many percent of the sensors that were asked let no wave follow.",
              examples: [2],
            }),
          ),
          confirmed: Type.Optional(
            Type.Object(
              {
                run: Type.Integer({ minimum: 1, description: "The run that was looked at.", examples: [1] }),
                percent: Type.Number({
                  minimum: 0.1,
                  maximum: 100,
                  description: "Up to which share.",
                  examples: [6],
                }),
              },
              {
                additionalProperties: false,
                description:
                  "A person's word that the waves of a run were looked at, and the next may follow.",
                examples: [{ run: 1, percent: 6 }],
              },
            ),
          ),
        },
        {
          additionalProperties: false,
          description:
            "Lets a further wave follow while fewer sensors failed than either number says. With as many, or where how many failed cannot be read, it waits until `confirmed` names the wave before it.",
          examples: [{ failures: 5, percent: 2 }],
        },
      ),
    ),
    coverage: Type.Optional(
      Type.Enum(["newcomers"], {
        description:
          "Issues the run to sensors as well that match later and were not there at issue: once each, with every apply that finds some. No part of the edit digest.",
        examples: ["newcomers"],
      }),
    ),
    movedFrom: Type.Optional(
      name({
        description: "The task's old name after a rename (moves the memory, runs nothing), or none.",
        examples: ["old-name", "none"],
      }),
    ),
    accept: Type.Optional(
      oneOrMore({
        pattern: "^[0-9a-f]{8,64}$",
        patternErrorMessage: "write 8 to 64 hexadecimal digits of the digest that plan shows, in quotes",
        description: "This edit needs no new run: the digest that plan shows, or its first 8 to 64 digits.",
        examples: ["3f9a2c1b"],
      }),
    ),
    paused: Type.Optional(
      Type.Boolean({
        default: false,
        description: "True issues and cancels nothing; what is queued stays queued.",
        examples: [true],
      }),
    ),
    onRemove: Type.Optional(
      Type.Enum(["cancel", "keep"], {
        default: "cancel",
        description: "What becomes of a pending run when this file goes.",
        examples: ["cancel", "keep"],
      }),
    ),
    organizations: Type.Optional(
      oneOrMore({
        pattern: "^(?:label:)?[A-Za-z0-9._*?-]+$",
        patternErrorMessage: "write an alias, a glob of aliases, or label:<label>",
        description: "Aliases, globs, label:<label>. Default: every organization.",
        examples: [["prod", "eu*", "label:europe"]],
      }),
    ),
    acknowledge: Type.Optional(
      Type.Array(
        Type.Enum([...acknowledgements], {
          description: "Something that this task may be.",
          examples: ["destructive"],
        }),
        {
          uniqueItems: true,
          description: "What this task is allowed to be; reviewers see it in the diff.",
          examples: [["destructive"]],
        },
      ),
    ),
    ignore: ignore("for this task"),
    response: Type.Optional(
      Type.Array(response, {
        minItems: 1,
        description: "The response rules of this task.",
        examples: [[{ respond: [{ action: "output", name: "tasks-output" }] }]],
      }),
    ),
  },
  {
    $schema: dialect,
    $id: "urn:lctasks:schema:task",
    title: "lctasks task",
    description: "A reliable task: what runs where, for how long, and what happens with its answers.",
    examples: [{ name: "os-version-windows", task: "os_version", plat: "windows" }],
    additionalProperties: false,
    oneOf: Object.keys(target).map((key) => ({ properties: { [key]: true }, required: [key] })),
  },
);
