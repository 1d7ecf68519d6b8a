// What the command line loads when it has more to do than to say its version: one file of the build (scripts/build.mjs).
export { main } from "./commands/main.js";
export { thisProcess } from "./world.js";
