import { isJsonObject, type Json } from "../core/model/json.js";

/**
 * Where the truth about the real service is unknown, each plausible behaviour and the default, which comes first.
 * `list_*`: reference: API, 4.3. Numbers stand for themselves: any whole number of at least the default.
 */
export const variantChoices = {
  /** How `list` nests: per sensor then task, per task then sensor, rows, the two older aggregates, or junk that nobody can read. */
  list_shape: [
    "by_sid",
    "by_task",
    "rows",
    "tasks_acknowledged",
    "tasks_pending",
    "junk_text",
    "junk_number",
    "junk_ids",
    "junk_counts",
    "junk_unknown_key",
    "junk_no_ids",
  ],
  /** A key that the entries are wrapped in. */
  list_wrapper: ["none", "tasks", "sensors", "queue", "data"],
  /** Whether the reply has the envelope `{data, error, retry}`, or is the inner object alone. */
  list_envelope: ["yes", "no"],
  /** How an empty queue looks. */
  list_empty: ["object", "null", "array", "tasks_array", "tasks_object"],
  list_command_field: ["task", "command", "cmd"],
  list_context_field: ["context", "investigation_id", "inv_id", "none"],
  list_expiry_field: ["expiry", "expires", "expires_at", "expire", "expiration", "none"],
  /** Epoch seconds, milliseconds or microseconds, ISO 8601 text, or the seconds that are left. */
  list_expiry_unit: ["s", "ms", "us", "iso", "duration"],
  /** A `list` that gives at most this many pending deliveries; 0 gives all. */
  list_limit: 0,
  /** What a cut `list` says about it. */
  list_limit_marker: ["none", "truncated", "continuation_token"],
  /** Whether the sensor listing carries tags. */
  sensor_tags: ["yes", "no"],
  /** How numbers in `usr_mtd.expiry` are read; `auto` takes what is over 1e11 as milliseconds (reference: API, 6.3). */
  hive_expiry_unit: ["auto", "s", "ms"],
  etag_mismatch_status: [409, 400],
  record_not_found_status: [404, 400],
  /** Whether the old service that tasked before the extension answers (reference: API, 4.6). */
  legacy_service: ["refused", "served"],
  /** What becomes of a task sent straight to a sensor that is not connected. */
  direct_task_offline: ["dropped", "refused"],
  not_subscribed_status: [403, 400, 404],
  /** `documented`: 401, and 400 from the hive gateway. */
  missing_permission_status: ["documented", 400, 401, 403],
  /** What an empty `etag` means for a record that exists: nothing, or "must be new" (reference: API, 6.5). */
  empty_etag: ["ignored", "must_be_new"],
  /** What answers carry: the context, or `<context>/<uuid>` (reference: events, section 2). */
  investigation_id: ["context", "suffix"],
  /** Whether sensors' confirmations get lost: the command ran, the queue does not know. */
  receipt_lost: [false, true],
  /** Whether each delivery reaches its sensor twice. */
  duplicate_delivery: [false, true],
  /** Whether what the extension says of its tasks is kept: where it is not, nobody can count failures. */
  extension_events: ["kept", "none"],
  /** Where a `task_failure` says whom it is about (reference: API, 4.5: its paths are undocumented, "error" is all that is named). */
  task_failure_form: ["flat", "nested", "context", "no_sid", "error_only"],
  /** What becomes of a delivery that failed: tried again when the sensor connects, or given up. */
  task_failure_queue: ["kept", "removed"],
  /** Documented, but refused by the stock evaluator (reference: selectors, section 3). */
  single_quotes: ["accepted", "refused"],
  /** Rules fire as they were this many seconds ago: how long a saved rule takes to be in force. */
  rule_delay_s: 0,
  /** What a rule does where public sources do not settle whether it matches: the better guess, a match, or none. */
  uncertain_rules: ["lean", "match", "no_match"],
  /** How replay answers a rule that does not compile (reference: API, 8.2). */
  replay_broken_rule_status: [200, 400],
  /** Rows of a search: the record under `data` and its identity under `mtd` (as the Go client says), or the record itself. */
  search_rows: ["wrapped", "bare"],
  /** Searches that may be open at once; a further one is a 429. */
  search_limit: 10,
  /** Hive reads and `list` show the state of this many seconds ago. */
  read_delay_s: 0,
} as const;

type Choices = typeof variantChoices;

export type VariantName = keyof Choices;

/** The behaviour that is switched on, for each variant. */
export type VariantValues = {
  readonly [Name in VariantName]: Choices[Name] extends readonly (infer Value)[] ? Value : number;
};

/** The switches of a sandbox. */
export interface Variants {
  /** The behaviours in force. */
  current(): VariantValues;
  /** Switches some; the others stay. Throws a RangeError that names the choices for an unknown name or value, and switches nothing. */
  set(wanted: Partial<VariantValues>): void;
  /** Back to the defaults. */
  reset(): void;
}

type Choice = string | number | boolean;

const choicesByName: ReadonlyMap<string, number | readonly Choice[]> = new Map(
  Object.entries(variantChoices),
);

const first = (choices: number | readonly Choice[]) => (typeof choices === "number" ? choices : choices[0]);

function defaults(): VariantValues {
  return Object.fromEntries(
    [...choicesByName].map(([name, choices]) => [name, first(choices)]),
  ) as VariantValues;
}

/** Switches that stand at their defaults. */
export function createVariants(): Variants {
  let values = defaults();
  return {
    current: () => values,
    set(wanted) {
      for (const [name, value] of Object.entries(wanted)) check(name, value);
      values = { ...values, ...wanted };
    },
    reset() {
      values = defaults();
    },
  };
}

/** Reads variants out of a JSON body. Throws a RangeError for anything but an object of known names and values. */
export function readVariants(body: Json | undefined): Partial<VariantValues> {
  if (!isJsonObject(body)) throw new RangeError("Cannot set variants: the body is not a JSON object");
  for (const [name, value] of Object.entries(body)) check(name, value);
  return body;
}

function check(name: string, value: unknown): void {
  const choices = choicesByName.get(name);
  if (choices === undefined) {
    const known = [...choicesByName.keys()].join(", ");
    throw new RangeError(`Cannot set variant ${JSON.stringify(name)}: there is none, only ${known}`);
  }
  if (typeof choices === "number" ? isCount(value, choices) : choices.some((choice) => choice === value))
    return;
  const allowed = typeof choices === "number" ? `a whole number of at least ${choices}` : choices.join(", ");
  throw new RangeError(`Cannot set variant ${name} to ${JSON.stringify(value)}: choose ${allowed}`);
}

function isCount(value: unknown, least: number): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least;
}
