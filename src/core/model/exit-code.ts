/** What the process says at its end. Never a count. */
export const exitCode = {
  /** Done, or nothing to do. */
  done: 0,
  /** Something failed. */
  failed: 1,
  /** Changes or drift found; only with `--detailed-exitcode` or `rules --check`. */
  changes: 2,
  /** The files are invalid; nothing was sent. */
  invalid: 3,
  /** Refused by a limit, a policy, a lease or a held change. */
  refused: 4,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
