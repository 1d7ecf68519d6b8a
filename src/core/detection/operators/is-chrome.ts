import { platformShorthand } from "./platform.js";

/** A sensor of platform chrome. */
export const isChrome = platformShorthand("is chrome", "chrome");
