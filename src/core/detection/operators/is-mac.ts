import { platformShorthand } from "./platform.js";

/** A sensor of platform macos. */
export const isMac = platformShorthand("is mac", "macos");
