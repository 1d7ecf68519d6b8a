import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { type Budget, unlimited } from "./budget.js";
import { checkEndpoints, encodePath } from "./endpoints.js";
import { LimaCharlieError } from "./errors.js";
import { patiently } from "./patiently.js";
import { type RequestKind, safetyOf } from "./repeat.js";
import { type Attempt, encodeForm, formHeaders, openSession } from "./session.js";
import { defaultTimeouts, type Timeouts } from "./timeouts.js";
import { type Token, tokenSource } from "./token.js";
import { checkCredentials, type Credentials, exchangeToken } from "./token-exchange.js";
import type { WireRequest } from "./wire.js";

/** What a connection to one organization needs. */
export interface ConnectOptions extends Credentials {
  /** Base of the API without `/v1`; the service's own by default. */
  readonly apiUrl?: string | undefined;
  /** Full address of the token exchange; the service's own by default. */
  readonly jwtUrl?: string | undefined;
  /** Our version, for the user agent. */
  readonly version: string;
  /** Local clock, epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 up to 1; `Math.random` by default. */
  readonly random?: (() => number) | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** Shared with all who use the same credential; left out: requests wait for themselves alone. */
  readonly budget?: Budget | undefined;
}

/** One request to the API. */
export interface Call extends RequestKind {
  /** Completes "Cannot …" in messages. */
  readonly purpose: string;
  readonly query?: { readonly [name: string]: string };
  readonly form?: { readonly [name: string]: string };
  readonly timeoutMs?: number | undefined;
  /** Bytes of answer we are willing to take; 16 MiB by default. */
  readonly maxBytes?: number | undefined;
}

/** Bytes of a large listing: a million pending deliveries fit. */
export const listingMaxBytes = 400 * 1024 * 1024;
const defaultMaxBytes = 16 * 1024 * 1024;
/** Clocks differ and requests queue: a token must outlive its request by this much, in milliseconds. */
const tokenMarginMs = 15_000;

/** A request that was not sent, and why. */
export interface Withheld {
  readonly what: "withheld";
  readonly why: string;
}

/** One organization's authenticated client. */
export interface Connection {
  /** Lower-case. */
  readonly oid: string;
  readonly timeouts: Timeouts;
  /** Sends, repeats as `decideRepeat` says, and gives the answer's JSON. Throws a LimaCharlieError for all else. */
  readonly send: (call: Call) => Promise<Json>;
  /** Like `send`; an answer that is not a JSON object is an error too, never "no records". */
  readonly sendForObject: (call: Call) => Promise<JsonObject>;
  /** Waits until one request may be sent with `sendOnce`, and has a token that outlives it. Throws a LimaCharlieError. */
  readonly ready: (timeoutMs: number) => Promise<void>;
  /**
   * Sends exactly once. What it may have to wait for is `ready`'s; where the token has to be exchanged all the same, `whyNot` is asked after
   * that: nothing comes between it and the request. Throws a LimaCharlieError only when no token can be had; then nothing was sent.
   */
  readonly sendOnce: (call: Call, whyNot: () => string | undefined) => Promise<Attempt | Withheld>;
  /** Text from outside made safe to print: our secrets redacted, inert, bounded. */
  readonly say: (text: string) => string;
  /** Local clock minus server clock in milliseconds; undefined until a server answered. */
  readonly skewMs: () => number | undefined;
  /** Epoch milliseconds by the server's clock as far as it is known. */
  readonly serverNowMs: () => number;
  readonly close: () => Promise<void>;
}

/** Opens the client of one organization; nothing is sent yet. Throws a LimaCharlieError (`invalid`) for addresses or credentials that cannot be right. */
export function connect(options: ConnectOptions): Connection {
  const endpoints = checkEndpoints(options);
  const credentials = checkCredentials(options);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const userAgent = `lctasks/${options.version}`;
  const session = openSession({ ...options, ...endpoints, connectTimeoutMs: timeouts.connectMs, userAgent });
  session.keepSecret(credentials.apiKey);
  const { budget = unlimited } = options;
  const patience = { say: session.say, sleep: options.sleep, random: options.random ?? Math.random };
  const exchange = { url: endpoints.jwt, timeoutMs: timeouts.tokenMs, patience, budget };
  const tokens = tokenSource(async () => {
    const token = await exchangeToken(session, credentials, exchange);
    session.keepSecret(token);
    return token;
  }, session.time.nowMs);

  const tokenFor = (call: Call): Promise<Token> =>
    tokens.current((call.timeoutMs ?? timeouts.requestMs) + tokenMarginMs);
  const attempt = async (call: Call, token: Token): Promise<Attempt> => {
    const defaults = { api: endpoints.api, timeoutMs: timeouts.requestMs };
    const result = await session.attempt(wireRequest(call, token, defaults));
    budget.learn(result);
    return result;
  };
  const send = (call: Call): Promise<Json> => {
    let token: Token;
    return patiently(
      {
        kind: call,
        purpose: call.purpose,
        attempt: async () => {
          await budget.turn();
          return attempt(call, (token = await tokenFor(call)));
        },
        dropToken: () => tokens.drop(token),
      },
      patience,
    );
  };
  return {
    oid: credentials.oid,
    timeouts,
    send,
    sendForObject: async (call) => asObject(await send(call), call.purpose),
    ready: async (timeoutMs) => {
      await budget.turn();
      await tokens.current(timeoutMs + 2 * tokenMarginMs);
    },
    sendOnce: async (call, whyNot) => {
      const token = await tokenFor(call);
      const why = whyNot();
      return why === undefined ? attempt(call, token) : { what: "withheld", why };
    },
    say: session.say,
    skewMs: session.time.skewMs,
    serverNowMs: session.time.nowMs,
    close: session.close,
  };
}

function wireRequest(call: Call, token: Token, defaults: { api: string; timeoutMs: number }): WireRequest {
  const query = call.query === undefined ? "" : `?${encodeForm(call.query)}`;
  return {
    method: call.method,
    url: `${defaults.api}/v1${encodePath(call.path)}${query}`,
    headers: { ...(call.form && formHeaders), authorization: `Bearer ${token.text}` },
    body: call.form && encodeForm(call.form),
    timeoutMs: call.timeoutMs ?? defaults.timeoutMs,
    maxBytes: call.maxBytes ?? defaultMaxBytes,
    ownConnection: safetyOf(call) === "once",
  };
}

function asObject(value: Json, purpose: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw new LimaCharlieError(`Cannot ${purpose}: the answer is not a JSON object`, { kind: "unreadable" });
}
