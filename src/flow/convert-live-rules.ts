import { convertRule } from "../core/legacy/convert-rule.js";
import type { RuleMigration } from "../core/model/migration.js";
import type { HiveRecord, LiveRule } from "../core/model/rule.js";
import { taskingExtension } from "../core/plan/held-organization.js";
import type { WritableOrganization } from "../ports/organization.js";
import type { RuleHive, Rules } from "../ports/rules.js";

const hives: readonly RuleHive[] = ["dr-general", "dr-managed"];

/**
 * Converts every rule of an organization that calls the legacy service; looks only, unless `write`. A hive that cannot be listed and a rule
 * that cannot be converted do not stop the others. Throws when the organization is not subscribed: converted rules would call into the void.
 */
export async function convertLiveRules(
  organization: WritableOrganization,
  write: boolean,
): Promise<RuleMigration[]> {
  const subscriptions = await organization.account.subscriptions();
  if (!subscriptions.has(taskingExtension)) {
    throw new Error(
      `Cannot convert rules: the organization is not subscribed to ${taskingExtension}. Run \`lctasks subscribe\` first`,
    );
  }
  const migrations: RuleMigration[] = [];
  for (const hive of hives)
    migrations.push(...(await convertHive({ hive, rules: organization.rulesIn(hive), write })));
  return migrations;
}

interface HiveConversion {
  readonly hive: RuleHive;
  readonly rules: Rules;
  readonly write: boolean;
}

async function convertHive(conversion: HiveConversion): Promise<RuleMigration[]> {
  let live: readonly LiveRule[];
  try {
    live = await conversion.rules.list();
  } catch (error) {
    return [{ name: conversion.hive, result: "failed", reasons: [messageOf(error)] }];
  }
  const migrations: RuleMigration[] = [];
  for (const rule of live) {
    const migration = await convertLive(conversion, rule);
    if (migration !== undefined) migrations.push(migration);
  }
  return migrations;
}

async function convertLive(conversion: HiveConversion, rule: LiveRule): Promise<RuleMigration | undefined> {
  if (!rule.readable) {
    return { name: `${conversion.hive}/${rule.key}`, result: "unreadable", reasons: [rule.reason] };
  }
  const { record } = rule;
  const name = `${conversion.hive}/${record.key}`;
  const converted = convertRule(record.data);
  if (converted.result === "nothing") return undefined;
  if (converted.result === "refused")
    return { name, result: "refused", reasons: converted.reasons, before: record.data };
  const both = { name, before: record.data, after: converted.data };
  if (!conversion.write) return { ...both, result: "convertible", reasons: [] };
  const problem = await save(conversion.rules, { ...record, data: converted.data });
  return problem === undefined
    ? { ...both, result: "converted", reasons: [] }
    : { ...both, result: "failed", reasons: [problem] };
}

/** Writes the whole record over the one that was read: metadata and enabled state stay as they are. Returns what went wrong. */
async function save(
  rules: Rules,
  { key, data, userMetadata, etag }: HiveRecord,
): Promise<string | undefined> {
  try {
    const result = await rules.set({ key, data, userMetadata, etag });
    return result.result === "done" ? undefined : result.message;
  } catch (error) {
    return messageOf(error);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
