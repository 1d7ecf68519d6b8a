import { compareText } from "../core/model/finding.js";
import { connect } from "./delivery.js";
import { formEvent } from "./events.js";
import { type GivenSensors, hasOneSidEach } from "./fleet-given.js";
import { fleetProblem } from "./fleet-file.js";
import { givenSensors } from "./fleet.js";
import type { Organization } from "./organization.js";
import type { SimulatedSensor } from "./sensor.js";

/**
 * Sensors enrol now: rules of target `deployment` see an `enrollment` each (documented sample; not stored: inferred), then those that are
 * `online` connect. Returns their sids. Throws a RangeError for sensors that make no sense or a sid that is taken; then none enrols.
 */
export function enroll(organization: Organization, given: readonly GivenSensors[]): readonly string[] {
  const problem = fleetProblem({ version: 1, organizations: [{ name: "enrolled", sensors: given }] });
  if (problem !== undefined) throw new RangeError(`Cannot enroll: ${problem}`);
  const odd = hasOneSidEach(given);
  if (odd !== undefined) throw new RangeError(`Cannot enroll: ${odd}`);
  const taken = given.find(({ sid }) => sid !== undefined && organization.fleet.has(sid.toLowerCase()));
  if (taken) throw new RangeError(`Cannot enroll: there is a sensor ${taken.sid} already`);
  const sensors = given.flatMap((one) => newSensors(organization, one));
  addSensors(organization, sensors);
  for (const [sensor, online] of sensors.map((one, at) => [one, isOnline(given, at)] as const)) {
    announce(organization, sensor);
    if (online) connect(organization, sensor);
  }
  return sensors.map(({ sid }) => sid);
}

/** Puts sensors into a fleet, which stays in the order of the sids. */
export function addSensors({ fleet }: Organization, sensors: readonly SimulatedSensor[]): void {
  const all = [...fleet.values(), ...sensors].toSorted((a, b) => compareText(a.sid, b.sid));
  fleet.clear();
  for (const sensor of all) fleet.set(sensor.sid, sensor);
}

function newSensors(organization: Organization, given: GivenSensors): readonly SimulatedSensor[] {
  const { oid, chance, clock } = organization;
  const nowMs = clock.nowMs();
  const options = { oid, sensors: [], chance: chance.branch("fleet"), nowMs };
  return givenSensors(options, given).map((sensor) => ({
    ...sensor,
    sid: given.sid?.toLowerCase() ?? chance.uuid(),
    enrolledMs: nowMs,
    online: false,
  }));
}

/** Whether the entry that a sensor came from says that it is connected. */
function isOnline(given: readonly GivenSensors[], index: number): boolean {
  const flags = given.flatMap(({ count = 1, online = true }) => Array.from({ length: count }, () => online));
  return flags[index] ?? true;
}

function announce(organization: Organization, sensor: SimulatedSensor): void {
  const { ext_ip, int_ip, hostname } = sensor;
  const body = { public_ip: ext_ip, internal_ip: int_ip, host_name: hostname };
  const now = { ms: organization.clock.nowMs(), chance: organization.chance };
  const record = formEvent(sensor, { type: "enrollment", body }, now);
  organization.onRecord(organization, { target: "deployment", record, sensor });
}
