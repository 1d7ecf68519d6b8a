import { platformShorthand } from "./platform.js";

/** A sensor of platform carbon_black. */
export const isCarbonBlack = platformShorthand("is carbon_black", "carbon_black");
