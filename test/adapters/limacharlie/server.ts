import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";
import {
  type Connection,
  type ConnectOptions,
  connect,
} from "../../../src/adapters/limacharlie/connection.js";

/** A request as the server saw it. */
export interface Seen {
  readonly method: string;
  /** The raw address, percent-encoded as it came. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly form: URLSearchParams;
}

export type Answer = (request: Seen, response: ServerResponse) => void;

export interface OddServer {
  readonly url: string;
  /** All requests but token exchanges, in order. */
  readonly requests: readonly Seen[];
  readonly exchanges: readonly Seen[];
}

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(cleanUps.splice(0).map((cleanUp) => cleanUp()));
});

/** Has something closed after the test. */
export function afterwards<T extends { close(): Promise<void> }>(thing: T): T {
  cleanUps.push(() => thing.close());
  return thing;
}

/** Starts a real server on loopback that answers as a test likes; tokens are given out unless `exchange` says otherwise. */
export async function withServer(
  answer: Answer,
  exchange: Answer = (_, response) => json(response, { jwt: token() }),
): Promise<OddServer> {
  const requests: Seen[] = [];
  const exchanges: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
      const seen = { method: request.method ?? "", url: request.url ?? "", headers: request.headers, form };
      const isExchange = request.url === "/jwt";
      (isExchange ? exchanges : requests).push(seen);
      (isExchange ? exchange : answer)(seen, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterwards({
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, exchanges };
}

/** Answers JSON. */
export function json(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
}

/** A token of the service's shape, good for this many seconds from now. */
export function token(seconds = 3600): string {
  const claims = { exp: Math.floor(Date.now() / 1000) + seconds, n: tokens++ };
  return `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2lnbmF0dXJl`;
}
let tokens = 0;

export const oid = "8cbe27f4-bfa1-4afb-ba19-138cd51389cd";
export const apiKey = "11111111-2222-3333-4444-555555555555";

/** A connection that never really waits: `waits` has what it would have slept. */
export function connectTo(
  url: string,
  more: Partial<ConnectOptions> = {},
): Connection & { readonly waits: readonly number[] } {
  const waits: number[] = [];
  const connection = connect({
    apiUrl: url,
    jwtUrl: `${url}/jwt`,
    oid,
    apiKey,
    version: "1.2.3",
    now: Date.now,
    sleep: async (ms) => {
      waits.push(ms);
    },
    random: () => 0,
    ...more,
  });
  return { ...afterwards(connection), waits };
}

/** The error that a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("it was not rejected with an error");
}
