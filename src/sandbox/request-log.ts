/** One API request as the control plane shows it. */
export type LoggedRequest = {
  /** ISO 8601, sandbox time. */
  readonly at: string;
  readonly method: string;
  /** As it came, without the query. */
  readonly path: string;
  /** Which organization it is about; null when that cannot be told. */
  readonly oid: string | null;
  /** The extension action asked for, null for other requests. */
  readonly action: string | null;
  /** The status that was sent; 0 when the connection was cut before it. */
  readonly status: number;
};
