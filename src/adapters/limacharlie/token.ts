import { isJsonObject } from "../../core/model/json.js";
import { parseJson } from "./parse-json.js";

/** A token and when it ends. */
export interface Token {
  readonly text: string;
  /** Epoch milliseconds by the server's clock. */
  readonly expiresAtMs: number;
}

/** The one token of a connection, exchanged when it is needed and shared by all who need it at the same time. */
export interface TokenSource {
  /** A token that is still good for this long, in milliseconds. Throws what the exchange throws. */
  readonly current: (neededMs: number) => Promise<Token>;
  /** Forgets a token that the service did not accept. A newer one stays. */
  readonly drop: (token: Token) => void;
}

/** A token whose end cannot be read is used for this long only (the service's own lifetime is an hour: reference: API, 1.1). */
const unknownLifetimeMs = 5 * 60_000;

/** `exchange` asks the service for the token's text; `nowMs` is the server's time. */
export function tokenSource(exchange: () => Promise<string>, nowMs: () => number): TokenSource {
  let cached: Token | undefined;
  let running: Promise<Token> | undefined;
  const renew = async (): Promise<Token> => {
    const text = await exchange();
    cached = { text, expiresAtMs: expiryOf(text) ?? nowMs() + unknownLifetimeMs };
    return cached;
  };
  return {
    current: async (neededMs) => {
      if (cached !== undefined && cached.expiresAtMs - nowMs() > neededMs) return cached;
      running ??= renew().finally(() => {
        running = undefined;
      });
      return await running;
    },
    drop: (token) => {
      if (cached === token) cached = undefined;
    },
  };
}

/** The `exp` claim as epoch milliseconds; undefined for a token of another form. */
export function expiryOf(token: string): number | undefined {
  const [, part, signature, ...more] = token.split(".");
  if (part === undefined || signature === undefined || more.length > 0) return undefined;
  const claims = parseJson(Buffer.from(part, "base64url").toString("utf8"));
  const exp = isJsonObject(claims) ? claims["exp"] : undefined;
  return typeof exp === "number" && Number.isFinite(exp) ? exp * 1000 : undefined;
}
