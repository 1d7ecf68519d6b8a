import { isLoopbackHost } from "../../core/model/loopback.js";
import { LimaCharlieError } from "./errors.js";

/** The service's own addresses (reference: API, sections 1.1 and 1.5). */
const defaultEndpoints = {
  apiUrl: "https://api.limacharlie.io",
  jwtUrl: "https://jwt.limacharlie.io",
} as const;

/** Where requests go, checked. Both are on loopback, or neither is. */
export interface Endpoints {
  /** Base of the API without the version and without a slash at the end. */
  readonly api: string;
  /** Full address of the token exchange. */
  readonly jwt: string;
  readonly loopback: boolean;
}

/**
 * Checks the two addresses. Throws a LimaCharlieError (`invalid`) for anything a credential must not travel to:
 * plain http outside loopback, an address with a user name, a mix of loopback and the outside (the key or the token would go to the wrong one).
 */
export function checkEndpoints(addresses: {
  apiUrl?: string | undefined;
  jwtUrl?: string | undefined;
}): Endpoints {
  const api = checkAddress("LCTASKS_API_URL", addresses.apiUrl ?? defaultEndpoints.apiUrl);
  const jwt = checkAddress("LCTASKS_JWT_URL", addresses.jwtUrl ?? defaultEndpoints.jwtUrl);
  if (isLoopbackHost(api.hostname) !== isLoopbackHost(jwt.hostname)) {
    throw refuse(
      `LCTASKS_API_URL is ${api.origin} and LCTASKS_JWT_URL is ${jwt.origin}: only one of them is on this machine, so a key or a token would go to the wrong service. Set both or neither`,
    );
  }
  return { api: withoutSlash(api.href), jwt: jwt.href, loopback: isLoopbackHost(api.hostname) };
}

/** Percent-encodes every part and joins them; a slash inside a part stays inside it (reference: API, 2.1). */
export function encodePath(parts: readonly string[]): string {
  return parts.map((part) => `/${encodePart(part)}`).join("");
}

/** A part that is only dots would be taken as a step up by every URL parser, and half a character cannot be encoded. */
function encodePart(part: string): string {
  if (part === "" || part === "." || part === ".." || /\p{Cs}/u.test(part)) {
    throw refuse(`${JSON.stringify(part)} cannot be a part of a path`);
  }
  return encodeURIComponent(part);
}

function checkAddress(variable: string, text: string): URL {
  if (!URL.canParse(text)) throw refuse(`${variable} is not an address`);
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    throw refuse(`${variable} carries a user name or a password`);
  if (url.search !== "" || url.hash !== "") throw refuse(`${variable} carries a query or a fragment`);
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopbackHost(url.hostname))) return url;
  throw refuse(
    `${variable} is ${url.protocol}//${url.host}: credentials travel over https only (http is for loopback)`,
  );
}

const withoutSlash = (text: string): string => text.replace(/\/+$/, "");

const refuse = (why: string): LimaCharlieError =>
  new LimaCharlieError(`Cannot use the address: ${why}`, { kind: "invalid" });

/** True for an address on this machine; an address that is left out is the service's own. */
export function isLoopbackUrl(address: string | undefined): boolean {
  return address !== undefined && URL.canParse(address) && isLoopbackHost(new URL(address).hostname);
}
