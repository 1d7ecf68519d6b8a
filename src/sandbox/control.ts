import { isJsonObject, type Json, type JsonObject } from "../core/model/json.js";
import { type Answer, ok, refuse } from "./answer.js";
import { checkKnown, connectSensors, disconnectSensors, failSensors, mendSensors } from "./connections.js";
import { enroll } from "./enrolment.js";
import { readFault } from "./faults.js";
import type { GivenSensors } from "./fleet-given.js";
import type { Organization } from "./organization.js";
import { sentTo } from "./published.js";
import type { ApiRequest } from "./request.js";
import { dumpState } from "./state.js";
import { readVariants, variantChoices } from "./variants.js";
import type { WhichSensors } from "./which-sensors.js";
import type { World } from "./world.js";

type Control = (world: World, body: Json | undefined) => Json;

/** The control plane: `METHOD /_sandbox/<name>` to what it does. It needs no token and answers 200 with a JSON object. */
const controls: Readonly<Record<string, Control>> = {
  "GET deliveries": (world) => ({ deliveries: everywhere(world, ({ deliveries }) => deliveries) }),
  "GET requests": (world) => ({ requests: world.requests.map((request) => ({ ...request })) }),
  "GET events": (world) => ({
    events: everywhere(world, ({ events }) => events.all()),
    dropped: [...world.organizations.values()].reduce((sum, { events }) => sum + events.dropped, 0),
  }),
  "GET state": dumpState,
  "POST reset": (world) => {
    world.reset();
    return {};
  },
  "GET clock": clock,
  "POST clock": (world, body) => {
    const { advance_s } = object(body, ["advance_s"]);
    if (typeof advance_s !== "number") throw new RangeError("advance_s is not a number of seconds");
    world.clock.advance(advance_s);
    return clock(world);
  },
  "POST sensors": (world, body) => {
    const known = ["disconnect", "connect", "fail", "mend", "enroll", "oid"];
    const { disconnect, connect, fail, mend, ...more } = object(body, known);
    const wanted = {
      disconnect: which(world, disconnect),
      connect: which(world, connect),
      fail: which(world, fail),
      mend: which(world, mend),
    };
    const enrolled =
      more.enroll === undefined
        ? undefined
        : [...enroll(organizationOf(world, more.oid), given(more.enroll))];
    return {
      ...(enrolled === undefined ? {} : { enrolled }),
      ...(fail === undefined ? {} : { failing: failSensors(world, wanted.fail) }),
      ...(mend === undefined ? {} : { mended: mendSensors(world, wanted.mend) }),
      disconnected: disconnectSensors(world, wanted.disconnect),
      connected: connectSensors(world, wanted.connect),
    };
  },
  "GET faults": (world) => ({ faults: world.faults.list() }),
  "POST faults": (world, body) => ({ id: world.faults.add(readFault(body)) }),
  "DELETE faults": (world) => ({ cleared: world.faults.clear() }),
  "GET variants": (world) => ({ variants: world.variants.current(), choices: variantChoices }),
  "POST variants": (world, body) => {
    world.variants.set(readVariants(body));
    return { variants: world.variants.current() };
  },
};

/** True for requests to the control plane, which are neither logged nor hit by faults. */
export function isControl(request: ApiRequest): boolean {
  return request.segments[0] === "_sandbox";
}

/** Answers a request to the control plane. Throws a Refusal: 404 for what there is not, 400 for a body that makes no sense. */
export function control(world: World, request: ApiRequest): Answer {
  const [, area, item = ""] = request.segments;
  if (request.method === "GET" && area === "outputs" && item !== "") return ok(published(world, item));
  const name = request.segments.slice(1).join("/");
  const key = `${request.method} ${name}`;
  const act = Object.hasOwn(controls, key) ? controls[key] : undefined;
  if (!act) throw refuse(404, `there is no ${key}; there are ${Object.keys(controls).join(", ")}`);
  try {
    return ok(act(world, request.json));
  } catch (error) {
    if (error instanceof RangeError) throw refuse(400, error.message);
    throw error;
  }
}

/** What was sent to an output, by the organizations that have one of this name. */
function published(world: World, name: string): Json {
  const sent = [...world.organizations.values()].map((organization) => sentTo(organization, name));
  const found = sent.filter((records) => records !== undefined);
  if (found.length === 0) throw refuse(404, `there is no output ${name}`);
  return { records: found.flat() };
}

function clock(world: World): Json {
  const nowMs = world.clock.nowMs();
  return { now: new Date(nowMs).toISOString(), now_ms: nowMs };
}

function everywhere(world: World, take: (organization: Organization) => readonly Json[]): Json {
  return [...world.organizations.values()].flatMap((organization) => [...take(organization)]);
}

function object(body: Json | undefined, known: readonly string[]): JsonObject {
  if (!isJsonObject(body)) throw new RangeError("the body is not a JSON object");
  const odd = Object.keys(body).find((name) => !known.includes(name));
  if (odd !== undefined) throw new RangeError(`unknown member ${odd}; known are ${known.join(", ")}`);
  return body;
}

/** The organization that a member names; left out: the first. */
function organizationOf({ organizations }: World, oid: Json | undefined): Organization {
  const found =
    oid === undefined
      ? organizations.values().next().value
      : typeof oid === "string"
        ? organizations.get(oid)
        : undefined;
  if (!found) throw new RangeError(`there is no organization ${JSON.stringify(oid)}`);
  return found;
}

/** Sensors as a fleet file gives them; what is in the list is judged where they enrol. */
function given(value: Json): readonly GivenSensors[] {
  if (!Array.isArray(value)) throw new RangeError("enroll is not a list of sensors");
  return value;
}

/** Reads `"all"` or a list of sids; left out: none. */
function which(world: World, value: Json | undefined): WhichSensors {
  if (value === undefined) return [];
  if (value !== "all" && !Array.isArray(value)) throw new RangeError('sensors are "all" or a list of sids');
  const wanted = value === "all" ? value : value.map(String);
  checkKnown(world, wanted);
  return wanted;
}
