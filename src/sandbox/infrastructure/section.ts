import type { Json } from "../../core/model/json.js";
import type { Call } from "../call.js";
import type { Organization } from "../organization.js";

/** One request to read or change the configuration. */
export interface Scope {
  readonly organization: Organization;
  readonly call: Call;
}

/** One thing in the configuration document. */
export interface Item {
  /** What operations call its kind, for example `hives` or `dr-rule` (seen in the Go client and the Python client's tests). */
  readonly type: string;
  readonly name: string;
  readonly value: Json;
}

/** One root of the configuration document (reference: API, 9.3). Everything in it throws a Refusal when the caller may not do it. */
export interface Section {
  readonly root: string;
  /** Name of the option that asks for it. */
  readonly option: string;
  /** Force takes nothing away when the document names nothing under this root (seen in both official clients). */
  readonly sparedWhenEmpty?: true;
  /** What there is. `wanted`: the value of the option. */
  readonly live: (scope: Scope, wanted: Json) => readonly Item[];
  /** What a document says, in the same form, so that equal things are equal. Throws a Refusal for what makes no sense. */
  readonly declared: (given: Json, wanted: Json) => readonly Item[];
  /** The value of the root for these things. `wanted`: the value of the option. */
  readonly document: (items: readonly Item[], wanted: Json) => Json;
  /** Checks that a thing could be written, and writes nothing. */
  readonly check: (scope: Scope, item: Item) => void;
  readonly write: (scope: Scope, item: Item) => void;
  readonly remove: (scope: Scope, item: Item) => void;
}
