import type { JsonObject } from "../core/model/json.js";
import type { Chance } from "./chance.js";
import { clockText } from "./clock.js";
import { architectureNumbers, platformNumbers } from "./platforms.js";
import type { SimulatedSensor } from "./sensor.js";

/** Where an event came from and what it is (reference: events, section 1); `event_time` is epoch milliseconds. */
export interface Routing extends JsonObject {
  readonly oid: string;
  readonly sid: string;
  readonly event_type: string;
  readonly event_time: number;
  readonly event_id: string;
  readonly hostname: string;
}

/** One event as the platform keeps it. */
export type PlatformEvent = {
  readonly routing: Routing;
  readonly event: JsonObject;
  /** UTC, whole seconds: `YYYY-MM-DD HH:MM:SS`. */
  readonly ts: string;
};

/** What a sensor says; the rest of an event follows from the sensor. */
export interface Utterance {
  readonly type: string;
  readonly body: JsonObject;
  /** Only on answers to tasks. */
  readonly investigationId?: string | undefined;
}

/** Builds the events of a sandbox: complete routing, ids from the seed, times from the clock. */
export function formEvent(
  sensor: SimulatedSensor,
  utterance: Utterance,
  now: { readonly ms: number; readonly chance: Chance },
): PlatformEvent {
  const { oid, sid, iid, did, hostname, ext_ip, int_ip } = sensor;
  return {
    routing: {
      oid,
      sid,
      iid,
      did,
      hostname,
      ext_ip,
      int_ip,
      event_type: utterance.type,
      event_time: now.ms,
      event_id: now.chance.uuid(),
      plat: platformNumbers[sensor.plat],
      arch: architectureNumbers[sensor.arch],
      moduleid: 2,
      this: now.chance.hex(32),
      tags: [...sensor.tags.keys()],
      ...(utterance.investigationId ? { investigation_id: utterance.investigationId } : {}),
    },
    event: utterance.body,
    ts: clockText(now.ms),
  };
}

/** A store of the platform: the newest entries, bounded, so that a long run does not fill the memory. */
export class EventLog<Entry = PlatformEvent> {
  #events: Entry[] = [];
  #dropped = 0;
  readonly #keep: number;

  constructor(keep: number) {
    this.#keep = keep;
  }

  /** How many old entries were forgotten. */
  get dropped(): number {
    return this.#dropped;
  }

  add(event: Entry): void {
    this.#events.push(event);
    if (this.#events.length < this.#keep * 2) return;
    this.#dropped += this.#events.length - this.#keep;
    this.#events = this.#events.slice(-this.#keep);
  }

  /** Everything that is kept, oldest first. */
  all(): readonly Entry[] {
    return this.#events;
  }
}
