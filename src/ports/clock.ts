/** Time, as a port, so that the flow can be driven by a clock of the tests. */
export interface Clock {
  /** Epoch milliseconds, corrected to the server's `Date` where one was seen. The time of record. */
  nowMs(): number;
  /** Milliseconds that never jump. */
  monotonicMs(): number;
  /** Resolves after this many milliseconds. */
  sleep(ms: number): Promise<void>;
  /** Local clock minus server clock in milliseconds; undefined until a server answered. */
  skewMs(): number | undefined;
}
