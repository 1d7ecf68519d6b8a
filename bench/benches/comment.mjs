import { inside } from "../inside.mjs";
import { scaled } from "./read-floor.mjs";

export const commentBenches = [
  {
    name: "comment-5000",
    what: "the comment about 5,000 changes, floor: `JSON.parse(JSON.stringify(report))`",
    size: { count: 5000, of: "change" },
    limit: {},
    run: (scale) => {
      const changes = scaled(5000, scale);
      return inside("comment", {
        rounds: 7,
        options: { changes },
        detail: ({ bytes }) =>
          `${changes.toLocaleString("en-US")} changes, ${bytes.toLocaleString("en-US")} bytes of comment`,
      });
    },
  },
];
