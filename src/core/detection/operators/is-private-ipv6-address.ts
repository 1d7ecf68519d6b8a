import { addressOperator, isPrivate } from "./address.js";

/** A private IPv6 address. */
export const isPrivateIpv6Address = addressOperator({
  name: "is private ipv6 address",
  test: isPrivate,
  family: 6,
});
