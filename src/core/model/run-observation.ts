/**
 * What the queue showed of an issued run before its end. The service forgets what is not pending any more (reference: API, 4.3), so
 * how far a run came is known only to whoever looked in time.
 */
export interface RunObservation {
  /** Server time, epoch milliseconds. */
  readonly atMs: number;
  /** Sensors that waited and can run commands. */
  readonly pending: number;
  /** Sensors that confirmed the receipt by then; absent when the numbers did not add up. Never smaller than before. */
  readonly delivered?: number;
  /** Sensors that matched and cannot be told: adapters, and those that were neither sent to nor queued for. */
  readonly notTaskable?: number;
  /** Sensors that left the queue by then without a connection: at least so many were probably cancelled by somebody. */
  readonly lost?: number;
  /** Ids of a few that waited and were offline; the last observation alone has them. */
  readonly waiting?: readonly string[];
}

interface Observed {
  readonly observed?: readonly RunObservation[];
}

/** The last time that somebody saw how far a run is. */
export const lastObserved = ({ observed }: Observed): RunObservation | undefined => observed?.at(-1);

/** How many sensors are known to have confirmed the receipt; undefined when nobody ever looked in time. */
export function knownDelivered({ observed = [] }: Observed): number | undefined {
  const known = observed.flatMap(({ delivered }) => delivered ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}
