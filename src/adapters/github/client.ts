import { EnvHttpProxyAgent, request } from "undici";
import { isJsonObject, type Json } from "../../core/model/json.js";
import { isLoopbackHost } from "../../core/model/loopback.js";
import { NotAllowed } from "../../core/model/not-allowed.js";

/** Where GitHub is, and who we are there. */
export interface GitHubOptions {
  /** Base of the REST API: `GITHUB_API_URL`; another one on GitHub Enterprise Server. */
  readonly apiUrl: string;
  /** Full address of the GraphQL API: `GITHUB_GRAPHQL_URL`; derived from the other one when absent. */
  readonly graphqlUrl?: string | undefined;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly version: string;
  readonly sleep: (ms: number) => Promise<void>;
}

/** An answer of GitHub that is not the one we need. */
export class GitHubError extends Error {
  /** Of HTTP; 0 when there was no answer. */
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

export interface GitHubCall {
  readonly method: "GET" | "POST" | "PATCH";
  /** Below the API's base, or a whole address on the same host. */
  readonly path: string;
  readonly body?: Json;
  /** Completes "Cannot …". */
  readonly purpose: string;
}

/** A typed wrapper of the few calls that we make. */
export interface GitHub {
  readonly repository: string;
  send(call: GitHubCall): Promise<Json>;
  /** Every item of a list, page after page. */
  list(path: string, purpose: string): Promise<readonly Json[]>;
  graphql(query: string, variables: { readonly [name: string]: string }, purpose: string): Promise<Json>;
}

/** Attempts of what may be asked again, and the longest wait between two, in milliseconds. */
const patience = { attempts: 4, longestWaitMs: 60_000, timeoutMs: 30_000, mostPages: 100 } as const;

/** Opens the client; nothing is sent yet. Proxies of the environment are used for a GitHub beyond this machine. */
export function gitHub(options: GitHubOptions): GitHub {
  const base = options.apiUrl.replace(/\/+$/, "");
  const graphqlUrl = options.graphqlUrl ?? base.replace(/\/api\/v3$/, "/api").concat("/graphql");
  const dispatcher = isLoopbackHost(new URL(base).hostname) ? undefined : new EnvHttpProxyAgent();
  const through = { ...options, ...(dispatcher === undefined ? {} : { dispatcher }) };
  const ask = async (url: string, call: GitHubCall): Promise<Answer> =>
    patiently(options, call, () => attempt(through, url, call));
  return {
    repository: options.repository,
    send: async (call) => (await ask(`${base}${call.path}`, call)).json,
    list: async (path, purpose) => {
      const items: Json[] = [];
      for (let page = 1; page <= patience.mostPages; page += 1) {
        const call = {
          method: "GET",
          path: `${path}${path.includes("?") ? "&" : "?"}per_page=100&page=${page}`,
          purpose,
        } as const;
        const { json } = await ask(`${base}${call.path}`, call);
        if (!Array.isArray(json)) throw new GitHubError(`Cannot ${purpose}: the answer is no list`, 200);
        items.push(...json);
        if (json.length < 100) return items;
      }
      throw new GitHubError(`Cannot ${purpose}: the list is longer than ${patience.mostPages * 100}`, 200);
    },
    graphql: async (query, variables, purpose) => {
      const call = { method: "POST", path: "", body: { query, variables }, purpose } as const;
      const { json } = await ask(graphqlUrl, call);
      if (isJsonObject(json) && !("errors" in json)) return json;
      throw new GitHubError(`Cannot ${purpose}: GitHub answered with errors`, 200);
    },
  };
}

interface Answer {
  readonly status: number;
  readonly json: Json;
  readonly retryAfterMs?: number;
}

async function attempt(
  { token, version, dispatcher }: GitHubOptions & { readonly dispatcher?: EnvHttpProxyAgent },
  url: string,
  { method, body, purpose }: GitHubCall,
): Promise<Answer> {
  const answer = await request(url, {
    method,
    ...(dispatcher === undefined ? {} : { dispatcher }),
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "user-agent": `lctasks/${version}`,
      "x-github-api-version": "2022-11-28",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headersTimeout: patience.timeoutMs,
    bodyTimeout: patience.timeoutMs,
  }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new GitHubError(`Cannot ${purpose}: no answer from GitHub (${reason})`, 0);
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, json: parsed(text), ...waitOf(answer.headers) };
}

function parsed(text: string): Json {
  try {
    return text === "" ? null : (JSON.parse(text) as Json);
  } catch {
    return { message: "an answer that is not JSON" };
  }
}

/** Documented: `retry-after` in seconds; at the primary limit, `x-ratelimit-remaining: 0` and `x-ratelimit-reset` in epoch seconds. */
function waitOf(headers: { readonly [name: string]: string | string[] | undefined }): {
  retryAfterMs?: number;
} {
  const number = (name: string): number => Number(headers[name] ?? Number.NaN);
  const after = number("retry-after");
  if (Number.isFinite(after)) return { retryAfterMs: after * 1000 };
  if (number("x-ratelimit-remaining") !== 0) return {};
  const serverNowMs = Date.parse(String(headers["date"] ?? ""));
  const leftMs = number("x-ratelimit-reset") * 1000 - serverNowMs;
  return Number.isFinite(leftMs) ? { retryAfterMs: Math.max(leftMs, 1000) } : {};
}

/** Asks again where it is safe: at a rate limit nothing was carried out; at a server's failure only what changes nothing. */
async function patiently(
  options: GitHubOptions,
  call: GitHubCall,
  once: () => Promise<Answer>,
): Promise<Answer> {
  for (let count = 1; ; count += 1) {
    const answer = await once();
    if (answer.status >= 200 && answer.status < 300) return answer;
    const limited = (answer.status === 403 || answer.status === 429) && answer.retryAfterMs !== undefined;
    const failed = answer.status >= 500 && call.method === "GET";
    const waitMs = answer.retryAfterMs ?? 1000 * 2 ** (count - 1);
    if (!(limited || failed) || count >= patience.attempts || waitMs > patience.longestWaitMs)
      throw failure(call, answer, limited);
    await options.sleep(waitMs);
  }
}

function messageOf(json: Json): string {
  const message =
    typeof json === "object" && json !== null && "message" in json ? json["message"] : undefined;
  return typeof message === "string" ? ` (${message.slice(0, 200)})` : "";
}

/** A 403 that is no rate limit is a permission that the token lacks. */
function failure({ purpose }: GitHubCall, { status, json }: Answer, limited: boolean): Error {
  const message = `Cannot ${purpose}: GitHub answered ${status}${messageOf(json)}`;
  return status === 403 && !limited ? new NotAllowed(message) : new GitHubError(message, status);
}
