import { platformShorthand } from "./platform.js";

/** A sensor of platform gcp. */
export const isGcp = platformShorthand("is gcp", "gcp");
