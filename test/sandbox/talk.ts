import { type IncomingHttpHeaders, request as sendRequest } from "node:http";
import { gunzipSync } from "node:zlib";
import { onTestFinished } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/start.js";

/** What came back over the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly text: string;
  /** The body as JSON. */
  readonly body: Body;
}

/** JSON of unknown shape, open for assertions. */
export type Body = Record<string, unknown>;

/** What a request carries besides its path. */
export interface Carried {
  readonly form?: Record<string, string> | readonly (readonly [string, string])[];
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
}

export type Send = (method: string, path: string, carried?: Carried) => Promise<Reply>;

/** A sandbox of one test and a client that holds a token for it. */
export interface Talk {
  readonly sandbox: Sandbox;
  readonly oid: string;
  readonly send: Send;
  /** Without a token. */
  readonly sendBare: Send;
  /** An action of ext-reliable-tasking. */
  readonly extension: (action: string, data?: unknown) => Promise<Reply>;
  /** Another token, and a client that uses it. */
  readonly as: (exchange: Record<string, string>) => Promise<Talk>;
}

/** Tokens that outlive every jump of the clock in a test. */
const farExpiry = String(Date.UTC(2900, 0) / 1000);

/** Starts a sandbox that ends with the test, and exchanges its key for a token. */
export async function talk(options: SandboxOptions = {}): Promise<Talk> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return talkTo(sandbox, { oid: sandbox.oid, secret: sandbox.apiKey });
}

async function talkTo(sandbox: Sandbox, exchange: Record<string, string>): Promise<Talk> {
  const sendBare = (method: string, path: string, carried: Carried = {}): Promise<Reply> =>
    request(method, sandbox.url + path, carried);
  const { body } = await sendBare("POST", "/jwt", { form: { expiry: farExpiry, ...exchange } });
  const authorization = `Bearer ${String(body.jwt)}`;
  const send = (method: string, path: string, carried: Carried = {}): Promise<Reply> =>
    sendBare(method, path, { ...carried, headers: { authorization, ...carried.headers } });
  return {
    sandbox,
    oid: sandbox.oid,
    send,
    sendBare,
    extension: (action, data = {}) =>
      send("POST", "/v1/extension/request/ext-reliable-tasking", {
        form: { oid: sandbox.oid, action, data: JSON.stringify(data) },
      }),
    as: (other) => talkTo(sandbox, other),
  };
}

/** Sends exactly this path, and bodies on every verb: official clients do both. */
function request(method: string, address: string, carried: Carried): Promise<Reply> {
  const { hostname, port } = new URL(address);
  const path = address.slice(address.indexOf("/", "http://".length));
  const [type, body] = encode(carried);
  const length = { "content-length": String(Buffer.byteLength(body)) };
  const headers = { ...length, ...(type === undefined ? {} : { "content-type": type }), ...carried.headers };
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest({ hostname, port, method, path, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", (error) =>
        reject(Object.assign(error, { partial: Buffer.concat(chunks).toString("utf8") })),
      );
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const raw = incoming.rawHeaders;
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          rawHeaders: raw,
          text,
          body: asBody(text),
        });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function encode({ form, json }: Carried): readonly [string | undefined, string] {
  if (json !== undefined) return ["application/json", JSON.stringify(json)];
  if (!form) return [undefined, ""];
  const pairs: readonly (readonly [string, string])[] = isPairs(form) ? form : Object.entries(form);
  const text = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();
  return ["application/x-www-form-urlencoded", text];
}

function isPairs(form: NonNullable<Carried["form"]>): form is readonly (readonly [string, string])[] {
  return Array.isArray(form);
}

function asBody(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return {};
  }
}

/** Undoes base64 of gzip of JSON. */
export function unpack(packed: unknown): unknown {
  return JSON.parse(gunzipSync(Buffer.from(String(packed), "base64")).toString("utf8"));
}
