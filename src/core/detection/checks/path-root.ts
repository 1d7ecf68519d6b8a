import { parseEventPath } from "../event-path.js";
import { plainText } from "../written.js";
import type { RuleCheck } from "./check.js";
import { pathOf, type Place } from "./places.js";
import { noRemarks } from "./remarks.js";

/** What paths of records begin with. */
const roots: ReadonlySet<string> = new Set(["event", "routing", "ts", "*", "?"]);
/** What paths of detections begin with besides. */
const detectionRoots: ReadonlySet<string> = new Set(
  "event routing ts * ? detect detect_mtd detect_data detect_id cat priority source gen_time mtd namespace rule_tags author link".split(
    " ",
  ),
);

/** A path that begins with no part of a record. */
export const pathRoot: RuleCheck = {
  check: "rule/path-root",
  severities: ["warning"],
  about: "Paths begin with event/ or routing/, of detections also with detect/ or cat; letter case counts.",
  part: "detect",
  run: ({ detect, places }) => {
    if (detect.target.selects === "event_type" && detect.target.name !== "edr") return [];
    const known = detect.target.name === "detection" ? detectionRoots : roots;
    return places.filter(isOnRecord).flatMap((place) => {
      const path = plainText(place.node.raw["path"]);
      const [first] = parseEventPath(path).parts;
      if (first === undefined || known.has(first)) return noRemarks;
      return [
        {
          severity: "warning",
          message: `there is no ${first} in a record: nothing is ever found at ${path}`,
          fix:
            path.includes(".") && !path.includes("/")
              ? `write ${path.replaceAll(".", "/")}`
              : `write event/${path.replace(/^\//, "")} if that is meant`,
          at: [...place.node.at, "path"],
        },
      ];
    });
  },
};

const isOnRecord = (place: Place): boolean => place.root === "record" && pathOf(place) !== undefined;
