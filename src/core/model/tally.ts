/** How far a walk through organizations is. */
export interface Tally {
  /** How many there are in all. */
  readonly of: number;
  /** How many have ended, the failed ones included. */
  readonly done: number;
  readonly failed: number;
  readonly underWay: number;
}
