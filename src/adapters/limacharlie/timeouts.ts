/** Milliseconds we wait. The official clients wait 10 s for a token and 30 s for most requests (reference: API, 2.5). */
export interface Timeouts {
  readonly connectMs: number;
  readonly tokenMs: number;
  readonly requestMs: number;
  /** For extension requests and whole listings. */
  readonly extensionMs: number;
}

export const defaultTimeouts: Timeouts = {
  connectMs: 10_000,
  tokenMs: 10_000,
  requestMs: 30_000,
  extensionMs: 90_000,
};
