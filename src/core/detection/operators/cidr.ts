import { contains, parseCidr } from "../addresses.js";
import type { Operator } from "../operator.js";
import { cidr as cidrType } from "../parameter-types.js";
import { required } from "../parameter.js";
import { addressOperation } from "./address.js";
import { pathParameter } from "./shared.js";
import { textAt } from "../written.js";

/** An address of a network. */
export const cidr: Operator = {
  name: "cidr",
  category: "address",
  status: "documented",
  about: "the address lies in the network",
  parameters: [pathParameter, required("cidr", cidrType, "the network, such as 10.0.0.0/8")],
  mistaken: { value: "cidr", network: "cidr" },
  compile: ({ raw }) => {
    const network = parseCidr(textAt(raw, "cidr"));
    return addressOperation({
      raw,
      does: `is in ${textAt(raw, "cidr")}`,
      doesNot: `is not in ${textAt(raw, "cidr")}`,
      test: (address) => network !== undefined && contains(network, address),
    });
  },
};
