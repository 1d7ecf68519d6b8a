import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A comment or an issue of the server. */
export interface Stored {
  readonly id: number;
  readonly node_id: string;
  body: string;
  readonly user: { readonly login: string };
  readonly title?: string;
  state?: string;
  isMinimized?: boolean;
}

export interface GitHubServer {
  readonly url: string;
  /** As `method path`, in order. */
  readonly requests: readonly string[];
  readonly comments: Stored[];
  readonly issues: Stored[];
  /** What the pull request changes, as the REST API lists it. */
  readonly files: { readonly filename: string; readonly patch?: string }[];
  /** Pull requests that were merged, as they are listed for their merge commit. */
  readonly pulls: {
    readonly number: number;
    readonly merged_at: string;
    readonly merge_commit_sha: string;
  }[];
  /** True: the token may write neither comments nor issues. */
  forbidden: boolean;
  /** Answers that come before any other, one for each request. */
  readonly next: { status: number; headers?: Record<string, string>; body?: unknown }[];
  /** Who the token is. `undefined`: it may not ask. */
  viewer: string | undefined;
  close(): Promise<void>;
}

/**
 * The part of GitHub's REST and GraphQL API that we use, over real HTTP, by GitHub's published description: comments of pull requests,
 * issues, files of pull requests, the viewer, minimizeComment. Paged as GitHub does it.
 */
export async function gitHubServer(login = "github-actions[bot]"): Promise<GitHubServer> {
  const requests: string[] = [];
  const state = {
    comments: [] as Stored[],
    issues: [] as Stored[],
    files: [] as { filename: string; patch?: string }[],
    pulls: [] as { number: number; merged_at: string; merge_commit_sha: string }[],
    forbidden: false,
    next: [] as { status: number; headers?: Record<string, string>; body?: unknown }[],
    viewer: login as string | undefined,
  };
  const answer = (method: string, url: URL, body: Sent): { status: number; body: unknown } => {
    const { pathname: path } = url;
    if (path === "/graphql") return graphql(body);
    if (path === "/user") return { status: 403, body: { message: "Resource not accessible by integration" } };
    if (state.forbidden && method !== "GET")
      return { status: 403, body: { message: "Resource not accessible by integration" } };
    const commit = /^\/repos\/acme\/soc\/commits\/([0-9a-f]+)\/pulls$/.exec(path)?.[1];
    if (commit !== undefined)
      return {
        status: 200,
        body: state.pulls.filter(({ merge_commit_sha: sha }) => sha === commit),
      };
    const one = /^\/repos\/acme\/soc\/issues\/(?:comments\/)?(\d+)$/.exec(path)?.[1];
    if (method === "PATCH" && one !== undefined) {
      const found = [...state.comments, ...state.issues].find(({ id }) => id === Number(one));
      if (found === undefined) return { status: 404, body: { message: "Not Found" } };
      Object.assign(found, body);
      return { status: 200, body: found };
    }
    const list =
      path === "/repos/acme/soc/issues/5/comments"
        ? state.comments
        : path === "/repos/acme/soc/issues"
          ? state.issues
          : undefined;
    if (method === "POST" && list !== undefined) {
      const id = 1000 + state.comments.length + state.issues.length;
      const created: Stored = {
        id,
        number: id,
        node_id: `N_${id}`,
        user: { login },
        state: "open",
        body: "",
        ...body,
      } as Stored;
      list.push(created);
      return { status: 201, body: created };
    }
    const listed = list ?? (path === "/repos/acme/soc/pulls/5/files" ? state.files : undefined);
    if (method !== "GET" || listed === undefined) return { status: 404, body: { message: "Not Found" } };
    const size = Number(url.searchParams.get("per_page") ?? 30);
    const page = Number(url.searchParams.get("page") ?? 1);
    const wanted = url.searchParams.get("state");
    const all = (listed as Partial<Stored>[]).filter((each) => wanted === null || each.state === wanted);
    return { status: 200, body: all.slice((page - 1) * size, page * size) };
  };
  const graphql = ({ query = "", variables }: Sent): { status: number; body: unknown } => {
    if (state.viewer === undefined)
      return { status: 403, body: { message: "Resource not accessible by integration" } };
    if (query.includes("viewer")) return { status: 200, body: { data: { viewer: { login: state.viewer } } } };
    const found = state.comments.find(({ node_id: id }) => id === variables?.id);
    if (found === undefined)
      return { status: 200, body: { data: null, errors: [{ message: "Could not resolve to a node" }] } };
    found.isMinimized = true;
    return { status: 200, body: { data: { minimizeComment: { minimizedComment: { isMinimized: true } } } } };
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://localhost");
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const body = await bodyOf(request);
    const {
      status,
      headers,
      body: answered,
    } = { headers: {}, ...(state.next.shift() ?? answer(request.method ?? "", url, body)) };
    response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(JSON.stringify(answered ?? {}));
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

interface Sent {
  readonly query?: string;
  readonly variables?: { readonly id?: string };
  readonly body?: string;
}

async function bodyOf(request: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? {} : (JSON.parse(text) as Sent);
}
