import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { createApiServer } from "../../src/sandbox/server.js";
import type { World } from "../../src/sandbox/world.js";

/** One request as it came over the wire. */
export interface Entry {
  /** Which client sent it. */
  readonly client: number;
  readonly method: string;
  readonly path: string;
  readonly form: { readonly [name: string]: string };
  /** The extension action asked for. */
  readonly action: string | undefined;
  /** What the extension was told: the parsed `data` of its request. */
  readonly data: { readonly [name: string]: unknown };
  /** The status that went back; 0 while none has, and for ever when the connection was cut before it. */
  status(): number;
  /** True when the answer is the gateway's own limit, which says so in its headers. */
  isGatewayLimit(): boolean;
}

/** What becomes of a request: it is carried out and answered, only carried out, or neither. */
export type Fate = "answer" | "lose the answer" | "lose the request";

/** The one listener of a process that simulates: one sequence after the other puts its world behind it. */
export interface Front {
  /** Address of one client: whatever it sends there is known to be its own. */
  addressOf(client: number): string;
  /** Puts a world behind the address, and somebody who decides about each request. */
  serve(world: World, decide: (entry: Entry) => Promise<Fate>): void;
  /** Requests that arrived whole, ever. */
  arrived(): number;
  close(): Promise<void>;
}

/** Listens on loopback. Requests reach the sandbox over one HTTP hop, as in earnest. */
export async function openFront(): Promise<Front> {
  let api: Server | undefined;
  let decide: (entry: Entry) => Promise<Fate> = async () => "lose the request";
  let arrivals = 0;
  const server = createServer((incoming, outgoing) => void receive(incoming, outgoing));
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  async function receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await whole(incoming);
    const [, client = "0", url = "/"] = /^\/p(\d+)(\/.*)$/.exec(incoming.url ?? "/") ?? [];
    arrivals += 1;
    const behind = api;
    const sent = watchAnswer(outgoing);
    const fate = await decide(entryOf({ incoming, client: Number(client), url, body, sent }));
    const { method, headers } = incoming;
    const again = Object.assign(Readable.from(body.length > 0 ? [body] : []), { method, url, headers });
    if (fate === "lose the request") outgoing.destroy();
    else behind?.emit("request", again, fate === "answer" ? outgoing : nobodyListens(outgoing));
  }

  return {
    addressOf: (client) => `http://127.0.0.1:${port}/p${client}`,
    serve: (world, decider) => {
      api = createApiServer(world);
      decide = decider;
    },
    arrived: () => arrivals,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Stands where an answer would go: whoever was to hear it is gone. */
function nobodyListens(outgoing: ServerResponse): object {
  const end = (): void => void outgoing.destroy();
  return { sendDate: false, writeHead: () => undefined, write: end, end, destroy: end };
}

async function whole(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface Received {
  readonly incoming: IncomingMessage;
  readonly client: number;
  readonly url: string;
  readonly body: Buffer;
  readonly sent: Sent;
}

/** What of an answer went back so far. */
interface Sent {
  status: number;
  headers: { readonly [name: string]: string };
}

function watchAnswer(outgoing: ServerResponse): Sent {
  const sent: Sent = { status: 0, headers: {} };
  const writeHead = outgoing.writeHead.bind(outgoing);
  const watched = (status: number, headers: { readonly [name: string]: string }): ServerResponse => {
    Object.assign(sent, { status, headers });
    return writeHead(status, headers);
  };
  return Object.assign(outgoing, { writeHead: watched }) && sent;
}

function entryOf({ incoming, client, url, body, sent }: Received): Entry {
  const form = Object.fromEntries(new URLSearchParams(body.toString("utf8")));
  const path = url.split("?")[0] ?? "";
  const isExtension = path.startsWith("/v1/extension/request/");
  return {
    client,
    method: incoming.method ?? "GET",
    path,
    form,
    action: isExtension ? form["action"] : undefined,
    data: isExtension ? (JSON.parse(form["data"] ?? "{}") as Entry["data"]) : {},
    status: () => sent.status,
    isGatewayLimit: () => sent.status === 429 && "X-RateLimit-Quota" in sent.headers,
  };
}
