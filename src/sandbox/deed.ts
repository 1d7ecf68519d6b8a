import type { WhichSensors } from "./which-sensors.js";
import type { Fault, FaultSubject } from "./faults.js";
import type { VariantValues } from "./variants.js";
import type { GivenSensors } from "./fleet-given.js";

/** A request as it came, its body in base64. */
export interface RawDeed {
  readonly method: string;
  readonly url: string;
  readonly contentType: string;
  readonly authorization: string;
  readonly body: string;
}

/** Something that changed a sandbox. Everything else follows from seed and clock, so that doing the deeds again gives the same sandbox. */
export type Deed = {
  /** Sandbox time, epoch milliseconds. */
  readonly at: number;
} & (
  | {
      readonly kind: "request";
      readonly raw: RawDeed;
      readonly action: string | null;
      readonly status: number;
    }
  | { readonly kind: "control"; readonly raw: RawDeed }
  | { readonly kind: "fault hit"; readonly subject: FaultSubject }
  | { readonly kind: "advance"; readonly seconds: number }
  | { readonly kind: "connect" | "disconnect" | "fail" | "mend"; readonly which: WhichSensors }
  | { readonly kind: "enroll"; readonly oid: string; readonly sensors: readonly GivenSensors[] }
  | { readonly kind: "variants"; readonly values: Partial<VariantValues> | "defaults" }
  | { readonly kind: "fault"; readonly fault: Fault | "none" }
  | { readonly kind: "reset" }
);
