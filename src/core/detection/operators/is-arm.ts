import { architecture } from "./architecture.js";

/** An ARM sensor: code 3. Of arm64 (4) and arml (8) nothing is said. */
export const isArm = architecture("is arm", 3, [4, 8]);
