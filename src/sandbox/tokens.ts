import { createHmac, timingSafeEqual } from "node:crypto";
import type { JsonObject } from "../core/model/json.js";

/** Who is calling: what a token says. */
export interface Caller {
  readonly ident: string;
  /** Organizations that the token covers, and the permissions there. */
  readonly permissions: Readonly<Record<string, readonly string[]>>;
  /** True for a user's token, whose `who` looks different (reference: API, 1.3). */
  readonly isUser: boolean;
}

/** Mints and reads tokens: three dot-separated parts with an integer `exp`, which official clients look for (reference: API, 1.1). */
export interface Tokens {
  /** `expiresAtS`: epoch seconds. */
  mint(caller: Caller, expiresAtS: number): string;
  /** The caller, or undefined for a token that is forged, broken or over. `nowMs`: epoch milliseconds. */
  read(token: string, nowMs: number): Caller | undefined;
}

interface Known {
  readonly caller: Caller;
  readonly expiresMs: number;
}

/** Verified tokens that are remembered, so that not every request pays for the signature. */
const remembered = 1_000;

const encode = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Tokens signed with a secret of this sandbox: those of another one are refused. */
export function createTokens(secret: string): Tokens {
  const known = new Map<string, Known>();
  const sign = (text: string): string => createHmac("sha256", secret).update(text).digest("base64url");
  const verify = (token: string): Known | undefined => {
    const [header = "", claims = "", signature = "", ...rest] = token.split(".");
    if (rest.length > 0 || !sameText(signature, sign(`${header}.${claims}`))) return undefined;
    return readClaims(claims);
  };
  return {
    mint(caller, expiresAtS) {
      const claims = encode({
        ident: caller.ident,
        perms: caller.permissions,
        user: caller.isUser,
        exp: expiresAtS,
      });
      const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${claims}`;
      return `${signed}.${sign(signed)}`;
    },
    read(token, nowMs) {
      const found = known.get(token) ?? verify(token);
      if (!found) return undefined;
      if (known.size >= remembered) known.clear();
      known.set(token, found);
      return found.expiresMs > nowMs ? found.caller : undefined;
    },
  };
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

interface Claims {
  readonly ident: string;
  readonly perms: Caller["permissions"];
  readonly user: boolean;
  readonly exp: number;
}

/** Claims whose signature is ours, so they have the form that `mint` gave them. */
function readClaims(text: string): Known {
  const claims: Claims = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  const caller = { ident: claims.ident, permissions: claims.perms, isUser: claims.user };
  return { caller, expiresMs: claims.exp * 1000 };
}
