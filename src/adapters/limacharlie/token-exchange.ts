import { isJsonObject, type Json } from "../../core/model/json.js";
import type { Budget } from "./budget.js";
import { LimaCharlieError } from "./errors.js";
import { type Patience, patiently } from "./patiently.js";
import { type Attempt, encodeForm, formHeaders, type Session } from "./session.js";

/** Who asks for a token. */
export interface Credentials {
  /** Lower-case UUID. */
  readonly oid: string;
  readonly apiKey: string;
  /** Only for a user key: beside an organization's key it makes the exchange fail (reference: API, 1.1). */
  readonly uid?: string | undefined;
}

const purpose = "get a token";
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The credentials in the form that is sent. Throws a LimaCharlieError (`invalid`) when they cannot be right; the key is not in the message. */
export function checkCredentials(given: Credentials): Credentials {
  const oid = given.oid.trim().toLowerCase();
  if (!uuid.test(oid))
    throw new LimaCharlieError("Cannot connect: the oid is not a UUID", { kind: "invalid" });
  const apiKey = given.apiKey.trim();
  if (apiKey === "") throw new LimaCharlieError("Cannot connect: the API key is empty", { kind: "invalid" });
  const uid = given.uid?.trim();
  return uid ? { oid, apiKey, uid } : { oid, apiKey };
}

/**
 * Exchanges the key for a token of this one organization. `expiry` is left out: clients disagree on its meaning
 * (reference: API, 1.1). Throws a LimaCharlieError, `unauthorized` for any refusal.
 */
export async function exchangeToken(
  session: Session,
  credentials: Credentials,
  settings: {
    readonly url: string;
    readonly timeoutMs: number;
    readonly patience: Patience;
    readonly budget: Budget;
  },
): Promise<string> {
  const { oid, apiKey: secret, uid } = credentials;
  const request = {
    method: "POST",
    url: settings.url,
    headers: formHeaders,
    body: encodeForm(uid === undefined ? { oid, secret } : { oid, secret, uid }),
    timeoutMs: settings.timeoutMs,
    maxBytes: 1024 * 1024,
  } as const;
  const { budget } = settings;
  const attempt = async () => {
    const why = await budget.turn();
    if (why !== undefined) throw new LimaCharlieError(`Cannot ${purpose}: ${why}`, { kind: "rate-limited" });
    const result = await session.attempt(request);
    if (isLimited(result)) budget.learn(result);
    return result;
  };
  const kind = { method: "POST", path: ["jwt"] } as const;
  try {
    return tokenIn(await patiently({ kind, purpose, attempt, dropToken: () => {} }, settings.patience));
  } catch (error) {
    throw error instanceof LimaCharlieError ? explain(error, uid) : error;
  }
}

/** That a token was given out says nothing about the requests that follow; that it was not for a limit, does. */
const isLimited = (result: Attempt): boolean => !("what" in result) && result.status === 429;

function tokenIn(answer: Json): string {
  const token = isJsonObject(answer) ? answer["jwt"] : undefined;
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new LimaCharlieError(`Cannot ${purpose}: the answer carries no readable token`, {
    kind: "unreadable",
  });
}

/** Any no of the exchange is about the credential, whatever its status. */
function explain(error: LimaCharlieError, uid: string | undefined): LimaCharlieError {
  const { status } = error;
  if (status === undefined || status < 400 || status >= 500 || error.kind === "rate-limited") return error;
  const hint = uid === undefined ? "" : "; a user id was sent: it belongs to a user key only";
  return new LimaCharlieError(`${error.message}${hint}`, { kind: "unauthorized", status });
}
