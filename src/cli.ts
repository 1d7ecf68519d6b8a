#!/usr/bin/env -S node --
// The `--` keeps node itself from taking `--env-file`, which it looks for among a program's own arguments too.
import { asksForVersion } from "./commands/version.js";

const argv = process.argv.slice(2);
if (asksForVersion(argv)) process.stdout.write(`${__LCTASKS_VERSION__}\n`);
else {
  const { main, thisProcess } = await import("./program.js");
  process.exitCode = await main(argv, thisProcess());
}
