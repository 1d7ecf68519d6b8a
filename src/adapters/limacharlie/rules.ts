import { sameJson } from "../../core/model/canonical.js";
import type { JsonObject } from "../../core/model/json.js";
import type { HiveRecord, LiveRule, UserMetadata } from "../../core/model/rule.js";
import type { RuleHive, RuleWrite, RuleWriteResult, Rules } from "../../ports/rules.js";
import type { Connection } from "./connection.js";
import { isRefusal, LimaCharlieError, leavesOpen } from "./errors.js";
import { type Hive, openHive } from "./hive.js";
import type { RecordReading } from "./hive-record.js";

/**
 * The rules of one hive of the organization; `dr-general` has the response rules.
 * A write whose answer was lost is never repeated: the rule is read again, and when what was to be written does not stand there
 * the error is thrown. A service that stores another form of the content than it was given therefore throws after a lost answer.
 */
export function limacharlieRules(connection: Connection, name: RuleHive = "dr-general"): Rules {
  const hive = openHive(connection, name);
  return {
    list: async () => [...(await hive.list())].map(([key, reading]) => liveRule(key, reading)),
    get: async (key) => {
      const reading = await hive.get(key);
      return reading && liveRule(key, reading);
    },
    set: (write) => set(hive, write),
    remove: (key) => remove(hive, key),
  };
}

const liveRule = (key: string, reading: RecordReading): LiveRule =>
  reading.readable ? reading : { readable: false, key, reason: reading.reason };

/** The service may not enforce "must be new" (reference: API, 6.5), so a new rule is looked for before it is written. */
async function set(hive: Hive, write: RuleWrite): Promise<RuleWriteResult> {
  if (write.etag === "") {
    return {
      result: "refused",
      message: `Cannot replace rule ${write.key}: the live record carries no etag`,
    };
  }
  if (write.etag === undefined && (await hive.get(write.key)) !== undefined) {
    return { result: "conflict", message: `Cannot create rule ${write.key}: it exists` };
  }
  return await settled(
    () => hive.set({ ...write, etag: write.etag ?? "" }),
    async () => landed(write, await hive.get(write.key)),
  );
}

/** Delete takes no etag (reference: API, 6.5): whoever calls has just read the rule. A rule that is gone already is done. */
async function remove(hive: Hive, key: string): Promise<RuleWriteResult> {
  return await settled(
    async () => {
      await hive.remove(key);
    },
    async () => (await hive.get(key)) === undefined,
  );
}

async function settled(write: () => Promise<void>, stands: () => Promise<boolean>): Promise<RuleWriteResult> {
  try {
    await write();
    return { result: "done" };
  } catch (error) {
    if (error instanceof LimaCharlieError && error.kind === "etag-mismatch") {
      return { result: "conflict", message: error.message };
    }
    if (isRefusal(error)) return { result: "refused", message: error.message };
    if (leavesOpen(error) && (await stands().catch(() => false))) return { result: "done" };
    throw error;
  }
}

function landed(write: RuleWrite, reading: RecordReading | undefined): boolean {
  if (reading === undefined || !reading.readable) return false;
  const { record } = reading;
  return record.etag !== write.etag && sameContent(write, record);
}

const sameContent = (write: RuleWrite, record: HiveRecord): boolean =>
  sameJson(write.data, record.data) &&
  sameJson(comparable(write.userMetadata), comparable(record.userMetadata));

/** The metadata that we set; tags are a set. */
const comparable = ({ enabled, expiry, tags, comment }: UserMetadata): JsonObject => ({
  enabled,
  expiry,
  tags: tags.toSorted(),
  comment,
});
