import { audit } from "./audit.js";
import { hiveNames } from "./hive-kinds.js";
import type { Organization } from "./organization.js";

const ruleHives = hiveNames.filter((name) => name.startsWith("dr-"));

/** Subscribes to an extension; harmless when it is there already. `ident`: who does it. */
export function subscribe(organization: Organization, name: string, ident: string): void {
  organization.subscriptions.add(name);
  audit(organization, { etype: "subscribe", msg: name, ident, entity: { type: "extension", name } });
}

/** Leaves an extension, which deletes what it made: every rule tagged `ext:<name>` (reference: API, 3.6). */
export function unsubscribe(organization: Organization, name: string, ident: string): void {
  if (!organization.subscriptions.delete(name)) return;
  const nowMs = organization.clock.nowMs();
  for (const hive of ruleHives) {
    const rules = organization.hives[hive];
    const made = [...rules.list(nowMs)].filter(([, { usr_mtd }]) => usr_mtd.tags.includes(`ext:${name}`));
    for (const [key] of made) rules.remove(key, nowMs);
  }
  audit(organization, { etype: "unsubscribe", msg: name, ident, entity: { type: "extension", name } });
}
