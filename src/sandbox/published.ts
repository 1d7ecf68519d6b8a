import { asText } from "./as-text.js";
import type { JsonObject } from "../core/model/json.js";
import type { Organization } from "./organization.js";

type Streams = Readonly<Record<string, (organization: Organization, name: string) => readonly JsonObject[]>>;

/** Whose answers outputs never see (reference: events, section 2). */
const isHidden = ({ investigation_id }: JsonObject): boolean =>
  typeof investigation_id === "string" && investigation_id.startsWith("__");

/** What an output of each stream was sent; streams that the sandbox does not have were sent nothing. */
const streams: Streams = {
  tailored: ({ published }, name) => published.get(name)?.all() ?? [],
  event: ({ events }) => events.all().filter(({ routing }) => !isHidden(routing)),
  detect: ({ detections, unpublished }) =>
    detections.all().filter(({ detect_id }) => !unpublished.has(asText(detect_id))),
  audit: ({ audit }) => audit.all(),
};

/** What was sent to an output, oldest first; undefined when there is no such output. */
export function sentTo(organization: Organization, name: string): readonly JsonObject[] | undefined {
  const stream = organization.outputs.get(name)?.for;
  if (typeof stream !== "string") return undefined;
  return Object.hasOwn(streams, stream) ? (streams[stream]?.(organization, name) ?? []) : [];
}
