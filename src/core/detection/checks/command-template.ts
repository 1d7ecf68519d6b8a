import type { Json } from "../../model/json.js";
import type { RuleCheck } from "./check.js";
import { remarksOn } from "./remarks.js";

/** Members of `routing` that the platform fills, with hexadecimal digits, UUIDs and numbers: never more than one word. */
const plain = "this|parent|target|sid|oid|iid|did|event_id|event_time|plat|arch|moduleid";
const harmless = new RegExp(
  `<<routing/(?:${plain})>>|\\{\\{-?\\s*\\.routing\\.(?:${plain})\\s*-?\\}\\}`,
  "g",
);

/** Values of the event inside a command line. */
export const commandTemplate: RuleCheck = {
  check: "rule/command-template",
  severities: ["warning"],
  about:
    "Values are put into the command line before it is split into words: who controls the value controls the arguments.",
  part: "respond",
  run: ({ actions }) =>
    remarksOn(
      actions,
      ({ raw }) => raw["action"] === "task" && takesValue(raw["command"]),
      ({ at }) => ({
        severity: "warning",
        message: "a value of the event becomes part of the command line and may bring arguments with it",
        fix: "write the command as a list of words",
        at: [...at, "command"],
      }),
    ),
};

const takesValue = (command: Json | undefined): boolean =>
  typeof command === "string" && opens.test(command) && opens.test(command.replaceAll(harmless, ""));

const opens = /\{\{|<</;
