import { and } from "./and.js";
import { askAi } from "./ask-ai.js";
import { cidr } from "./cidr.js";
import { contains } from "./contains.js";
import { endsWith } from "./ends-with.js";
import { exists } from "./exists.js";
import { external } from "./external.js";
import { is32Bit } from "./is-32-bit.js";
import { is64Bit } from "./is-64-bit.js";
import { isArm } from "./is-arm.js";
import { isCarbonBlack } from "./is-carbon-black.js";
import { isChrome } from "./is-chrome.js";
import { isGcp } from "./is-gcp.js";
import { isGreaterThan } from "./is-greater-than.js";
import { isJson } from "./is-json.js";
import { isLinux } from "./is-linux.js";
import { isLowerThan } from "./is-lower-than.js";
import { isMac } from "./is-mac.js";
import { isNet } from "./is-net.js";
import { isOlderThan } from "./is-older-than.js";
import { isPlatform } from "./is-platform.js";
import { isPrivateAddress } from "./is-private-address.js";
import { isPrivateIpv4Address } from "./is-private-ipv4-address.js";
import { isPrivateIpv6Address } from "./is-private-ipv6-address.js";
import { isPublicAddress } from "./is-public-address.js";
import { isPublicIpv4Address } from "./is-public-ipv4-address.js";
import { isPublicIpv6Address } from "./is-public-ipv6-address.js";
import { isTagged } from "./is-tagged.js";
import { isText } from "./is-text.js";
import { isWindows } from "./is-windows.js";
import { is } from "./is.js";
import { lookup } from "./lookup.js";
import { matches } from "./matches.js";
import { or } from "./or.js";
import { pivot } from "./pivot.js";
import { scope } from "./scope.js";
import { startsWith } from "./starts-with.js";
import { stringDistance } from "./string-distance.js";
import { yara } from "./yara.js";
import type { Operator } from "../operator.js";

/** Every operator of the language; a new one is a file and a line here. */
export const operators: readonly Operator[] = [
  and,
  or,
  is,
  exists,
  contains,
  startsWith,
  endsWith,
  isGreaterThan,
  isLowerThan,
  matches,
  stringDistance,
  is32Bit,
  is64Bit,
  isArm,
  isPlatform,
  isWindows,
  isLinux,
  isMac,
  isChrome,
  isNet,
  isText,
  isJson,
  isGcp,
  isCarbonBlack,
  isTagged,
  lookup,
  scope,
  cidr,
  isPrivateAddress,
  isPrivateIpv4Address,
  isPrivateIpv6Address,
  isPublicAddress,
  isPublicIpv4Address,
  isPublicIpv6Address,
  isOlderThan,
  external,
  yara,
  askAi,
  pivot,
];

const byName: ReadonlyMap<string, Operator> = new Map(operators.map((operator) => [operator.name, operator]));

/** The operator of this name; undefined when there is none. */
export function findOperator(name: string): Operator | undefined {
  return byName.get(name);
}

/** Names that look like operators and are none, with what to write (reference: D&R data, not_ops). */
export const notOperators: { readonly [name: string]: string } = {
  not: "not is no operator: add not: true to the node that it inverts",
  "is macos": "write is mac, or is platform with name: macos",
  in: "in is no operator of rules: write one is for each value and join them with or",
  equals: "write is",
  "is not": "write is, with not: true",
  regex: "write matches, with the pattern in re",
  startswith: "write starts with",
  endswith: "write ends with",
  "is lower": "write is lower than",
  "is less than": "write is lower than",
};
