/** What Node and undici put on the errors of connections. */
interface SystemError {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly errors?: unknown;
}

const facts = (error: unknown): SystemError => (typeof error === "object" && error !== null ? error : {});

/** True when the error proves that no connection came about, so nothing was sent: it failed while being made, on every address tried. */
export function neverConnected(error: unknown): boolean {
  const { code, syscall, errors } = facts(error);
  if (Array.isArray(errors)) return errors.length > 0 && errors.every(neverConnected);
  return (
    refusedByProxy(error) !== undefined ||
    code === "UND_ERR_CONNECT_TIMEOUT" ||
    syscall === "connect" ||
    syscall === "getaddrinfo"
  );
}

/** The status with which a proxy refused to let us through; nothing of the request went out then. */
function refusedByProxy(error: unknown): string | undefined {
  const said = error instanceof Error ? error.message : "";
  return /^Proxy response \((\d+)\) !== 200 when HTTP Tunneling$/.exec(said)?.[1];
}

const texts: { readonly [code: string]: string } = {
  ECONNREFUSED: "the connection was refused",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be looked up",
  ECONNRESET: "the connection was reset",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
  UND_ERR_SOCKET: "the connection was cut",
};

/** A failed connection in a few words, with the code that a person can look up. */
export function describeFailure(error: unknown): string {
  const status = refusedByProxy(error);
  if (status !== undefined) return `the proxy did not let it through (HTTP ${status})`;
  const { code } = facts(error);
  if (typeof code !== "string") return "the connection failed";
  return `${texts[code] ?? "the connection failed"} (${code})`;
}
