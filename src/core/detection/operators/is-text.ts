import { platformShorthand } from "./platform.js";

/** A sensor of platform text. */
export const isText = platformShorthand("is text", "text");
