import { messageOf } from "../../core/model/message-of.js";
import type { DetectionsRead } from "../../core/status/detections.js";
import type { ReadableOrganization } from "../../ports/organization.js";

/** What the rules of an organization detected in the last so many seconds; what cannot be read (a key without `insight.det.get`) is said, no failure. */
export async function readDetections(
  { detections, clock }: Pick<ReadableOrganization, "detections" | "clock">,
  seconds: number,
): Promise<DetectionsRead> {
  const sinceMs = clock.nowMs() - seconds * 1000;
  try {
    return { sinceMs, found: await detections.since(sinceMs) };
  } catch (error) {
    return { unreadable: messageOf(error) };
  }
}
