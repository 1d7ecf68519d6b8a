import { platformShorthand } from "./platform.js";

/** A sensor of platform vpn (inferred). */
export const isNet = platformShorthand("is net", "vpn");
