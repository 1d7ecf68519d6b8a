import { addressOperator, isPublic } from "./address.js";

/** A public address of either family. */
export const isPublicAddress = addressOperator({ name: "is public address", test: isPublic });
