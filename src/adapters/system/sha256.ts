import { hash } from "node:crypto";

/** `sha256Hex` of `core/model`, by Node. The build puts it in that one's place (`scripts/native-sha256.mjs`). */
export const sha256Hex = (text: string): string => hash("sha256", text);
