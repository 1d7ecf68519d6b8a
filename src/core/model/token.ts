import { jsonDigest } from "./digest.js";
import { partIdentity, type RunPart } from "./run-part.js";
import type { Target } from "./target.js";

/** What the file says a run means, before variables. Not formatting, description, ttl or key order. */
export interface RunInputs {
  readonly command: string;
  readonly target: Target;
  /** As the file writes it; absent when the file leaves it out, so that a rename is no edit. */
  readonly context?: string;
}

/** Version of the edit digest's algorithm; a change of `editDigest` raises it. Comparisons re-hash stored inputs, so old ledgers stay comparable. */
export const digestVersion = 1;

/** The edit digest of a run's inputs: 64 hexadecimal characters. The tables compare it, `accept:` names its beginning. */
export function editDigest(inputs: RunInputs): string {
  const known = digests.get(inputs);
  if (known !== undefined) return known;
  const { command, target, context } = inputs;
  const digest = jsonDigest({ command, context: context ?? null, target, v: digestVersion });
  digests.set(inputs, digest);
  return digest;
}

/** One run's inputs are asked about by its token, its fingerprint and the tables. */
const digests = new WeakMap<RunInputs, string>();

/** Everything that makes a token unique. */
export interface TokenParts {
  readonly inputs: RunInputs;
  /** The context in force: as written, or `<project>-<name>`. */
  readonly context: string;
  readonly project: string;
  /** Lower-case. */
  readonly oid: string;
  readonly ledgerId: string;
  readonly run: number;
  /** The text that is sent: command and target after variables. */
  readonly rendered: { readonly command: string; readonly target: Target };
  readonly exactContext: boolean;
  /** Which part of the run is sent; absent: all of it. */
  readonly part?: RunPart;
}

/**
 * The `context` that goes on the wire: `<context>.r<run>.<first 8 of the token digest>`, unique per project, organization, run and
 * part of it.
 * With `exactContext` it is the context as written.
 */
export function formToken(parts: TokenParts): string {
  if (parts.exactContext) return parts.context;
  const digest = jsonDigest({
    command: parts.rendered.command,
    edit: editDigest(parts.inputs),
    ledger: parts.ledgerId,
    oid: parts.oid,
    ...(parts.part === undefined ? {} : { part: partIdentity(parts.part) }),
    project: parts.project,
    run: parts.run,
    target: parts.rendered.target,
  });
  return `${tokenPrefix(parts.context)}${parts.run}.${digest.slice(0, 8)}`;
}

/** What every token of a context starts with, whatever run and digest. */
export function tokenPrefix(context: string): string {
  return `${context}.r`;
}

/** The context that a token was formed from; the token itself where it does not have the shape of one (`exactContext`). */
export function contextOf(token: string): string {
  return token.replace(/\.r\d+\.[0-9a-f]{8}$/, "");
}

/** The run that a token names; undefined where it does not have the shape of one. */
export function runOf(token: string): number | undefined {
  const number = /\.r(\d+)\.[0-9a-f]{8}$/.exec(token)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** True when text has the shape of a token of this context. */
export function isTokenOf(context: string, text: string): boolean {
  const prefix = tokenPrefix(context);
  return text.startsWith(prefix) && /^\d+\.[0-9a-f]{8}(\/|$)/.test(text.slice(prefix.length));
}

/** True when a wire context or investigation id is this token, bare or as `<token>/<suffix>` (reference: events, section 2). */
export function carriesToken(text: string, token: string): boolean {
  return text === token || text.startsWith(`${token}/`);
}
