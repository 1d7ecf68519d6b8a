import type { RuleMigration } from "../model/migration.js";
import { counted } from "./describe.js";
import { inert } from "./inert.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

/** Every rule that calls the legacy service, old and new JSON, and the verdict. */
export function renderMigrations(migrations: readonly RuleMigration[], style: Style): string {
  const blocks = migrations.map((migration) => block(migration, style).join("\n"));
  return `${[...blocks, verdict(migrations, style)].join("\n\n")}\n`;
}

function block({ name, result, reasons, before, after }: RuleMigration, style: Style): string[] {
  const mark = {
    convertible: style.yellow,
    converted: style.green,
    refused: style.red,
    unreadable: style.red,
    failed: style.red,
  }[result];
  return [
    `${style.bold(inert(name))}  ${mark(result)}`,
    ...reasons.flatMap((reason) => wrap("  ! ", inert(reason))),
    ...(after === undefined ? [] : diffOf(jsonLines(before), jsonLines(after), style)),
  ];
}

const jsonLines = (value: unknown): string[] => JSON.stringify(value, null, 2).split("\n").map(inert);

/** The changed middle of two texts, with the lines around it that are the same. */
function diffOf(before: readonly string[], after: readonly string[], style: Style): string[] {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < least - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail += 1;
  return [
    ...before.slice(0, head).map((line) => `    ${line}`),
    ...before.slice(head, before.length - tail).map((line) => style.red(`  - ${line}`)),
    ...after.slice(head, after.length - tail).map((line) => style.green(`  + ${line}`)),
    ...before.slice(before.length - tail).map((line) => `    ${line}`),
  ];
}

function verdict(migrations: readonly RuleMigration[], style: Style): string {
  if (migrations.length === 0) return "No rule calls the legacy service.";
  const count = (result: RuleMigration["result"]): number =>
    migrations.filter((each) => each.result === result).length;
  const parts = [
    [count("converted"), "converted"],
    [count("convertible"), "can be converted (--no-dry-run does it)"],
    [count("refused"), "refused"],
    [count("unreadable"), "unreadable"],
    [count("failed"), "failed"],
  ] as const;
  const text = parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${counted(number, "rule")} ${word}`);
  return style.bold(text.join(", "));
}
