import { inside } from "../inside.mjs";
import { scaled } from "./read-floor.mjs";

export const selectorBenches = [
  {
    name: "blast-radius",
    what: "the reach of 1,000 distinct selectors over 100,000 sensors, floor: one field compared in as many passes",
    size: { count: 100_000, of: "sensor" },
    limit: { ms: 30_000 },
    run: (scale) => {
      const options = { sensors: scaled(100_000, scale), selectors: 1000 };
      return inside("blast-radius", {
        rounds: scale < 1 ? 3 : 1,
        options,
        detail: ({ reached }) =>
          `${options.sensors.toLocaleString("en-US")} sensors, ${reached.toLocaleString("en-US")} reached`,
      });
    },
  },
];
