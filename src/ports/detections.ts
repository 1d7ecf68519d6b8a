import type { RecentDetections } from "../core/model/detection.js";

/** What the organization's rules detected. */
export interface Detections {
  /** Those since an instant (server time, epoch milliseconds), in the order in which they came. Throws when they cannot be read. */
  since(sinceMs: number): Promise<RecentDetections>;
}
