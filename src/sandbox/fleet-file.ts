import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { fleet as validate } from "../core/validate/generated/validators.js";
import { hasOneSidEach } from "./fleet-given.js";
import type { OrganizationOptions } from "./organization.js";

/** Reads a fleet file (`schemas/fleet.schema.json`). Throws a RangeError that says what is wrong with it, and where. */
export function readFleetFile(path: string): readonly OrganizationOptions[] {
  const problem = (what: string) => new RangeError(`Cannot read the fleet ${path}: ${what}`);
  const data = parsed(path, problem);
  if (!validate(data)) throw problem(shapeProblem());
  const { organizations } = data;
  const names = organizations.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw problem(`two organizations are named ${twice}`);
  for (const { name, sensors } of organizations) {
    const odd = hasOneSidEach(sensors);
    if (odd !== undefined) throw problem(`organization ${name}: ${odd}`);
  }
  return organizations;
}

/** What is wrong with the shape of a fleet; undefined when nothing is. */
export function fleetProblem(data: unknown): string | undefined {
  return validate(data) ? undefined : shapeProblem();
}

function shapeProblem(): string {
  const [error] = validate.errors ?? [];
  return `${error?.instancePath || "/"} ${error?.message ?? "is not as the schema says"}`;
}

function parsed(path: string, problem: (what: string) => RangeError): unknown {
  try {
    const data: unknown = parse(readFileSync(path, "utf8"), { maxAliasCount: 100 });
    return data;
  } catch (error) {
    throw problem(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
  }
}
