import type { Chance } from "./chance.js";
import type { Clock } from "./clock.js";
import type { Faults } from "./faults.js";
import { createOrganization, type Organization, type OrganizationOptions } from "./organization.js";
import type { LoggedRequest } from "./request-log.js";
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
  /** Own address, once the server listens. */
  url: string;
  /** Back to the start: organizations as generated, logs, faults and variants empty. The clock goes on. */
  reset(): void;
}

/** What a world is made from. */
export interface WorldOptions {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly organizations: readonly OrganizationOptions[];
}

/** A new world. */
export function createWorld({ clock, chance, organizations }: WorldOptions): World {
  const variants = createVariants();
  const build = (): ReadonlyMap<string, Organization> =>
    new Map(
      organizations
        .map((options) => createOrganization({ clock, chance, variants }, options))
        .map((organization) => [organization.oid, organization]),
    );
  const user = chance.branch("user");
  return {
    clock,
    variants,
    faults: createFaults(),
    tokens: createTokens(chance.branch("token secret").hex(64)),
    user: { uid: user.hex(28), apiKey: user.uuid() },
    requests: [],
    organizations: build(),
    url: "",
    reset() {
      clock.clear();
      variants.reset();
      this.faults.clear();
      this.requests.length = 0;
      this.organizations = build();
    },
  };
}
