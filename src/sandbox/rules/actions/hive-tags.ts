import type { JsonObject } from "../../../core/model/json.js";
import { isHiveName } from "../../hive-kinds.js";
import { ActionError, type Occasion, textOf } from "../occasion.js";
import { filled } from "../render.js";

/** `add hive tag` and `remove hive tag`: change the tags of a record, whoever owns it (reference: API, 6.4). */
export const changeHiveTag =
  (change: (tags: readonly string[], tag: string) => readonly string[]) =>
  (occasion: Occasion, action: JsonObject): void => {
    const { organization, rule } = occasion;
    const hive = textOf(action, "hive name");
    const key = filled(textOf(action, "record name"), occasion);
    if (!isHiveName(hive)) throw new ActionError(`unknown hive: ${hive}`);
    const atMs = organization.clock.nowMs();
    const record = organization.hives[hive].get(key, atMs);
    if (!record) throw new ActionError(`no record ${key} in ${hive}`);
    const tags = change(record.usr_mtd.tags, filled(textOf(action, "tag"), occasion));
    const write = { key, metadata: { ...record.usr_mtd, tags }, emptyEtagMeans: "nothing" as const };
    organization.hives[hive].setMetadata(write, { ident: rule.name, atMs });
  };

export const withTag = (tags: readonly string[], tag: string): readonly string[] =>
  tags.includes(tag) ? tags : [...tags, tag];

export const withoutTag = (tags: readonly string[], tag: string): readonly string[] =>
  tags.filter((one) => one !== tag);
