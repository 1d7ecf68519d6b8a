import { platformShorthand } from "./platform.js";

/** A sensor of platform json. */
export const isJson = platformShorthand("is json", "json");
