import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { failureReasons } from "../../src/commands/action/failure.js";
import { actionCommands, actionInputs } from "../../src/commands/action/inputs.js";
import { outputNames } from "../../src/commands/action/outputs.js";
import type { CommandContext } from "../../src/commands/context.js";
import { commands } from "../../src/commands/registry.js";

const root = resolve(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/github.md"), "utf8");

interface Described {
  readonly description: string;
  readonly default?: string;
}

const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as {
  readonly runs: { readonly using: string; readonly main: string };
  readonly inputs: { readonly [name: string]: Described };
  readonly outputs: { readonly [name: string]: Described };
};

/** The first cells of the table below a heading of docs/github.md. */
function tableBelow(heading: string): string[][] {
  const [, after = ""] = page.split(`\n${heading}\n`);
  const [table = ""] = after.slice(after.indexOf("\n|")).trimStart().split("\n\n");
  const rows = table.split("\n").map((row) => row.split("|").slice(1, -1));
  return rows.slice(2).map((row) => row.map((cell) => cell.trim()));
}

const code = (text: string): string => `\`${text}\``;

/** The command as `lctasks <name> --help` describes it. */
async function commandNamed(name: string): Promise<Command> {
  const entry = commands.find((each) => each.name === name);
  if (entry === undefined) throw new Error(`there is no command ${name}`);
  return (await entry.load())({} as CommandContext);
}

describe("action.yml", () => {
  it("runs the bundle on Node 24", () => {
    expect(action.runs).toEqual({ using: "node24", main: "bundle/lctasks.mjs" });
  });

  it("has exactly the inputs of the program, with the same defaults", () => {
    const defaults = Object.entries(action.inputs).map(([name, { default: byDefault }]) => [name, byDefault]);
    expect(defaults).toEqual(actionInputs.map(({ name, byDefault }) => [name, byDefault]));
  });

  it("has exactly the outputs of the program, each with `_` as well", () => {
    const names = outputNames.flatMap((name) => [...new Set([name, name.replaceAll("-", "_")])]);
    expect(Object.keys(action.outputs)).toEqual(names);
  });

  it("names only commands that there are", async () => {
    for (const name of actionCommands) expect((await commandNamed(name)).name()).toBe(name);
    expect(action.inputs["command"]?.description).toContain(actionCommands.slice(0, -1).join(", "));
  });

  it("has the options of the command line under its own names, and none that a command does not have", async () => {
    for (const { name, option } of actionInputs) {
      for (const command of actionCommands) {
        const { options } = await commandNamed(command);
        const has = options.some(({ long }) => long === option?.name);
        expect([name, command, has]).toEqual([name, command, option?.commands.includes(command) ?? false]);
      }
    }
  });
});

describe("docs/github.md", () => {
  it("has a row for each input, with its default", () => {
    const rows = tableBelow("## Inputs").map(([name, byDefault]) => [name, byDefault]);
    expect(rows).toEqual(
      actionInputs.map(({ name, byDefault }) => [code(name), byDefault === "" ? "" : code(byDefault)]),
    );
  });

  it("has a row for each output", () => {
    expect(tableBelow("## Outputs").map(([name]) => name)).toEqual(outputNames.map(code));
  });

  it("has a row for each failure reason: what `fail-on` calls it, and what it means", () => {
    expect(tableBelow("## When a step fails")).toEqual(
      Object.entries(failureReasons).map(([name, { kind, meaning }]) => [code(name), code(kind), meaning]),
    );
  });
});

describe("the README", () => {
  it("has a row for each command", () => {
    const [, after = ""] = readFileSync(join(root, "README.md"), "utf8").split("\n## Commands\n");
    const cells = [...(after.split("\n## ")[0] ?? "").matchAll(/^\| (`.*?) \| /gm)].map(
      ([, cell = ""]) => cell,
    );
    const named = cells.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)/g)].map(([, name]) => name));
    expect(new Set(named)).toEqual(new Set(commands.map(({ name }) => name)));
  });
});
