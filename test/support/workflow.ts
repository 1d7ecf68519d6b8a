import { type StdioOptions, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { parse } from "yaml";
import { runAction } from "../../src/commands/action/run-action.js";
import { main } from "../../src/commands/main.js";
import { clockOf } from "./cli.js";

const root = resolve(import.meta.dirname, "../..");
const bundle = join(root, "bundle/lctasks.mjs");
const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as {
  readonly inputs: { readonly [name: string]: { readonly default?: string } };
};

/** What a step left, as the runner sees it. */
export interface StepResult {
  readonly code: number | null;
  /** Everything it printed, on both streams. */
  readonly log: string;
  readonly outputs: { readonly [name: string]: string };
  readonly summary: string;
}

/** One step of a workflow: its inputs, and what GitHub says about the workflow run. */
export interface Step {
  readonly inputs: { readonly [name: string]: string };
  /** Where the repository is checked out. */
  readonly workspace: string;
  readonly event?: { readonly name: string; readonly payload?: object };
  /** Further variables, for example those of `env`. */
  readonly environment?: { readonly [name: string]: string };
}

/**
 * Runs the built action as GitHub's runner does: inputs with their defaults as `INPUT_…`, the event as a file, files for outputs and
 * summary, nothing of this process's own environment.
 */
export function runStep(step: Step): Promise<StepResult> {
  return asRunner(step, async (env, write) => {
    const stdio: StdioOptions = ["ignore", "pipe", "pipe"];
    const program = spawn(process.execPath, [bundle], { cwd: step.workspace, env, stdio });
    for (const stream of [program.stdout, program.stderr]) stream?.setEncoding("utf8").on("data", write);
    return new Promise((ended) => program.once("close", ended));
  });
}

/** The same without a process of its own. */
export function runStepHere(step: Step): Promise<StepResult> {
  return asRunner(step, (environment, write) => {
    const stream = (): Writable =>
      new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          write(chunk.toString("utf8"));
          done();
        },
      });
    return runAction(main, {
      directory: step.workspace,
      environment,
      clock: clockOf(() => Date.now()),
      newId: randomUUID,
      input: new PassThrough(),
      output: stream(),
      error: stream(),
      onStop: () => () => undefined,
    });
  });
}

type Run = (
  environment: { readonly [name: string]: string },
  write: (text: string) => void,
) => Promise<number | null>;

async function asRunner({ inputs, workspace, event, environment = {} }: Step, run: Run): Promise<StepResult> {
  const temporary = mkdtempSync(join(tmpdir(), "lctasks-runner-"));
  const file = (name: string, text = ""): string => {
    writeFileSync(join(temporary, name), text);
    return join(temporary, name);
  };
  const [output, summary] = [file("output"), file("summary")];
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: temporary,
    CI: "true",
    GITHUB_ACTIONS: "true",
    RUNNER_TEMP: temporary,
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_EVENT_NAME: event?.name ?? "push",
    GITHUB_EVENT_PATH: file("event.json", JSON.stringify(event?.payload ?? {})),
    ...inputVariables(inputs),
    ...environment,
  };
  let log = "";
  const code = await run(env, (text) => (log += text));
  const outputs = entriesOf(readFileSync(output, "utf8"));
  const result = { code, log, outputs, summary: readFileSync(summary, "utf8") };
  for (const name of ["plan-json-path", "plan-markdown-path"]) keep(outputs[name], workspace);
  rmSync(temporary, { recursive: true });
  return result;
}

/** The runner's files outlive a step; here they move to where a workflow would have uploaded them from: beside the workspace's Git folder. */
function keep(path: string | undefined, workspace: string): void {
  if (!path) return;
  writeFileSync(
    join(workspace, ".git", path.endsWith(".json") ? "plan.json" : "plan.md"),
    readFileSync(path),
  );
}

function inputVariables(inputs: Step["inputs"]): Record<string, string> {
  const unknown = Object.keys(inputs).find((name) => !(name in action.inputs));
  if (unknown !== undefined) throw new Error(`the action has no input ${unknown}`);
  const all = Object.entries(action.inputs).map(([name, { default: byDefault = "" }]) => {
    const text = inputs[name] ?? (byDefault.startsWith("${{") ? "" : byDefault);
    return [`INPUT_${name.toUpperCase()}`, text] as const;
  });
  return Object.fromEntries(all);
}

/** Entries of a GITHUB_OUTPUT file, read as the runner reads them: `name<<delimiter`, lines, `delimiter`. */
function entriesOf(text: string): Record<string, string> {
  const entries: Record<string, string> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length - 1; ) {
    const [name = "", delimiter = ""] = (lines[at] ?? "").split("<<");
    const end = lines.indexOf(delimiter, at + 1);
    if (name === "" || delimiter === "" || end < 0) throw new Error(`no entry: ${lines[at]}`);
    entries[name] = lines.slice(at + 1, end).join("\n");
    at = end + 1;
  }
  return entries;
}

/** The workflow commands that the runner would obey in a log, name and value. */
export function commandsIn(log: string): (readonly [name: string, value: string])[] {
  const obeyed: (readonly [string, string])[] = [];
  let stopped: string | undefined;
  for (const line of log.split("\n")) {
    const [, name, value = ""] =
      /^\s*::([^:\s]+)(?: [^:]*)?::(.*)$/.exec(line) ?? /##\[([^\]\s]+)[^\]]*\](.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (stopped !== undefined) {
      if (name === stopped) stopped = undefined;
    } else if (name === "stop-commands") stopped = value;
    else obeyed.push([name, value]);
  }
  return obeyed;
}
