import type { LedgerBackend, WitnessKind } from "../model/configuration.js";
import type { Identity } from "../model/identity.js";
import type { AppliedCommit, Lease, Pause } from "../model/ledger.js";

/** What was found out about this machine and this repository. */
export interface MachineFacts {
  /** For example `24.1.0`. */
  readonly nodeVersion: string;
  readonly files: FilesFacts;
  /** Paths of schemas for editors that another version wrote. */
  readonly staleSchemas: readonly string[];
  readonly git: GitFacts;
  readonly ledger: LedgerBackend;
  readonly witness: WitnessKind;
  readonly addresses: AddressFacts;
  readonly environment: { readonly [name: string]: string | undefined };
}

/** What the files say, as `validate` sees it. */
export interface FilesFacts {
  /** The configuration's path. */
  readonly path: string;
  readonly present: boolean;
  readonly errors: number;
  readonly tasks: number;
}

/** Git as this folder sees it. */
export interface GitFacts {
  /** Absent when there is no Git program. */
  readonly version?: string;
  readonly repository: boolean;
  /** Whether it has the remote that ledgers and witnesses live on. */
  readonly remote: boolean;
}

/** Where requests go, or why they go nowhere. */
export type AddressFacts =
  | { readonly usable: true; readonly api: string; readonly jwt: string; readonly loopback: boolean }
  | { readonly usable: false; readonly reason: string };

/** A look that may have failed. */
export type Look<T> = { readonly seen: T } | { readonly failure: string };

/** What was found out about one organization. Absent: it could not be looked at, because something before it failed. */
export interface OrganizationFacts {
  readonly alias: string;
  readonly credentials: CredentialFacts;
  /** Why no client could be made. */
  readonly unopened?: string;
  readonly identity?: Identity;
  readonly subscribed?: Look<boolean>;
  /** `subscribe: true` in the configuration: the next apply subscribes. */
  readonly subscribes: boolean;
  /** False where files bring the response rules into the organization (`rulesTo`). */
  readonly writesRules: boolean;
  /** Local clock minus server clock in milliseconds. */
  readonly skewMs?: number;
  readonly backend: LedgerBackend;
  readonly ledger?: Look<LedgerFacts>;
  readonly witness?: WitnessFacts;
}

/** What the variables say, without what is in them. */
export interface CredentialFacts {
  /** Undefined: not set. */
  readonly oid?: string;
  readonly oidIsUuid: boolean;
  /** Names of the variables. */
  readonly apiKeyEnv: string;
  readonly uidEnv: string;
  readonly apiKey: "set" | "missing" | "not-uuid";
  readonly uid: boolean;
}

/** A ledger as far as its health goes. */
export type LedgerFacts =
  | { readonly state: "absent" }
  | { readonly state: "unreadable"; readonly reason: string }
  | {
      readonly state: "present";
      readonly serial: number;
      readonly bytes: number;
      readonly limitBytes: number;
      readonly tasks: number;
      /** Server time, epoch milliseconds. */
      readonly nowMs: number;
      readonly lease?: Lease;
      readonly paused?: Pause;
      readonly commit?: AppliedCommit;
    };

/** `doubt`: the ledger is not as the witness remembers it, or the witness cannot be read. */
export type WitnessFacts =
  | { readonly state: "none" | "nothing-yet" }
  | { readonly state: "agrees"; readonly serial: number }
  | { readonly state: "doubt"; readonly reason: string; readonly decide: readonly string[] };
