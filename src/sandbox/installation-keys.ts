import type { JsonObject } from "../core/model/json.js";
import type { Chance } from "./chance.js";
import type { Clock } from "./clock.js";

/** What lets a machine enrol. */
export interface InstallationKey extends JsonObject {
  readonly iid: string;
  readonly desc: string;
  /** Joined by commas, as clients send and read them (seen in the Go client). */
  readonly tags: string;
  readonly key: string;
  readonly json_key: string;
  /** Epoch seconds. */
  readonly created: number;
  readonly use_public_root_ca: boolean;
}

/** Whose keys they are. */
interface KeyOwner {
  readonly oid: string;
  readonly installationKeys: Map<string, InstallationKey>;
  readonly chance: Chance;
  readonly clock: Clock;
}

/** What a new key is made from. */
export interface NewInstallationKey {
  readonly desc: string;
  readonly tags: readonly string[];
  readonly publicCa?: boolean;
}

/** Makes a key; with the iid of one that is there, takes its place. */
export function addInstallationKey(
  { installationKeys, chance, clock, oid }: KeyOwner,
  { desc, tags, publicCa = false }: NewInstallationKey,
  iid: string = chance.uuid(),
): InstallationKey {
  const secret = chance.hex(32);
  const made: InstallationKey = {
    iid,
    desc,
    tags: tags.join(","),
    key: Buffer.from(`${oid}/${iid}/${secret}`).toString("base64"),
    json_key: JSON.stringify({ oid, iid, secret }),
    created: installationKeys.get(iid)?.created ?? Math.floor(clock.nowMs() / 1000),
    use_public_root_ca: publicCa,
  };
  installationKeys.set(iid, made);
  return made;
}

/** Tags as a list; none for an empty text. */
export const tagsOf = ({ tags }: InstallationKey): readonly string[] => (tags === "" ? [] : tags.split(","));
