import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";

const cli = join(resolve(import.meta.dirname, "../.."), "dist/cli.js");

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.dispose());

const ruleFor = (
  text: string,
): string => `detect: { event: NEW_PROCESS, op: contains, path: event/COMMAND_LINE, value: ${text} }
respond: [{ action: report, name: x }]
tests:
  match: [[{ routing: { event_type: NEW_PROCESS }, event: { COMMAND_LINE: whoami } }]]
`;

/** Calls back for everything that a stream has said so far; what was said is never lost. */
function listen(stream: Readable) {
  let said = "";
  let look = (): void => undefined;
  stream.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
    look();
  });
  /** Waits until a pattern is in what was said since the last wait, and gives what was said until then. */
  return (pattern: RegExp): Promise<string> =>
    new Promise((heard) => {
      look = () => {
        const found = pattern.exec(said);
        if (found === null) return;
        const end = found.index + found[0].length;
        look = () => undefined;
        const until = said.slice(0, end);
        said = said.slice(end);
        heard(until);
      };
      look();
    });
}

describe("lctasks test --watch, as a process", () => {
  it("runs again when a file changes, survives a broken one, and ends by a signal with the last result", async () => {
    folder.write("rules/a.yaml", ruleFor("ipconfig"));
    const child = spawn(cli, ["test", "rules", "--watch"], { cwd: folder.path, stdio: "pipe" });
    const ended = new Promise((exit) => child.once("exit", (code, signal) => exit(code ?? signal)));
    try {
      const [out, err] = [listen(child.stdout), listen(child.stderr)];
      await out(/1 failed/);
      await err(/Watching for changes/);
      folder.write("rules/a.yaml", "detect: [");
      expect(await err(/a\.yaml.*\n/)).toContain("a.yaml");
      folder.write("rules/a.yaml", ruleFor("whoami"));
      expect(await out(/passed, 0 failed/)).toMatch(/1 tests? passed, 0 failed/);
      child.kill("SIGINT");
      expect(await ended).toBe(0);
    } finally {
      child.kill("SIGKILL");
    }
  });
});
