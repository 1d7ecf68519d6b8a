#!/usr/bin/env -S node --
// The `--` keeps node itself from taking `--env-file`, which it looks for among a program's own arguments too.
import { main } from "./commands/main.js";
import { thisProcess } from "./world.js";

process.exitCode = await main(process.argv.slice(2), thisProcess());
