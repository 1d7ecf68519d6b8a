import type { Position } from "./finding.js";

/** A share with a floor below which it never bites. */
export interface Share {
  readonly percent: number;
  readonly floor: number;
}

/** How much one apply may do. Undefined numbers do not limit. */
export interface Limits {
  readonly sensorsPerTask?: number;
  readonly sensorsPerApply?: number;
  readonly deletions: Share;
  readonly sensorDrift: Share;
  readonly planAgeSeconds: number;
  /** The longest a run may wait. */
  readonly ttlSeconds?: number;
}

/** What holds for tasks whose file leaves it out. */
export interface TaskDefaults {
  readonly ttlSeconds?: number;
  readonly paused?: boolean;
}

/** Variables by name: what `${{ vars.name }}` in tasks stands for. */
export interface Variables {
  readonly [name: string]: string;
}

/** One organization of the configuration. What the project says for all of them is already in it. */
export interface Organization {
  readonly alias: string;
  /** Lower-case UUID. Undefined: taken from `LC_OID`. */
  readonly oid?: string;
  /** Name of the environment variable with the API key. */
  readonly apiKeyEnv: string;
  /** Name of the environment variable with the user id of a user key. */
  readonly uidEnv: string;
  readonly labels: readonly string[];
  readonly retired: boolean;
  /** In force there. */
  readonly limits: Limits;
  readonly defaults: TaskDefaults;
  readonly vars: Variables;
}

export type LedgerBackend = "hive" | "git" | "file";

/** Who remembers the highest serial of a ledger, so that one that was rolled back is noticed. */
export type WitnessKind = "git" | "none";

/** `lctasks.yaml`, checked and with its defaults. */
export interface Configuration {
  readonly project: string;
  /** Globs of task files. */
  readonly tasks: readonly string[];
  /** Globs of organization files. */
  readonly organizationFiles: readonly string[];
  readonly organizations: readonly Organization[];
  readonly ledger: LedgerBackend;
  readonly witness: WitnessKind;
  readonly subscribe: boolean;
  /** In force where an organization says nothing else. */
  readonly limits: Limits;
  readonly policy: { readonly deny: readonly string[] };
  /**
   * The folder, beside the configuration, of the file that brings the response rules into an organization; `{oid}` and `{alias}` stand
   * for it. Undefined: apply writes the rules.
   */
  readonly rulesTo?: string;
  /** Seconds to wait after a rule write before the first issue; undefined: 30, or 0 when the API is on loopback. */
  readonly ruleSettleSeconds?: number;
  readonly at: Position;
}

/** The configuration with what is in force in one of its organizations. */
export function configurationIn({ limits }: Organization, configuration: Configuration): Configuration {
  return { ...configuration, limits };
}

export const defaultLimits: Limits = {
  sensorsPerTask: 1000,
  sensorsPerApply: 5000,
  deletions: { percent: 30, floor: 5 },
  sensorDrift: { percent: 20, floor: 10 },
  planAgeSeconds: 86_400,
};

/** The one organization of a configuration that declares none: its id and key are in the variables that the official clients read. */
export const defaultOrganization: Organization = {
  alias: "default",
  apiKeyEnv: "LC_API_KEY",
  uidEnv: "LC_UID",
  labels: [],
  retired: false,
  limits: defaultLimits,
  defaults: {},
  vars: {},
};

/** What commands work with that need an organization and no `lctasks.yaml`. */
export const bareConfiguration: Configuration = {
  project: "none",
  tasks: [],
  organizationFiles: [],
  organizations: [defaultOrganization],
  ledger: "hive",
  witness: "none",
  subscribe: false,
  limits: defaultLimits,
  policy: { deny: [] },
  at: { file: "lctasks.yaml", line: 1, column: 1 },
};
