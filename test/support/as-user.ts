import type { Sandbox } from "../../src/sandbox/start.js";

/** Sends a request to a sandbox's API as its user, who may do everything whatever the API key may: parsed JSON. */
export async function asUser(
  { url, oid, user }: Sandbox,
  method: string,
  path: string,
  form: { readonly [name: string]: string } = {},
): Promise<unknown> {
  const exchange = await fetch(`${url}/jwt`, {
    method: "POST",
    body: new URLSearchParams({ oid, secret: user.apiKey, uid: user.uid }),
  });
  const { jwt } = (await exchange.json()) as { jwt: string };
  const answer = await fetch(`${url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${jwt}` },
    ...(method === "GET" ? {} : { body: new URLSearchParams(form) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
