import type { Chance } from "./chance.js";
import type { Appointment } from "./appointments.js";
import { type Clock, createClock } from "./clock.js";
import type { Deed } from "./deed.js";
import { connect } from "./delivery.js";
import type { Faults } from "./faults.js";
import { createOrganization, type Organization, type OrganizationOptions } from "./organization.js";
import type { LoggedRequest } from "./request-log.js";
import { startPatterns, turn } from "./patterns.js";
import { onEvent, onRecord, resumeResponse } from "./rules/engine.js";
import { tick } from "./rules/schedule.js";
import { endTag } from "./sensor-tags.js";
import { createTokens, type Tokens } from "./tokens.js";
import { createVariants, type Variants } from "./variants.js";
import { createFaults } from "./faults.js";

/** A user with an API key of their own, which reaches every organization (reference: API, 1.3). */
export interface User {
  readonly uid: string;
  readonly apiKey: string;
}

/** Everything there is in one sandbox. */
export interface World {
  readonly clock: Clock;
  readonly variants: Variants;
  readonly faults: Faults;
  readonly tokens: Tokens;
  readonly user: User;
  readonly requests: LoggedRequest[];
  /** By oid. */
  organizations: ReadonlyMap<string, Organization>;
  /** Told of everything that changes the sandbox from outside. */
  onDeed: ((deed: Deed) => void) | undefined;
  /** Own address, once the server listens. */
  url: string;
  /** Back to the start: organizations as generated, logs, faults and variants empty. The clock goes on. */
  reset(): void;
}

/** What a world is made from. */
export interface WorldOptions {
  /** How the clock starts. */
  readonly startMs: number;
  readonly speed: number;
  readonly chance: Chance;
  readonly organizations: readonly OrganizationOptions[];
  /** Sensors connect and disconnect as time passes. */
  readonly patterns: boolean;
}

/** A new world. */
export function createWorld({ startMs, speed, chance, organizations, patterns }: WorldOptions): World {
  const variants = createVariants();
  const clock = createClock({ startMs, speed, perform: (appointment) => keep(world, appointment) });
  const build = (): ReadonlyMap<string, Organization> =>
    new Map(
      organizations
        .map((options) => createOrganization({ clock, chance, variants, onEvent, onRecord }, options))
        .map((organization) => [organization.oid, organization]),
    );
  const user = chance.branch("user");
  const world: World = {
    clock,
    variants,
    faults: createFaults(),
    tokens: createTokens(chance.branch("token secret").hex(64)),
    user: { uid: user.hex(28), apiKey: user.uuid() },
    requests: [],
    organizations: build(),
    onDeed: undefined,
    url: "",
    reset() {
      clock.clear();
      variants.reset();
      this.faults.clear();
      this.requests.length = 0;
      this.organizations = build();
      live();
    },
  };
  const live = (): void => {
    if (patterns) for (const organization of world.organizations.values()) startPatterns(organization);
  };
  live();
  return world;
}

/** Does what was scheduled. */
function keep(world: World, appointment: Appointment): void {
  const organization = world.organizations.get(appointment.oid);
  if (!organization) return;
  const sensor = organization.fleet.get("sid" in appointment ? (appointment.sid ?? "") : "");
  switch (appointment.kind) {
    case "tag ends":
      endTag(organization, appointment.sid, appointment.tag);
      break;
    case "respond":
      resumeResponse(organization, appointment);
      break;
    case "schedule":
      tick(organization);
      break;
    case "pattern":
      if (sensor) turn(organization, sensor);
      break;
    case "reconnect":
      if (sensor) connect(organization, sensor);
      break;
    default:
  }
}
