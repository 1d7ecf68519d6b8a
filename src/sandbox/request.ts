import { gunzipSync, gzipSync } from "node:zlib";
import { isJsonObject, type Json } from "../core/model/json.js";
import { gatewayRefuse, type Refusal, refuse, wireJson } from "./answer.js";

/** One request, taken apart but not judged. */
export interface ApiRequest {
  readonly method: string;
  /** As it came, without the query. */
  readonly path: string;
  /** The path split on `/` first and percent-decoded after, so that a key may hold `%2F` (reference: API, 2.1). */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  /** Members of the body: of a form, or of a JSON object (values that are not text stay as JSON text). */
  readonly form: URLSearchParams;
  /** The body when it was sent as JSON. */
  readonly json: Json | undefined;
  readonly authorization: string;
}

/** The parts of a request as the server received them. */
export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly contentType: string;
  readonly authorization: string;
  readonly body: Buffer;
}

/** Blobs may unpack to at most this many bytes. */
const largestBlob = 64 * 1024 * 1024;

/** Takes a request apart; bodies are read on every verb, DELETE included. Throws a 400 for what cannot be read. */
export function parseRequest(raw: RawRequest): ApiRequest {
  const text = raw.body.toString("utf8");
  const [path = "/", ...rest] = raw.url.split("?");
  const json = isJson(raw)
    ? readJson(text, () => refuse(400, "cannot read the body: it is not JSON"))
    : undefined;
  return {
    method: raw.method,
    path,
    segments: path.split("/").slice(1).map(decodePart),
    query: new URLSearchParams(rest.join("?")),
    form: json === undefined ? new URLSearchParams(text) : membersOf(json),
    json,
    authorization: raw.authorization,
  };
}

/** The control plane takes JSON whatever a client calls it: `curl -d` says form. */
const isJson = ({ url, contentType, body }: RawRequest): boolean =>
  body.length > 0 && (/^application\/json\b/i.test(contentType) || url.startsWith("/_sandbox/"));

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw refuse(400, "cannot read the path: a part of it is not percent-encoded UTF-8");
  }
}

function readJson(text: string, refusal: () => Refusal): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    throw refusal();
  }
}

function membersOf(json: Json): URLSearchParams {
  const form = new URLSearchParams();
  if (!isJsonObject(json)) return form;
  for (const [name, value] of Object.entries(json)) {
    form.append(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  return form;
}

/** A parameter by name; clients put them in the form or in the query (reference: API, 3.3). */
export function parameter(request: ApiRequest, name: string): string | undefined {
  return request.form.get(name) ?? request.query.get(name) ?? undefined;
}

/** Every value of a repeated parameter. */
export function parameters(request: ApiRequest, name: string): readonly string[] {
  return [...request.form.getAll(name), ...request.query.getAll(name)];
}

/** A boolean as any client spells it: `True`, `true`, `1`, or left out. Throws a 400 for anything else. */
export function booleanParameter(request: ApiRequest, name: string): boolean {
  const value = parameter(request, name) ?? "";
  if (/^(true|1)$/i.test(value)) return true;
  if (/^(false|0|)$/i.test(value)) return false;
  throw refuse(400, `${name} must be true or false`);
}

/** A whole number of at least 0, or undefined when left out. Throws a 400 for anything else. */
export function countParameter(request: ApiRequest, name: string): number | undefined {
  const value = parameter(request, name) ?? "";
  if (value === "") return undefined;
  if (!/^\d{1,15}$/.test(value)) throw refuse(400, `${name} must be a whole number of at least 0`);
  return Number(value);
}

/** The payload: `data` as JSON text, or `gzdata` as base64 of gzip of JSON (reference: API, 2.1); undefined when neither was sent. */
export function payload(request: ApiRequest): Json | undefined {
  const packed = parameter(request, "gzdata");
  return readMember("data", packed ? unpack(packed) : parameter(request, "data"));
}

/** A parameter that holds JSON text; undefined when left out or empty. */
export function jsonParameter(request: ApiRequest, name: string): Json | undefined {
  return readMember(name, parameter(request, name));
}

function readMember(name: string, text: string | undefined): Json | undefined {
  if (!text) return undefined;
  return readJson(text, () => gatewayRefuse(400, `error parsing ${name}: not JSON`));
}

function unpack(packed: string): string {
  try {
    return gunzipSync(Buffer.from(packed, "base64"), { maxOutputLength: largestBlob }).toString("utf8");
  } catch {
    throw gatewayRefuse(400, "error parsing gzdata: not base64 of gzip");
  }
}

/** A value as large answers carry it when compression was asked for: base64 of gzip of JSON (reference: API, 2.1). */
export function pack(value: Json): string {
  return gzipSync(wireJson(value)).toString("base64");
}
