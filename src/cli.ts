#!/usr/bin/env -S node --
// The `--` keeps node itself from taking `--env-file`, which it looks for among a program's own arguments too.
import { asksForVersion } from "./commands/version.js";

const argv = process.argv.slice(2);
// Written to the file itself: to open standard output as a stream takes a tenth of a start.
if (asksForVersion(argv)) process.getBuiltinModule("node:fs").writeSync(1, `${__LCTASKS_VERSION__}\n`);
else {
  const { main, thisProcess } = await import("./program.js");
  process.exitCode = await main(argv, thisProcess());
}
