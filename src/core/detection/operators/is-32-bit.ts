import { architecture } from "./architecture.js";

/** A 32 bit sensor: x86, code 1. Of arml (8) nothing is said. */
export const is32Bit = architecture("is 32 bit", 1, [8]);
