import type { Operator } from "../operator.js";
import { text } from "../parameter-types.js";
import { required } from "../parameter.js";
import { offlineOperation } from "./offline.js";
import { textAt } from "../written.js";

/** A detection that is published as a resource. */
export const external: Operator = {
  name: "external",
  category: "external",
  status: "legacy",
  about: "a detection that is published as a resource matches; not evaluated offline",
  parameters: [required("resource", text, "lcr://detection/NAME")],
  forArtifacts: true,
  compile: ({ raw }) =>
    offlineOperation(`the detection ${textAt(raw, "resource")} cannot be evaluated offline`),
};
