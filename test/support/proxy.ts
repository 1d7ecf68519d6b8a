import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import { resolve } from "node:path";

const tls = (name: string): string => resolve(import.meta.dirname, "tls", name);

/** The certificate of everything behind the proxy, of no use outside of tests. */
export const certificate = tls("certificate.pem");

/** A proxy that tunnels, as a company has one. */
export interface Proxy {
  readonly url: string;
  /** Hosts and ports that were asked for, in order. */
  readonly targets: readonly string[];
  /** What signed in to it. */
  readonly signedIn: readonly (string | undefined)[];
  close(): Promise<void>;
}

/** Starts a proxy; whatever host is asked for over TLS is `target`, a server on loopback. With `refuses` no tunnel is made. */
export async function startProxy(
  target: string,
  { refuses }: { readonly refuses?: number } = {},
): Promise<Proxy> {
  const targets: string[] = [];
  const signedIn: (string | undefined)[] = [];
  const behind = createTlsServer(
    { key: readFileSync(tls("key.pem")), cert: readFileSync(certificate) },
    (incoming, outgoing) => {
      const { method = "GET", url = "/", headers } = incoming;
      const onward = request(`${target}${url}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(onward);
    },
  );
  const port = await listen(behind);
  const proxy = createServer((_, response) => response.writeHead(501).end());
  proxy.on("connect", ({ url = "", headers }, socket) => {
    targets.push(url);
    signedIn.push(headers["proxy-authorization"]);
    if (refuses !== undefined) return void socket.end(`HTTP/1.1 ${refuses} No\r\n\r\n`);
    const tunnel = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.pipe(tunnel).pipe(socket);
    });
    for (const [end, other] of [
      [socket, tunnel],
      [tunnel, socket],
    ] as const) {
      end.on("error", () => other.destroy());
      end.on("close", () => other.destroy());
    }
  });
  return {
    url: `http://127.0.0.1:${await listen(proxy)}`,
    targets,
    signedIn,
    close: async () => {
      for (const server of [proxy, behind]) {
        const ended = new Promise((done) => server.close(done));
        server.closeAllConnections();
        await ended;
      }
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}
