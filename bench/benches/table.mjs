// Every bench, in the order in which they run.
import { applyBenches } from "./apply.mjs";
import { commentBenches } from "./comment.mjs";
import { organizationBenches } from "./organizations.mjs";
import { planBenches } from "./plan.mjs";
import { queueBenches } from "./queue.mjs";
import { ruleTestBenches } from "./rule-tests.mjs";
import { ruleBenches } from "./rules.mjs";
import { selectorBenches } from "./selectors.mjs";
import { sensorBenches } from "./sensors.mjs";
import { startBenches } from "./start.mjs";
import { validateBenches } from "./validate.mjs";

/**
 * A bench: `name`, `what` it measures and against which floor, `limit` at full size (`ratio` to the floor, `ms`, `beyondMs` the floor,
 * `peakMb`), `size` (how many of what, where that scales), `needs` (what of this machine it cannot do without and does not find, as words), `run(scale)` resolves with { ms, floorMs, ratio, peakMb, clock, detail }.
 */
export const benches = [
  ...startBenches,
  ...validateBenches,
  ...planBenches,
  ...queueBenches,
  ...sensorBenches,
  ...selectorBenches,
  ...applyBenches,
  ...organizationBenches,
  ...ruleTestBenches,
  ...commentBenches,
  ...ruleBenches,
];
