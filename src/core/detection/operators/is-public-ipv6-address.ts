import { addressOperator, isPublic } from "./address.js";

/** A public IPv6 address. */
export const isPublicIpv6Address = addressOperator({
  name: "is public ipv6 address",
  test: isPublic,
  family: 6,
});
