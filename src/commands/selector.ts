import { Command } from "commander";
import { exitCode } from "../core/model/exit-code.js";
import { isJsonObject } from "../core/model/json.js";
import type { SensorRecord } from "../core/model/sensor.js";
import { counted } from "../core/report/describe.js";
import { renderExpressionFindings } from "../core/report/expression-findings.js";
import { inert } from "../core/report/inert.js";
import type { Style } from "../core/report/style.js";
import { type CheckedSelector, checkSelector } from "../flow/check-selector.js";
import type { CommandContext } from "./context.js";
import { withFormat } from "./options.js";

interface SelectorOptions {
  readonly sensors?: string;
  readonly format: "text" | "json";
}

/** `lctasks selector`: what a selector means, and which sensors of a file it matches. */
export function selectorCommand(context: CommandContext): Command {
  const command = new Command("selector")
    .description("read a sensor selector: canonical form, warnings, matching sensors")
    .argument("<expression>", "the selector; quote it for your shell")
    .option("--sensors <file>", "a JSON array of sensor records to evaluate it on")
    .action((expression: string, options: SelectorOptions) => selector(expression, options, context));
  return withFormat(command, ["text", "json"]);
}

function selector(
  expression: string,
  { sensors, format }: SelectorOptions,
  { world, finish }: CommandContext,
): void {
  const checked = checkSelector(
    expression,
    sensors === undefined ? undefined : sensorsOf(world.readText(sensors), sensors),
  );
  world.console.print(
    format === "json"
      ? `${JSON.stringify(checked, null, 2)}\n`
      : describe(expression, checked, world.style.output),
  );
  finish(checked.valid ? exitCode.done : exitCode.invalid);
}

/** Throws when the text is no list of records. */
function sensorsOf(text: string, file: string): readonly SensorRecord[] {
  const records: unknown = JSON.parse(text);
  if (Array.isArray(records) && records.every(isJsonObject)) return records as unknown as SensorRecord[];
  throw new Error(`Cannot read the sensors in ${file}: it is not a JSON array of objects`);
}

function describe(expression: string, checked: CheckedSelector, style: Style): string {
  const lines = [
    checked.canonical === null ? style.red("not a selector") : style.bold(inert(checked.canonical)),
    ...renderExpressionFindings(expression, checked.findings, style),
    ...(checked.matches === null ? [] : ["", `${counted(checked.matches.length, "sensor")} match`]),
    ...(checked.matches ?? []).map(({ sid, hostname }) =>
      `  ${inert(sid ?? "")}  ${inert(hostname ?? "")}`.trimEnd(),
    ),
  ];
  return `${lines.join("\n")}\n`;
}
