import { isJsonObject, type Json } from "../../model/json.js";
import { type RulePath, shown } from "../problem.js";
import { textsIn } from "../texts.js";
import type { PlacedAction, RuleCheck } from "./check.js";

/** Text in a transform that is taken for a path and selects nothing. */
export const bareSelector: RuleCheck = {
  check: "rule/bare-selector",
  severities: ["error"],
  about:
    "In the request of an extension a text without {{ }} is a path into the event, not text: severity: critical sends null.",
  part: "respond",
  run: ({ actions }) =>
    actions
      .filter(hasTransform)
      .flatMap(transforms)
      .flatMap(({ value, at }) =>
        textsIn(value, at)
          .filter(({ text }) => !text.includes("{{") && !isSelector(text))
          .map(({ text, at: place }) => ({
            severity: "error",
            message: `${shown(text)} is a path into the event that selects nothing: the request carries null`,
            fix: `write '{{ ${JSON.stringify(text)} }}' for the text itself`,
            at: place,
          })),
      ),
};

/** What records and detections begin with. */
const isSelector = (text: string): boolean =>
  /^(@|(event|routing|detect|detect_mtd|detect_data|cat|mtd|ts|source|priority|gen_time|detect_id|namespace|rule_tags|author|link)([.|]|$))/.test(
    text,
  );

const hasTransform = ({ raw }: PlacedAction): boolean =>
  raw["action"] === "extension request" || raw["action"] === "start ai agent";

/** The transforms of an action that has some. Lists pass as they are. */
function transforms({ raw, at }: PlacedAction): { readonly value: Json; readonly at: RulePath }[] {
  const name = raw["action"] === "extension request" ? "extension request" : "data";
  const value = raw[name];
  return isJsonObject(value) ? [{ value: withoutLists(value), at: [...at, name] }] : [];
}

function withoutLists(value: Json): Json {
  if (Array.isArray(value)) return null;
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutLists(member)]));
}
