import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { temporaryFolder } from "../support/repository.js";
import type { Block } from "./blocks.js";
import { markOf, scriptOf } from "./script.js";

const root = resolve(import.meta.dirname, "../..");
const prepared = join(import.meta.dirname, "prepare");

/** What a page's blocks printed, on both streams, by the line of the block. */
export interface PageRun {
  readonly code: number | null;
  /** Everything. */
  readonly log: string;
  outputOf(line: number): string;
}

/** Runs a page as one shell session in an empty folder; what it starts ends with it. */
export async function runPage(page: string, blocks: readonly Block[]): Promise<PageRun> {
  const home = temporaryFolder();
  try {
    const prepare = join(prepared, `${basename(page, ".md")}.sh`);
    mkdirSync(join(home.path, "work"));
    install(home.path);
    const before = existsSync(prepare) ? `prepare=${prepared}\n. ${prepare}` : "";
    home.write("page.sh", scriptOf(blocks, before));
    const code = await ended(home.path);
    const log = stripVTControlCharacters(readFileSync(join(home.path, "log"), "utf8")).replaceAll("\r", "");
    return { code, log, outputOf: (line) => between(log, markOf(line)) };
  } finally {
    home.dispose();
  }
}

/** Its exit code. All of its process group ends then, also what runs in the background; the log is a file, so nobody waits for that. */
async function ended(home: string): Promise<number | null> {
  const log = openSync(join(home, "log"), "w");
  const options = { cwd: join(home, "work"), env: environment(home), detached: true } as const;
  const shell = spawn("bash", [join(home, "page.sh")], { ...options, stdio: ["ignore", log, log] });
  const stop = (): void => {
    if (shell.pid !== undefined) process.kill(-shell.pid, "SIGKILL");
  };
  const late = setTimeout(stop, longestMs);
  const code = await new Promise<number | null>((done) => shell.once("exit", done));
  clearTimeout(late);
  try {
    stop();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
  closeSync(log);
  return code;
}

/** A page that takes longer hangs: an answer is missing, or something waits for Ctrl-C. */
const longestMs = 120_000;

/** The built program on the path, and as a package beside the page. */
function install(home: string): void {
  mkdirSync(join(home, "bin"));
  symlinkSync(join(root, "dist/cli.js"), join(home, "bin/lctasks"));
  mkdirSync(join(home, "node_modules"));
  symlinkSync(root, join(home, "node_modules/lctasks"));
}

/** Nothing of the machine's configuration; whoever asks for something beyond this machine is refused at once. */
function environment(home: string): Record<string, string> {
  const nowhere = "http://127.0.0.1:9";
  return {
    PATH: `${join(home, "bin")}:${process.env["PATH"] ?? ""}`,
    HOME: home,
    LANG: "C.UTF-8",
    HTTPS_PROXY: nowhere,
    HTTP_PROXY: nowhere,
    https_proxy: nowhere,
    NO_PROXY: "127.0.0.1,localhost",
    no_proxy: "127.0.0.1,localhost",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Ada",
    GIT_AUTHOR_EMAIL: "ada@example.com",
    GIT_COMMITTER_NAME: "Ada",
    GIT_COMMITTER_EMAIL: "ada@example.com",
  };
}

function between(log: string, mark: string): string {
  const [, after = ""] = log.split(`${mark}\n`);
  return after.split(/^--- the block of line \d+ ---$/m)[0] ?? "";
}
