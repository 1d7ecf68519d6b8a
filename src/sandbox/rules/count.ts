/** How often something happened in a window that began at an instant (epoch milliseconds). */
export interface Count {
  readonly sinceMs: number;
  readonly total: number;
}
