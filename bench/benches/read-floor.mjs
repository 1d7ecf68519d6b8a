import { join } from "node:path";
import { newFolder, root } from "../folders.mjs";
import { run } from "../measure.mjs";

/** Reads and parses the YAML of a folder and nothing else. */
export const readAndParse = (folder) => () => run([join(root, "bench/floors/read-yaml.mjs"), folder]);

/** Few rounds for what takes long. */
export const roundsFor = (files) => (files > 2000 ? 3 : files > 200 ? 5 : 9);

/** The size of a bench at a scale: at least 1. */
export const scaled = (size, scale) => Math.max(1, Math.round(size * scale));

/** The variable that switches the parse cache off, or gives it a new folder. */
export const cacheOf = (state) => ({ LCTASKS_CACHE: state === "warm" ? newFolder() : "off" });
