/** What a client needs to reach a sandbox. */
export interface Reachable {
  readonly oid: string;
  readonly apiKey: string;
  /** Without a trailing slash. */
  readonly url: string;
}

/**
 * Variables for clients of a sandbox: lctasks reads the addresses that begin with LCTASKS, the official Python client those that begin
 * with LC. Its token cache knows no addresses and would hand tokens of the sandbox to the real service, so it is off (seen in that client).
 */
export function environment({ oid, apiKey, url }: Reachable): Readonly<Record<string, string>> {
  const jwtUrl = `${url}/jwt`;
  return {
    LC_OID: oid,
    LC_API_KEY: apiKey,
    LCTASKS_API_URL: url,
    LCTASKS_JWT_URL: jwtUrl,
    LC_API_URL: url,
    LC_JWT_URL: jwtUrl,
    LC_NO_JWT_CACHE: "1",
  };
}
