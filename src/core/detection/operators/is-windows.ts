import { platformShorthand } from "./platform.js";

/** A sensor of platform windows. */
export const isWindows = platformShorthand("is windows", "windows");
