import { nearestName } from "../../model/nearest.js";
import type { Operator } from "../operator.js";
import { text } from "../parameter-types.js";
import { required } from "../parameter.js";
import { platformCodes } from "../platforms.js";
import { shown } from "../problem.js";
import { platformOperation } from "./platform.js";
import { textAt } from "../written.js";

/** A sensor of a platform. */
export const isPlatform: Operator = {
  name: "is platform",
  category: "sensor",
  status: "documented",
  about: "the sensor is of the platform; names are lower case",
  parameters: [required("name", text, "name of the platform, such as windows")],
  mistaken: { value: "name", platform: "name" },
  compile: ({ raw, report }) => {
    const name = textAt(raw, "name");
    if (!platformCodes.has(name)) {
      const near = nearestName(name, platformCodes.keys());
      report("name", {
        check: "rule/platform-name",
        severity: "warning",
        message: `${shown(name)} is no platform that we know`,
        fix: near ? `did you mean ${near}?` : "names are in lower case, such as windows",
      });
    }
    return platformOperation(name);
  },
};
