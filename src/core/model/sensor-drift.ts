import type { Share } from "./configuration.js";
import { isWithin } from "./share.js";

/** How a set of sensors moved: ids that came, ids that went. */
interface SensorDrift {
  readonly added: number;
  readonly removed: number;
}

/** Compares the sensors that were reviewed with those of now, as sets: equal numbers of other sensors are a difference. */
function sensorDrift(reviewed: ReadonlySet<string>, now: ReadonlySet<string>): SensorDrift {
  const added = [...now].filter((sid) => !reviewed.has(sid)).length;
  return { added, removed: reviewed.size - (now.size - added) };
}

/** Why sensors moved too far since the review, as one sentence; undefined when they did not. */
export function driftedTooFar(
  reviewed: ReadonlySet<string>,
  now: ReadonlySet<string>,
  share: Share,
): string | undefined {
  const { added, removed } = sensorDrift(reviewed, now);
  if (isWithin(share, added + removed, reviewed.size)) return undefined;
  return (
    `it was reviewed for ${reviewed.size} sensors and would reach ${now.size} (+${added} / −${removed}); ` +
    `limits.sensorDrift allows ${share.percent} % (and always ${share.floor})`
  );
}
