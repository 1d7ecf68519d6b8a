import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { type Answer, answerTo, refuse } from "./answer.js";
import { control, isControl } from "./control.js";
import { faultAnswer, replacesAnswer } from "./fault-answer.js";
import type { RawDeed } from "./deed.js";
import type { FaultEffect, FaultSubject } from "./faults.js";
import { largestBody } from "./limits.js";
import { type ApiRequest, parameter, parseRequest } from "./request.js";
import { respond } from "./respond.js";
import { whichOrganization } from "./which-organization.js";
import type { World } from "./world.js";

/** Headers may have at most this many bytes: a user's token carries the permissions of every organization. */
const largestHeaders = 1024 * 1024;

/** A connection may idle this long: in one process with its client, a big step of the sandbox must not look like a lost connection. */
const idleMs = 120_000;

/** The HTTP server in front of a world. Bad requests get a 4xx; nothing that comes over the wire stops it. */
export function createApiServer(world: World): Server {
  const server = createServer({ maxHeaderSize: largestHeaders }, (incoming, outgoing) => {
    serve(world, incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.keepAliveTimeout = idleMs;
  server.on("clientError", (_error, socket) => {
    if (socket.writable)
      socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  return server;
}

async function serve(world: World, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await readBody(incoming);
  try {
    const request = parse(incoming, body);
    const raw = rawOf(incoming, body);
    if (isControl(request)) send(world, outgoing, controlled(world, request, raw));
    else await serveApi(world, { ...request, raw }, outgoing);
  } catch (error) {
    send(world, outgoing, answerTo(error));
  }
}

/** A request together with its bytes, for the journal. */
interface Received extends ApiRequest {
  readonly raw: () => RawDeed;
}

function rawOf({ method = "GET", url = "/", headers }: IncomingMessage, body: Buffer | "too large") {
  const { "content-type": contentType = "", authorization = "" } = headers;
  return (): RawDeed => {
    const text = body === "too large" ? "" : body.toString("base64");
    return { method, url, contentType, authorization, body: text };
  };
}

/** The control plane's answer; what changes something is a deed. */
function controlled(world: World, request: ApiRequest, raw: () => RawDeed): Answer {
  return world.clock.hold(() => {
    const at = world.clock.nowMs();
    const answer = control(world, request);
    if (request.method !== "GET") world.onDeed?.({ at, kind: "control", raw: raw() });
    return answer;
  });
}

async function serveApi(world: World, request: Received, outgoing: ServerResponse): Promise<void> {
  const action = actionOf(request);
  const at = new Date(world.clock.nowMs()).toISOString();
  const { method, path } = request;
  const subject = { method, path, oid: whichOrganization(world, request), action };
  const effect = faultFor(world, subject);
  const answer = effect ? await underFault(world, request, effect) : guarded(world, request, 0);
  const status = effect?.cut === "headers" ? 0 : answer.status;
  world.requests.push({ at, ...subject, status });
  send(world, outgoing, answer, effect?.cut);
}

function faultFor(world: World, subject: FaultSubject): FaultEffect | undefined {
  if (world.faults.list().length > 0) {
    world.onDeed?.({ at: world.clock.nowMs(), kind: "fault hit", subject });
  }
  return world.faults.take(subject);
}

/** The answer that a hit request gets, after its delay. */
async function underFault(world: World, request: Received, effect: FaultEffect): Promise<Answer> {
  const work = (): Answer => guarded(world, request, effect.stale_s ?? 0);
  const early = effect.when === "after" ? work() : undefined;
  if (effect.delay_ms) await pause(effect.delay_ms, undefined, { ref: false });
  if (replacesAnswer(effect)) return faultAnswer(effect);
  const answer = early ?? work();
  return { ...answer, headers: { ...answer.headers, ...effect.headers } };
}

/** Does the work; time stands still meanwhile. What may have changed something is a deed, noted before it is answered. */
function guarded(world: World, request: Received, staleS: number): Answer {
  return world.clock.hold(() => {
    const at = world.clock.nowMs();
    const answer = answered(world, request, staleS);
    if (request.method !== "GET" && request.path !== "/jwt") {
      const action = actionOf(request);
      world.onDeed?.({ at, kind: "request", raw: request.raw(), action, status: answer.status });
    }
    return answer;
  });
}

function answered(world: World, request: ApiRequest, staleS: number): Answer {
  try {
    return respond(world, request, staleS);
  } catch (error) {
    return answerTo(error);
  }
}

function actionOf(request: ApiRequest): string | null {
  return request.path.includes("/extension/request/") ? (parameter(request, "action") ?? null) : null;
}

function parse(incoming: IncomingMessage, body: Buffer | "too large"): ApiRequest {
  if (body === "too large") throw refuse(413, `the body has more than ${largestBody} bytes`);
  const { method = "GET", url = "/", headers } = incoming;
  const { "content-type": contentType = "", authorization = "" } = headers;
  return parseRequest({ method, url, contentType, authorization, body });
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | "too large"> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  return size > largestBody ? "too large" : Buffer.concat(chunks);
}

function send(world: World, outgoing: ServerResponse, answer: Answer, cut?: "headers" | "body"): void {
  if (cut === "headers") {
    outgoing.destroy();
    return;
  }
  const body = Buffer.from(answer.body);
  outgoing.sendDate = false;
  outgoing.writeHead(answer.status, {
    Date: new Date(world.clock.nowMs()).toUTCString(),
    "Content-Length": String(body.length),
    ...answer.headers,
  });
  if (cut === "body") outgoing.write(body.subarray(0, body.length >> 1), () => outgoing.destroy());
  else outgoing.end(body);
}
