import { compareText } from "../core/model/finding.js";
import { refuse } from "./answer.js";
import type { Endpoint } from "./endpoints/endpoint.js";
import type { ApiRequest } from "./request.js";

/** An endpoint and what the path says for its placeholders. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly parts: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly endpoint: Endpoint;
  readonly segments: readonly string[];
}

const isPlaceholder = (segment: string): boolean => segment.startsWith("{");

/** Sorts literal parts before placeholders, from the left: `/v1/who` is never a sensor. */
const specificity = ({ segments }: Pattern): string =>
  segments.map((segment) => (isPlaceholder(segment) ? "b" : "a")).join("");

/** Patterns by number of segments, so that a request is held against a few of them only. */
function patternsByLength(endpoints: readonly Endpoint[]): ReadonlyMap<number, readonly Pattern[]> {
  const byLength = new Map<number, Pattern[]>();
  for (const endpoint of endpoints) {
    const segments = endpoint.path.split("/").slice(1);
    byLength.set(segments.length, [...(byLength.get(segments.length) ?? []), { endpoint, segments }]);
  }
  for (const list of byLength.values()) list.sort((a, b) => compareText(specificity(a), specificity(b)));
  return byLength;
}

/** Finds the endpoint of a request. Throws a Refusal: 404 for an unknown path, 405 for a verb that the path does not have. */
export type Router = (request: ApiRequest) => Route;

/** A router over these endpoints, whose order does not matter. */
export function createRouter(endpoints: readonly Endpoint[]): Router {
  const patterns = patternsByLength(endpoints);
  return (request) => {
    const sameLength = patterns.get(request.segments.length) ?? [];
    const fitting = sameLength.filter(({ segments }) => fits(segments, request));
    const pattern = fitting.find(({ endpoint }) => endpoint.method === request.method);
    if (pattern) return { endpoint: pattern.endpoint, parts: partsOf(pattern.segments, request) };
    throw fitting.length > 0 ? refuse(405, "method not allowed") : refuse(404, "not found");
  };
}

function fits(pattern: readonly string[], { segments }: ApiRequest): boolean {
  return pattern.every((part, at) => (isPlaceholder(part) ? segments[at] !== "" : part === segments[at]));
}

function partsOf(pattern: readonly string[], { segments }: ApiRequest): Record<string, string> {
  const parts = pattern.map((part, at): readonly [string, string] => [part, segments[at] ?? ""]);
  return Object.fromEntries(
    parts.filter(([part]) => isPlaceholder(part)).map(([part, value]) => [part.slice(1, -1), value]),
  );
}
