import { platformShorthand } from "./platform.js";

/** A sensor of platform linux. */
export const isLinux = platformShorthand("is linux", "linux");
