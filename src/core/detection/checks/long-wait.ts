import type { Json } from "../../model/json.js";
import { parseGoDuration } from "../go-duration.js";
import { plainText } from "../written.js";
import type { RuleCheck } from "./check.js";
import { remarksOn } from "./remarks.js";

const longestMs = 60_000;

/** A wait of more than a minute. */
export const longWait: RuleCheck = {
  check: "rule/long-wait",
  severities: ["warning"],
  about: "wait takes at most a minute, and blocks all events of that sensor meanwhile.",
  part: "respond",
  run: ({ actions }) =>
    remarksOn(
      actions,
      ({ raw }) => raw["action"] === "wait" && milliseconds(raw["duration"]) > longestMs,
      ({ at }) => ({
        severity: "warning",
        message: "wait takes at most a minute",
        fix: "write 60s or less",
        at: [...at, "duration"],
      }),
    ),
};

const milliseconds = (duration: Json | undefined): number =>
  typeof duration === "number" ? duration * 1000 : Number(parseGoDuration(plainText(duration)));
