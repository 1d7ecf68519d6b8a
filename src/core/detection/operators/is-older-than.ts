import type { Json } from "../../model/json.js";
import { parseEventPath } from "../event-path.js";
import { leafOperation } from "../leaf.js";
import type { Operator } from "../operator.js";
import { integer } from "../parameter-types.js";
import { required } from "../parameter.js";
import { Uncertain, type Verdict } from "../verdict.js";
import { pathParameter } from "./shared.js";

/** A moment that lies back. */
export const isOlderThan: Operator = {
  name: "is older than",
  category: "time",
  status: "documented",
  about: "the moment at the path, epoch seconds or milliseconds, lies back more than so many seconds",
  parameters: [pathParameter, required("seconds", integer, "how long ago, in whole seconds")],
  mistaken: { value: "seconds", duration: "seconds" },
  compile: ({ raw }) => {
    const seconds = raw["seconds"] as number;
    return leafOperation({
      path: parseEventPath(raw["path"] as string),
      wording: () => ({ does: `is older than ${seconds} s`, doesNot: `is not older than ${seconds} s` }),
      prepare:
        ({ fixtures }) =>
        (value) =>
          isOlder(value, seconds, fixtures.nowMs),
    });
  },
};

/** Epoch values from here on are milliseconds: as seconds this is the year 5138, as milliseconds 1973. */
const leastMilliseconds = 1e11;

const asNumber = new Uncertain("whether is older than reads text as a number is not documented");
const noMoment = new Uncertain("is older than needs the moment of evaluation, which is not given");

function isOlder(value: Json, seconds: number, nowMs: number | undefined): Verdict {
  const isText = typeof value === "string" && value.trim() !== "";
  const number = isText ? Number(value) : value;
  if (typeof number !== "number" || Number.isNaN(number)) return false;
  if (nowMs === undefined) return noMoment;
  const momentMs = number >= leastMilliseconds ? number : number * 1000;
  if (nowMs - momentMs <= seconds * 1000) return false;
  return isText ? asNumber : true;
}
