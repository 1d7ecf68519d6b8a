import type { Json, JsonObject } from "../../model/json.js";
import { type Address, contains, mappedIpv4, type Network, parseAddress, parseCidr } from "../addresses.js";
import type { Operation } from "../compiled-node.js";
import { parseEventPath } from "../event-path.js";
import { leafOperation } from "../leaf.js";
import type { Operator } from "../operator.js";
import { Uncertain, type Verdict } from "../verdict.js";
import { pathParameter } from "./shared.js";

type AddressTest = (address: Address) => boolean;

interface AddressOperation {
  readonly raw: JsonObject;
  readonly does: string;
  readonly doesNot: string;
  readonly test: AddressTest;
}

/** The operation of an operator that judges IP addresses; what is no address never passes. */
export function addressOperation({ raw, does, doesNot, test }: AddressOperation): Operation {
  return leafOperation({
    path: parseEventPath(raw["path"] as string),
    wording: () => ({ does, doesNot }),
    prepare: () => (value) => judgeAddress(value, test),
  });
}

function judgeAddress(value: Json, test: AddressTest): Verdict {
  const address = typeof value === "string" ? parseAddress(value) : undefined;
  if (!address) return false;
  const mapped = mappedIpv4(address);
  if (!mapped) return test(address);
  if (!test(mapped) && !test(address)) return false;
  return new Uncertain("how IPv4-mapped IPv6 addresses are taken is not documented", test(mapped));
}

const networks = (texts: readonly string[]): readonly Network[] =>
  texts.map(parseCidr).filter((network) => network !== undefined);

const private4 = networks(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]);
const private6 = networks(["fc00::/7"]);
const special4 = networks(["127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "0.0.0.0/32"]);
const special6 = networks(["::1/128", "fe80::/10", "ff00::/8", "fec0::/10", "::/128"]);

const within = (ranges: readonly Network[], address: Address): boolean =>
  ranges.some((range) => contains(range, address));

/** Private addresses, by the letter of the vendor's ranges (reference: D&R data, ranges). */
export const isPrivate = (address: Address): boolean => within([...private4, ...private6], address);

/** Public addresses: none of the private and the special ranges. Loopback and link-local are neither public nor private. */
export const isPublic = (address: Address): boolean =>
  !within([...private4, ...private6, ...special4, ...special6], address);

interface AddressOperator {
  readonly name: string;
  readonly test: AddressTest;
  readonly family?: 4 | 6;
}

/** An operator for a class of addresses, of one family where it says so. */
export function addressOperator({ name, test, family }: AddressOperator): Operator {
  const what = name.replace("is ", "");
  return {
    name,
    category: "address",
    status: "documented",
    about: `the value is a ${what}${family === undefined ? ", IPv4 or IPv6" : "; the other family never matches"}`,
    parameters: [pathParameter],
    compile: ({ raw }) =>
      addressOperation({
        raw,
        does: `is a ${what}`,
        doesNot: `is no ${what}`,
        test: (address) => (family === undefined || address.family === family) && test(address),
      }),
  };
}
