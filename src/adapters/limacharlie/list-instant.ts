import type { Json } from "../../core/model/json.js";

/**
 * An expiry as epoch milliseconds, whatever unit it came in: over 1e14 is microseconds, over 1e11 milliseconds, else seconds;
 * a number under 1e9 is a duration and no instant (reference: API, 4.3). Undefined for what is no usable instant.
 */
export function readInstant(value: Json | undefined): number | undefined {
  if (typeof value === "number") return fromNumber(value);
  if (typeof value !== "string") return undefined;
  return /^\d{1,20}$/.test(value) ? fromNumber(Number(value)) : fromIsoText(value);
}

function fromNumber(value: number): number | undefined {
  if (value < 1e9 || value >= 1e17) return undefined;
  if (value > 1e14) return value / 1000;
  return value > 1e11 ? value : value * 1000;
}

const iso = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:\d{2})?$/;

/** Text without a zone is UTC. Years before 2001 are no expiry but a zero in disguise. */
function fromIsoText(value: string): number | undefined {
  const match = iso.exec(value);
  if (match === null) return undefined;
  const ms = Date.parse(`${match[1]}T${match[2]}${match[3] ?? "Z"}`);
  return ms >= 1e12 ? ms : undefined;
}
