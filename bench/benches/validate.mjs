import { projectOf } from "../projects.mjs";
import { cli, compare, run } from "../measure.mjs";
import { cacheOf, readAndParse, roundsFor, scaled } from "./read-floor.mjs";

const validate = (folder, env) => () => run([cli, "validate"], { cwd: folder, env });

function bench(size, state) {
  return {
    name: `validate-${size}-${state}`,
    what: `\`validate\` of ${size.toLocaleString("en-US")} task files, ${state}, floor: read and parse them`,
    size: { count: size, of: "task file" },
    limit: size < 10_000 ? {} : { ratio: state === "warm" ? 1 : 2, peakMb: 400 },
    run: async (scale) => {
      const files = scaled(size, scale);
      const folder = projectOf(files);
      const whole = validate(folder, cacheOf(state));
      // The first run fills the cache.
      if (state === "warm") await whole();
      const detail = `${files.toLocaleString("en-US")} files`;
      return compare({ rounds: roundsFor(files), floor: readAndParse(folder), whole, detail });
    },
  };
}

const growth = {
  name: "validate-growth",
  what: "`validate` of 10,000 task files, cold, floor: of 1,000",
  limit: { ratio: 11 },
  run: (scale) => {
    const [few, many] = [projectOf(scaled(1000, scale)), projectOf(scaled(10_000, scale))];
    const env = cacheOf("cold");
    return compare({ rounds: 3, floor: validate(few, env), whole: validate(many, env) });
  },
};

export const validateBenches = [
  // So few files are not kept in the cache.
  bench(10, "cold"),
  ...[1000, 10_000].flatMap((size) => ["cold", "warm"].map((state) => bench(size, state))),
  growth,
];
