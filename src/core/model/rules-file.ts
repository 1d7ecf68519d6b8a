import type { Configuration, Organization } from "./configuration.js";

/** An organization as the path of its rules file names it. */
type Named = Pick<Organization, "alias"> & { readonly oid: string };

/**
 * The file that brings a project's response rules into an organization, from the root of the repository; undefined where apply writes
 * them. Its name has the project, so that several can share a folder that git-sync includes.
 */
export function rulesFileOf(
  { rulesTo, project, at }: Pick<Configuration, "rulesTo" | "project" | "at">,
  { alias, oid }: Named,
): string | undefined {
  if (rulesTo === undefined) return undefined;
  const beside = at.file.slice(0, at.file.lastIndexOf("/") + 1);
  const folder = rulesTo.replaceAll("{oid}", oid).replaceAll("{alias}", alias);
  const parts = `${beside}${folder}/lctasks-${project}.yaml`.split("/");
  return parts.filter((part) => part !== "" && part !== ".").join("/");
}

/** Whether a folder is another one for each organization. */
export const namesOrganization = (rulesTo: string): boolean => /\{(?:oid|alias)\}/.test(rulesTo);
