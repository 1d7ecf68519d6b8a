/** Which way a request goes. */
export interface Route {
  /** Host and port of the proxy, without what signs in to it; absent: straight. */
  readonly proxy?: string;
  /** The variable that decided; absent when none is set. */
  readonly variable?: string;
  /** Set when the variable is no address of a proxy. */
  readonly wrong?: true;
}

type Environment = { readonly [name: string]: string | undefined };

/** The lower-case name counts before the other; an empty one counts as set to nothing. */
function variable(environment: Environment, name: string): readonly [string, string] | undefined {
  const found = [name.toLowerCase(), name].find((each) => environment[each] !== undefined);
  const value = found === undefined ? undefined : environment[found];
  return found === undefined || value === undefined || value === "" ? undefined : [found, value];
}

/** How a request to an https address outside this machine travels: `HTTPS_PROXY`, else `HTTP_PROXY`, unless `NO_PROXY` names the host. */
export function routeTo(host: string, environment: Environment): Route {
  const proxy = variable(environment, "HTTPS_PROXY") ?? variable(environment, "HTTP_PROXY");
  if (proxy === undefined) return {};
  const [name, value] = proxy;
  const except = variable(environment, "NO_PROXY");
  if (except !== undefined && excludes(except[1], host)) return { variable: except[0] };
  const address = /^https?:\/\/(?:[^@/?#]*@)?([^@/?#\s]+)/i.exec(value)?.[1];
  return address === undefined ? { variable: name, wrong: true } : { proxy: address, variable: name };
}

/** True when one of the entries is the host or a domain above it, or is `*`. */
function excludes(list: string, host: string): boolean {
  if (list.trim() === "*") return true;
  const [name = "", port = "443"] = host.toLowerCase().split(":");
  return list
    .split(/[,\s]/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      const [, plain = entry, only] = /^(.+):(\d+)$/.exec(entry) ?? [];
      const domain = plain.replace(/^\*?\./, "").toLowerCase();
      return (only === undefined || only === port) && (name === domain || name.endsWith(`.${domain}`));
    });
}
