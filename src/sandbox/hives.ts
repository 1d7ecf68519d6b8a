import type { Chance } from "./chance.js";
import { type ExpiryUnit, Hive } from "./hive.js";
import { type HiveName, hiveNames } from "./hive-kinds.js";

/** The hives of one organization. */
export type Hives = Readonly<Record<HiveName, Hive>>;

/** Every hive, empty. */
export function createHives(chance: Chance, expiryUnit: () => ExpiryUnit): Hives {
  return Object.fromEntries(
    hiveNames.map((name) => [name, new Hive(chance.branch(name), expiryUnit)]),
  ) as Record<HiveName, Hive>;
}
