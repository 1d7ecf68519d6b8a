import { addressOperator, isPublic } from "./address.js";

/** A public IPv4 address. */
export const isPublicIpv4Address = addressOperator({
  name: "is public ipv4 address",
  test: isPublic,
  family: 4,
});
