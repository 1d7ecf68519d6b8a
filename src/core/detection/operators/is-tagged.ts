import type { Json } from "../../model/json.js";
import { foldCase } from "../fold.js";
import type { Operator } from "../operator.js";
import { text } from "../parameter-types.js";
import { required } from "../parameter.js";
import { shown } from "../problem.js";
import { Uncertain, type Verdict } from "../verdict.js";
import { routingOperation } from "./sensor.js";
import { textAt } from "../written.js";

/** A sensor that carries a tag. */
export const isTagged: Operator = {
  name: "is tagged",
  category: "sensor",
  status: "documented",
  about: "the sensor carries exactly this tag; offline routing/tags are its tags",
  parameters: [required("tag", text, "the tag")],
  mistaken: { value: "tag", name: "tag" },
  compile: ({ raw }) => {
    const tag = textAt(raw, "tag");
    return routingOperation({
      member: "tags",
      does: `has ${shown(tag)}`,
      doesNot: `does not have ${shown(tag)}`,
      test: (tags) => hasTag(tags, tag),
    });
  },
};

const letterCase = new Uncertain("whether letter case counts in tags is not documented");

function hasTag(tags: Json, wanted: string): Verdict {
  if (!Array.isArray(tags)) return false;
  if (tags.includes(wanted)) return true;
  const folded = foldCase(wanted);
  return tags.some((tag) => typeof tag === "string" && foldCase(tag) === folded) && letterCase;
}
