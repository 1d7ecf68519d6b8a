import { compileDetect, type CompiledDetect } from "../../core/detection/compile.js";
import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import type { StoredRecord } from "../hive-records.js";
import type { Organization } from "../organization.js";

/** Hives whose rules are evaluated; those of the service itself are not seen by anybody. */
export const ruleHives = ["dr-general", "dr-managed"] as const;

/** A rule of the organization that is in force. */
export interface ActiveRule {
  readonly hive: (typeof ruleHives)[number];
  readonly name: string;
  readonly record: StoredRecord;
  readonly detect: CompiledDetect;
  readonly respond: readonly JsonObject[];
  /** Looks something up in a lookup. */
  readonly looksUp: boolean;
}

type Compiled = Pick<ActiveRule, "detect" | "respond" | "looksUp">;

/** Records never change, so each is compiled once. */
const compiled = new WeakMap<StoredRecord, Compiled | "broken">();

/** The enabled rules as they were at an instant: a rule that was saved later does not fire yet. */
export function* activeRules(organization: Organization, atMs: number): Generator<ActiveRule> {
  for (const hive of ruleHives) {
    for (const [name, record] of organization.hives[hive].list(atMs)) {
      if (!record.usr_mtd.enabled) continue;
      const rule = compile(record);
      if (rule !== "broken") yield { hive, name, record, ...rule };
    }
  }
}

/** Every enabled rule's actions and conditions; a rule that went into the store before compiling was strict does not fire. */
function compile(record: StoredRecord): Compiled | "broken" {
  const known = compiled.get(record);
  if (known) return known;
  const { detect = null, respond } = record.data;
  const result = compileDetect(detect);
  const rule: Compiled | "broken" = result.ok
    ? {
        detect: result.rule,
        respond: Array.isArray(respond) ? respond.filter((item: Json) => isJsonObject(item)) : [],
        looksUp: JSON.stringify(detect).includes('"lookup"'),
      }
    : "broken";
  compiled.set(record, rule);
  return rule;
}

const bareNodes = new WeakMap<StoredRecord, CompiledDetect | "broken">();

/** The enabled false positive rules: bare nodes on detections (reference: D&R, section 1). */
export function* falsePositives(organization: Organization, atMs: number): Generator<CompiledDetect> {
  for (const record of organization.hives.fp.list(atMs).values()) {
    if (!record.usr_mtd.enabled) continue;
    const known = bareNodes.get(record) ?? compileNode(record);
    bareNodes.set(record, known);
    if (known !== "broken") yield known;
  }
}

function compileNode({ data }: StoredRecord): CompiledDetect | "broken" {
  const result = compileDetect(data, []);
  return result.ok ? result.rule : "broken";
}
