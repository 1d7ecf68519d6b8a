import { type ApiRequest, parameter } from "./request.js";
import type { World } from "./world.js";

/**
 * The id of the organization that a request is about: the one that it names in its path or parameters, else the one that its token is
 * for. Null when that is nobody's here, or several.
 */
export function whichOrganization(
  { organizations, tokens, clock }: World,
  request: ApiRequest,
): string | null {
  const named = [parameter(request, "oid") ?? "", ...request.segments].find((part) =>
    organizations.has(part),
  );
  if (named !== undefined) return named;
  const [, token = ""] = /^bearer +(\S+)$/i.exec(request.authorization) ?? [];
  const covered = Object.keys(tokens.read(token, clock.nowMs())?.permissions ?? {});
  return covered.length === 1 ? (covered[0] ?? null) : null;
}
