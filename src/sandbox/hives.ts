import type { Chance } from "./chance.js";
import { Hive } from "./hive.js";
import { type HiveName, hiveKinds } from "./hive-kinds.js";

/** The hives of one organization. */
export type Hives = Readonly<Record<HiveName, Hive>>;

/** Every hive, empty. */
export function createHives(chance: Chance): Hives {
  const names = Object.keys(hiveKinds);
  return Object.fromEntries(names.map((name) => [name, new Hive(chance.branch(name))])) as Record<
    HiveName,
    Hive
  >;
}
