import { architecture } from "./architecture.js";

/** A 64 bit sensor: x64, code 2. Of arm64 (4) and alpine64 (5) nothing is said. */
export const is64Bit = architecture("is 64 bit", 2, [4, 5]);
