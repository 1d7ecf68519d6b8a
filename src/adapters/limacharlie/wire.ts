import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from "undici";
import { describeFailure, neverConnected } from "./connection-failure.js";
import { utf8Decoder } from "./utf8-decoder.js";

/** One HTTP request, ready to go. */
export interface WireRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | undefined;
  /** Milliseconds until the whole answer must be here. */
  readonly timeoutMs: number;
  /** Bytes of answer that we are willing to take. */
  readonly maxBytes: number;
  /**
   * A connection of its own: an idle one that the other side is just closing would make the answer of a request
   * that must not be repeated ambiguous for no reason.
   */
  readonly ownConnection?: boolean | undefined;
}

/** What came of it. `detail` is for a person. */
export type WireResult =
  | {
      readonly what: "answer";
      readonly status: number;
      readonly headers: WireHeaders;
      /** The body; undefined when it is not UTF-8. */
      readonly text: string | undefined;
    }
  /** No connection was made, so nothing was sent. */
  | { readonly what: "not-connected"; readonly detail: string }
  | { readonly what: "timeout"; readonly detail: string }
  | { readonly what: "broken"; readonly detail: string }
  /** The answer is larger than `maxBytes`; it was not read to its end. */
  | { readonly what: "too-large"; readonly status: number };

/** Header names in lower case. */
export type WireHeaders = { readonly [name: string]: string | readonly string[] | undefined };

/** Sends requests, each exactly once. Never throws for a broken outside: that is a result. */
export interface Wire {
  readonly exchange: (request: WireRequest) => Promise<WireResult>;
  readonly close: () => Promise<void>;
}

/** How connections are made and watched. */
export interface WireOptions {
  readonly loopback: boolean;
  readonly connectTimeoutMs: number;
  /** Called when an answer's headers are here, however long its body takes. */
  readonly onHeaders: (headers: WireHeaders) => void;
}

/** Opens pools of connections. Proxies of the environment are used for hosts beyond this machine. */
export function openWire(options: WireOptions): Wire {
  const shared = { connections: 32, connect: { timeout: options.connectTimeoutMs } };
  const open = (settings: Agent.Options): Dispatcher =>
    options.loopback ? new Agent(settings) : new EnvHttpProxyAgent(settings);
  const kept = open({ ...shared, pipelining: 1 });
  const single = open({ ...shared, pipelining: 0 });
  return {
    exchange: (wanted) =>
      exchange(wanted, {
        dispatcher: wanted.ownConnection === true ? single : kept,
        onHeaders: options.onHeaders,
      }),
    close: async () => {
      await Promise.all([kept.destroy(), single.destroy()]);
    },
  };
}

async function exchange(
  wanted: WireRequest,
  { dispatcher, onHeaders }: { readonly dispatcher: Dispatcher } & Pick<WireOptions, "onHeaders">,
): Promise<WireResult> {
  const signal = AbortSignal.timeout(wanted.timeoutMs);
  try {
    const answer = await request(wanted.url, {
      dispatcher,
      signal,
      method: wanted.method,
      headers: { ...wanted.headers },
      body: wanted.body ?? null,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const { statusCode: status, headers } = answer;
    onHeaders(headers);
    const body = await readBounded(answer.body, wanted.maxBytes);
    return body === undefined ? { what: "too-large", status } : { what: "answer", status, headers, ...body };
  } catch (error) {
    if (signal.aborted) return { what: "timeout", detail: `no answer within ${wanted.timeoutMs / 1000} s` };
    return { what: neverConnected(error) ? "not-connected" : "broken", detail: describeFailure(error) };
  }
}

/** The whole body, decoded as it comes so that it is never held twice; undefined when it is larger than we take: then the connection is dropped. */
async function readBounded(
  body: Dispatcher.ResponseData["body"],
  maxBytes: number,
): Promise<{ readonly text: string | undefined } | undefined> {
  const decode = utf8Decoder();
  let text: string | undefined = "";
  let size = 0;
  const add = (chunk?: Buffer): void => {
    try {
      if (text !== undefined) text += decode(chunk);
    } catch {
      text = undefined;
    }
  };
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    add(chunk);
  }
  add();
  return { text };
}
