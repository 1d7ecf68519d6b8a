import { config } from "./config.js";
import { task } from "./task.js";

/** Every schema by the name of its file in `schemas/`. */
export const schemas = { config, task };
