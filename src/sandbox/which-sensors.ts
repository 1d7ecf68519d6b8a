/** Sensors by sid, or every one. */
export type WhichSensors = "all" | readonly string[];
