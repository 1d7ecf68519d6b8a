import { type Answer, readAnswer } from "./answer.js";
import { safeText } from "./safe-text.js";
import { followServerTime, type ServerTime } from "./server-time.js";
import { openWire, type WireHeaders, type WireRequest, type WireResult } from "./wire.js";

/** What one attempt of a request came to. */
export type Attempt = Answer | Exclude<WireResult, { what: "answer" }>;

/** The part of a connection that knows nothing of tokens: single requests, the server's time, and what must not be printed. */
export interface Session {
  readonly time: ServerTime;
  /** Sends one request once. Never throws for a broken outside. */
  readonly attempt: (request: WireRequest) => Promise<Attempt>;
  /** Text from outside made safe to print: our secrets redacted, inert, bounded. */
  readonly say: (text: string) => string;
  /** Has this text redacted from now on. */
  readonly keepSecret: (text: string) => void;
  readonly close: () => Promise<void>;
}

/** Opens a session; nothing is sent yet. */
export function openSession(options: {
  readonly loopback: boolean;
  readonly connectTimeoutMs: number;
  readonly userAgent: string;
  readonly now: () => number;
}): Session {
  const time = followServerTime(options.now);
  const onHeaders = (headers: WireHeaders): void => time.observe(headers["date"]);
  const wire = openWire({ ...options, onHeaders });
  const secrets = new Set<string>();
  const common = { "user-agent": options.userAgent, accept: "application/json" };
  return {
    time,
    attempt: async (request) => {
      const result = await wire.exchange({ ...request, headers: { ...common, ...request.headers } });
      return result.what === "answer" ? readAnswer(result) : result;
    },
    say: (text) => safeText(text, secrets),
    keepSecret: (text) => {
      secrets.add(text);
    },
    close: wire.close,
  };
}

/** Headers of a request whose body is a form. */
export const formHeaders = { "content-type": "application/x-www-form-urlencoded" } as const;

/** A form's body: every request of the API that has one sends it so (reference: API, 2.1). */
export function encodeForm(fields: { readonly [name: string]: string }): string {
  return new URLSearchParams({ ...fields }).toString();
}
