import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { formEvent } from "../events.js";
import type { Organization } from "../organization.js";
import type { SimulatedSensor } from "../sensor.js";
import { activeRules } from "./active-rules.js";

const hourS = 3600;

/** Frequencies of schedule events in seconds, by the names in their event types (documented: schedule events). */
const frequencies: readonly (readonly [name: string, everyS: number])[] = [
  ["30m", hourS / 2],
  ["1h", hourS],
  ["3h", 3 * hourS],
  ["6h", 6 * hourS],
  ["12h", 12 * hourS],
  ["24h", 24 * hourS],
  ["168h", 168 * hourS],
];

const dayMs = 24 * hourS * 1000;

/** Lets the clock tick for an organization when its rules wait for it; without such a rule it does not. */
export function keepSchedule(organization: Organization): void {
  scheduleTick(organization, wantedTypes(organization));
}

/**
 * A tick: events per organization and per sensor, for the frequencies that are due (epoch multiples: inferred), to rules of target
 * `schedule`. They are not stored (documented). An organization needs a sensor that was online in the last 7 days, a sensor itself
 * must have been online in the last 30 (documented).
 */
export function tick(organization: Organization): void {
  const wanted = wantedTypes(organization);
  const nowMs = organization.clock.nowMs();
  const sensors = [...organization.fleet.values()];
  const isLive = sensors.some((sensor) => wasOnline(sensor, nowMs, 7));
  for (const [name, everyS] of frequencies) {
    if (nowMs % (everyS * 1000) !== 0) continue;
    if (isLive && wants(wanted, `${name}_per_org`)) onePerOrganization(organization, name, everyS);
    if (!wants(wanted, `${name}_per_sensor`)) continue;
    for (const sensor of sensors) {
      if (wasOnline(sensor, nowMs, 30)) onePerSensor(organization, sensor, { name, everyS });
    }
  }
  keepSchedule(organization);
}

/** The event types that enabled rules of this target name; `all` when one names none. */
type Wanted = ReadonlySet<string> | "all";

function wantedTypes(organization: Organization): Wanted {
  const types = new Set<string>();
  for (const { detect, record } of activeRules(organization, organization.clock.nowMs())) {
    if (detect.target.name !== "schedule") continue;
    const named = isJsonObject(record.data.detect) ? typesOf(record.data.detect) : [];
    if (named.length === 0) return "all";
    for (const type of named) types.add(type);
  }
  return types;
}

const typesOf = ({ event, events }: JsonObject): readonly string[] =>
  [event, ...(Array.isArray(events) ? events : [])].filter(
    (type: Json | undefined) => typeof type === "string",
  );

const wants = (wanted: Wanted, type: string): boolean => wanted === "all" || wanted.has(type);

/** The next tick is that of the shortest frequency that a rule waits for, unless one comes before it. */
function scheduleTick({ clock, oid }: Organization, wanted: Wanted): void {
  const found = frequencies.find(
    ([name]) => wants(wanted, `${name}_per_org`) || wants(wanted, `${name}_per_sensor`),
  );
  if (!found) return;
  const everyMs = found[1] * 1000;
  const nextMs = (Math.floor(clock.nowMs() / everyMs) + 1) * everyMs;
  const comes = clock
    .agenda()
    .some(({ atMs, task }) => task.kind === "schedule" && task.oid === oid && atMs <= nextMs);
  if (!comes) clock.schedule(nextMs, { kind: "schedule", oid });
}

const wasOnline = ({ online, aliveMs }: SimulatedSensor, nowMs: number, days: number): boolean =>
  online || nowMs - aliveMs <= days * dayMs;

/** As the sample on the page of platform events: a sensor of zeros. */
function onePerOrganization(organization: Organization, name: string, frequency: number): void {
  const { chance, clock, oid } = organization;
  const routing = {
    event_id: chance.uuid(),
    event_time: clock.nowMs(),
    event_type: `${name}_per_org`,
    oid,
    sid: "00000000-0000-0000-0000-000000000000",
    tags: [],
  };
  organization.onRecord(organization, {
    target: "schedule",
    record: { routing, event: { frequency } },
    sensor: undefined,
  });
}

function onePerSensor(
  organization: Organization,
  sensor: SimulatedSensor,
  { name, everyS }: { readonly name: string; readonly everyS: number },
): void {
  const now = { ms: organization.clock.nowMs(), chance: organization.chance };
  const said = { type: `${name}_per_sensor`, body: { frequency: everyS } };
  organization.onRecord(organization, { target: "schedule", record: formEvent(sensor, said, now), sensor });
}
