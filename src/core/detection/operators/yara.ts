import type { Operator } from "../operator.js";
import { text } from "../parameter-types.js";
import { required } from "../parameter.js";
import { offlineOperation } from "./offline.js";

/** A YARA rule on the artifact. */
export const yara: Operator = {
  name: "yara",
  category: "external",
  status: "legacy",
  about: "a YARA rule matches the artifact; not evaluated offline",
  parameters: [required("resource", text, "hive://yara/NAME, or the older lcr://yara/NAME")],
  forArtifacts: true,
  compile: () => offlineOperation("YARA rules are not evaluated offline"),
};
