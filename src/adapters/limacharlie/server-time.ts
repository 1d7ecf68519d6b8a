/** How far this machine's clock is from the service's. */
export interface ServerTime {
  /** Takes notice of an answer's `Date` header; anything that is no date is ignored. */
  readonly observe: (dateHeader: string | readonly string[] | undefined) => void;
  /** Local clock minus server clock in milliseconds; undefined until a server answered. */
  readonly skewMs: () => number | undefined;
  /** Epoch milliseconds by the server's clock as far as it is known. */
  readonly nowMs: () => number;
}

/** `Date` has whole seconds, cut off, so the truth is half a second later on average. */
const halfSecondMs = 500;

/** Follows the server's clock by the answers that come in. `now` is the local clock in epoch milliseconds. */
export function followServerTime(now: () => number): ServerTime {
  let skewMs: number | undefined;
  return {
    observe: (dateHeader) => {
      const serverMs = typeof dateHeader === "string" ? Date.parse(dateHeader) : Number.NaN;
      if (Number.isFinite(serverMs)) skewMs = now() - (serverMs + halfSecondMs);
    },
    skewMs: () => skewMs,
    nowMs: () => now() - (skewMs ?? 0),
  };
}
