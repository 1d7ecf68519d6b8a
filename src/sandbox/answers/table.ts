import type { Body } from "./ask.js";
import { fileBodies } from "./files.js";
import { inspectionBodies } from "./inspection.js";
import { machineBodies } from "./machine.js";
import { runBodies } from "./run.js";

/** Every command whose answer has a body of its own; others answer with an empty success. */
export const bodies: ReadonlyMap<string, Body> = new Map(
  Object.entries({ ...fileBodies, ...machineBodies, ...inspectionBodies, ...runBodies }),
);
