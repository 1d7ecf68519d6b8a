import type { LedgerBackend } from "../model/configuration.js";

/** A permission that commands use. */
export interface Need {
  /** Any one of them is enough; the first is the least. */
  readonly anyOf: readonly [string, ...string[]];
  /** Without it the commands still run, and know or check less. */
  readonly optional?: true;
}

/** Commands that use the same permissions. */
export interface CommandNeeds {
  /** As they are typed, without `lctasks`. */
  readonly commands: readonly string[];
  readonly needs: readonly Need[];
}

/** What of the configuration decides which permissions are used. */
export interface NeedsInput {
  readonly ledger: LedgerBackend;
  /** `subscribe: true`: an apply subscribes. */
  readonly subscribe: boolean;
  /** False where files bring the rules into the organization (`rulesTo`). */
  readonly writesRules: boolean;
}

const need = (...anyOf: Need["anyOf"]): Need => ({ anyOf });
const optional = (...anyOf: Need["anyOf"]): Need => ({ anyOf, optional: true });

/** Documented: `ext.sub.mtd` is enough to see the subscriptions, `ext.sub` changes them as well (reference: API, 3.5, section 10). */
const seesSubscriptions = need("ext.sub.mtd", "ext.sub");
const subscribes = need("ext.sub");

/** Reading: subscriptions, queue, sensors, rules. */
const reads = [seesSubscriptions, need("ext.request"), need("sensor.list"), need("dr.list")];

/**
 * What makes reading better: tags of sensors whose listing lacks them, names of outputs, and what sensors and the
 * extension said: answers of a run whose request was lost, and failures (`haltOn`, `status --failures`). Whether the extension asks its caller for `sensor.task` as well nobody documents (reference: API, section 10), so it is never too much where
 * requests to it are sent.
 */
const readsBetter = [optional("sensor.get"), optional("output.list"), optional("insight.evt.get")];
const perhapsTasks = optional("sensor.task");

/** The least that each group of commands needs, and what they do better with; the test runs each with exactly that. */
export function commandNeeds({ ledger, subscribe, writesRules }: NeedsInput): readonly CommandNeeds[] {
  const inHive = (...verbs: readonly string[]): Need[] =>
    ledger === "hive" ? verbs.map((verb) => need(`lookup.${verb}`)) : [];
  const sees = [...reads, ...inHive("get"), ...readsBetter];
  return [
    { commands: ["validate", "test", "explain"], needs: [] },
    { commands: ["plan", "status", "drift", "queue"], needs: sees },
    { commands: ["status --detections"], needs: [...sees, optional("insight.det.get")] },
    {
      commands: ["apply"],
      needs: [
        ...sees,
        ...inHive("set"),
        ...(writesRules ? [need("dr.set"), need("dr.del")] : []),
        ...(subscribe ? [subscribes] : []),
        perhapsTasks,
      ],
    },
    { commands: ["status --record", "adopt"], needs: [...sees, ...inHive("set")] },
    { commands: ["import"], needs: [...reads, ...inHive("get", "set"), optional("insight.evt.get")] },
    {
      commands: ["cancel"],
      needs: [
        seesSubscriptions,
        need("ext.request"),
        need("sensor.list"),
        ...inHive("get", "set"),
        optional("sensor.get"),
        perhapsTasks,
      ],
    },
    { commands: ["pause", "resume", "resolve", "ledger unlock"], needs: inHive("get", "set") },
    {
      commands: ["rerun", "accept", "rules", "ledger show", "ledger history", "ledger export"],
      needs: inHive("get"),
    },
    {
      commands: ["ledger create"],
      needs: [...sees, ...inHive("set"), ...(ledger === "hive" ? [optional("lookup.del")] : [])],
    },
    { commands: ["subscribe"], needs: [subscribes] },
  ];
}

/** The name of every command that the table knows. */
export const knownCommands: readonly string[] = commandNeeds({
  ledger: "hive",
  subscribe: false,
  writesRules: true,
}).flatMap(({ commands }) => commands);
