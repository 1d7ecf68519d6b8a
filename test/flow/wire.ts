import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as it came over the wire. */
export interface WireEntry {
  readonly method: string;
  readonly path: string;
  readonly form: { readonly [name: string]: string };
  /** The extension action asked for. */
  readonly action: string | undefined;
  /** What the extension was told: the parsed `data` of its request. */
  readonly data: { readonly [name: string]: unknown };
  /** The status that came back; 0 while it has not, and for ever when the connection was cut before it. */
  status: number;
}

type Hook = (entry: WireEntry) => Promise<void> | void;

/** A listener on the line between the program and the sandbox: it sees every request whole and can act at exact moments. */
export interface Wire {
  readonly url: string;
  /** Everything that was sent, in order. */
  readonly entries: readonly WireEntry[];
  /** Called with each request before it is passed on; the request waits for it. */
  onRequest: Hook;
  /** Refuses connections from now on; those that are open and idle are closed. */
  refuse(): void;
  /** Takes connections again. */
  accept(): Promise<void>;
  close(): Promise<void>;
}

/** Listens on loopback and passes everything on to `target`; a connection that is cut there is cut here. */
export async function listenOn(target: string): Promise<Wire> {
  const entries: WireEntry[] = [];
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing));
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const wire: Wire = {
    url: `http://127.0.0.1:${port}`,
    entries,
    onRequest: () => undefined,
    refuse: () => {
      server.close();
      server.closeIdleConnections();
    },
    accept: async () => {
      if (!server.listening) await listen(port);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await whole(incoming);
    const entry = entryOf(incoming, body);
    entries.push(entry);
    await wire.onRequest(entry);
    const { method = "GET", url = "/", headers } = incoming;
    const onward = request(`${target}${url}`, { method, headers }, (answer) => {
      entry.status = answer.statusCode ?? 0;
      outgoing.writeHead(entry.status, answer.headers);
      answer.on("error", () => outgoing.destroy());
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    onward.end(body);
  }

  return wire;
}

async function whole(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function entryOf({ method = "GET", url = "/" }: IncomingMessage, body: Buffer): WireEntry {
  const form = Object.fromEntries(new URLSearchParams(body.toString("utf8")));
  const path = url.split("?")[0] ?? "";
  const isExtension = path.startsWith("/v1/extension/request/");
  return {
    method,
    path,
    form,
    action: isExtension ? form["action"] : undefined,
    data: isExtension ? (JSON.parse(form["data"] ?? "{}") as WireEntry["data"]) : {},
    status: 0,
  };
}
