import { addressOperator, isPrivate } from "./address.js";

/** A private IPv4 address. */
export const isPrivateIpv4Address = addressOperator({
  name: "is private ipv4 address",
  test: isPrivate,
  family: 4,
});
