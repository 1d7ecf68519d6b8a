import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { gatewayRefuse } from "../answer.js";
import { admit } from "../call.js";
import { addInstallationKey, type InstallationKey, tagsOf } from "../installation-keys.js";
import type { Item, Scope, Section } from "./section.js";

const type = "installation-key";

const allow = ({ call, organization }: Scope, permission: string): void => {
  admit(call, organization.oid, permission);
};

const keyNamed = ({ organization }: Scope, desc: string): InstallationKey | undefined =>
  [...organization.installationKeys.values()].find((key) => key.desc === desc);

/** A key without what only the service knows; its description is its name. */
function declaredKey(name: string, given: Json): Item {
  const fields: JsonObject = isJsonObject(given) ? given : { odd: given };
  const { desc = name, tags = [], ...others } = fields;
  const [unknown] = Object.keys(others).filter((member) => member !== "use_public_root_ca");
  const list = Array.isArray(tags) && tags.every((tag) => typeof tag === "string") ? tags : undefined;
  if (unknown !== undefined || desc !== name || !list) {
    throw gatewayRefuse(400, `error parsing config: installation_keys.${name} makes no sense`);
  }
  return { type, name, value: { desc: name, tags: list } };
}

/** `installation_keys`: description to key (seen in the Go client). */
export const installationKeysSection: Section = {
  root: "installation_keys",
  option: "sync_installation_keys",
  live: (scope) => {
    allow(scope, "ikey.list");
    return [...scope.organization.installationKeys.values()].map((key) => ({
      type,
      name: key.desc,
      value: { desc: key.desc, tags: tagsOf(key) },
    }));
  },
  declared: (given) => {
    if (!isJsonObject(given))
      throw gatewayRefuse(400, "error parsing config: installation_keys is not a map");
    return Object.entries(given).map(([name, key]) => declaredKey(name, key));
  },
  document: (items) => Object.fromEntries(items.map(({ name, value }) => [name, value])),
  check: (scope) => allow(scope, "ikey.set"),
  write: (scope, { name, value }) => {
    allow(scope, "ikey.set");
    const { tags } = value as JsonObject & { readonly tags: readonly string[] };
    addInstallationKey(scope.organization, { desc: name, tags }, keyNamed(scope, name)?.iid);
  },
  remove: (scope, { name }) => {
    allow(scope, "ikey.del");
    const key = keyNamed(scope, name);
    if (key) scope.organization.installationKeys.delete(key.iid);
  },
};
