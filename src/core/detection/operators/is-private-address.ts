import { addressOperator, isPrivate } from "./address.js";

/** A private address of either family. */
export const isPrivateAddress = addressOperator({ name: "is private address", test: isPrivate });
