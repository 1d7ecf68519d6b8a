#!/usr/bin/env -S node --
// The `--` keeps node itself from taking `--env-file`, which it looks for among a program's own arguments too.
import { main } from "./commands/main.js";
import { thisProcess } from "./world.js";

/** A reader that went away (`| head`) ends nothing: an apply goes on to its end, only nobody reads it. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await main(process.argv.slice(2), thisProcess());
