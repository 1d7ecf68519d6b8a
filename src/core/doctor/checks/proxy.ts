import type { Diagnosis } from "../../model/doctor-report.js";
import type { MachineFacts } from "../facts.js";
import { routeTo } from "../proxy-of.js";
import { diagnoser } from "./diagnosis.js";

const say = diagnoser("proxy");

/** Through which proxy requests go, and why. */
export function checkProxy({
  addresses,
  environment,
}: Pick<MachineFacts, "addresses" | "environment">): Diagnosis {
  if (!addresses.usable) return say("not-checked", "the addresses cannot be used");
  if (addresses.loopback) return say("ok", "no proxy is asked for what is on this machine");
  const hosts = [addresses.api, addresses.jwt].map((address) => hostOf(address));
  const routes = [...new Set(hosts)].map((host) => ({ host, ...routeTo(host, environment) }));
  const wrong = routes.find((route) => route.wrong === true);
  if (wrong !== undefined)
    return say(
      "error",
      `${wrong.variable} is no address of a proxy`,
      `Write it with http:// or https:// and the port, for example ${wrong.variable}=http://proxy.example:3128`,
    );
  return say("ok", routes.map(routeText).join("; "));
}

const hostOf = (address: string): string => address.replace(/^https?:\/\//, "").replace(/\/.*$/s, "");

function routeText({ host, proxy, variable }: { host: string } & ReturnType<typeof routeTo>): string {
  if (proxy !== undefined) return `${host} through ${proxy} (${variable})`;
  return `${host} straight${variable === undefined ? ", no proxy is set" : ` (${variable})`}`;
}
