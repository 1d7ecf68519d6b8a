import type { ParsedCommand } from "../parse.js";
import type { Token } from "../tokens.js";
import type { CommandCheck, CommandRemark } from "./check.js";

type ValueType = "string" | "int" | "hex" | "bool" | "enum";

interface TypedValue extends Token {
  readonly name: string;
  readonly type: ValueType;
  readonly choices: readonly string[];
}

/** Every value of a line with the type it should have. */
function typedValues({ positionals, flags }: ParsedCommand): TypedValue[] {
  return [
    ...positionals.flatMap(({ positional: { name, type }, values }) =>
      values.map((value) => ({ ...value, name, type, choices: [] })),
    ),
    ...flags.flatMap(({ flag: { long, type, choices }, values }) =>
      values.map((value) => ({ ...value, name: long, type, choices: choices ?? [] })),
    ),
  ];
}

/** A value of another type than the parser of the sensor expects. */
export const badValue: CommandCheck = {
  check: "command/bad-value",
  severities: ["warning"],
  about: "The parser of the sensor refuses a value that is not of the argument's type.",
  run: (command) =>
    typedValues(command)
      .filter(({ text }) => !text.includes("{{"))
      .flatMap((value): CommandRemark[] => {
        const expected = unmet(value);
        if (!expected) return [];
        const message = `${value.name} takes ${expected}, not ${JSON.stringify(value.text)}`;
        return [{ severity: "warning", message, fix: `write ${expected}`, column: value.column }];
      }),
};

/** What the type asks for, when the value is not that. */
function unmet({ text, type, choices }: TypedValue): string | undefined {
  switch (type) {
    case "int":
      return /^[+-]?\d+$/.test(text) ? undefined : "a whole number";
    case "hex":
      return /^(0x)?[0-9a-f]+$/i.test(text) ? undefined : "a hexadecimal number";
    case "bool":
      return /^(true|false)$/.test(text) ? undefined : "no value, =true or =false";
    case "enum":
      return choices.includes(text) ? undefined : choices.join(" or ");
    default:
      return undefined;
  }
}

/** A size that looks decimal where the sensor reads hexadecimal: 1024 reads 4132 bytes. */
export const hexadecimalSize: CommandCheck = {
  check: "command/hexadecimal-size",
  severities: ["warning"],
  about: "mem_read takes sizes in hexadecimal: 1024 reads 4132 bytes.",
  run: (command) =>
    typedValues(command)
      .filter(({ name, text }) => name === "memSize" && /^[1-9]\d+$/.test(text))
      .map(({ text, column }) => ({
        severity: "warning",
        message: `memSize is hexadecimal: ${text} means ${Number.parseInt(text, 16)} bytes`,
        fix: `write 0x${Number(text).toString(16)} for ${text} bytes, or 0x${text} to say that you mean it`,
        column,
      })),
};

/** A flag that stands twice where one counts. */
export const repeatedFlag: CommandCheck = {
  check: "command/repeated-flag",
  severities: ["warning"],
  about: "A flag that takes one value and stands twice: which one counts is not documented.",
  run: ({ flags }) => {
    const seen = new Set<string>();
    return flags.flatMap(({ flag, column }): CommandRemark[] => {
      const isAgain = seen.has(flag.long) && !flag.repeated;
      seen.add(flag.long);
      const message = `${flag.long} stands more than once`;
      return isAgain ? [{ severity: "warning", message, fix: "keep one of them", column }] : [];
    });
  },
};

const roots = /^(hkcr|hkcc|hkcu|hklm|hku)(\\|$)/i;

/** A registry path without one of the roots that the sensor knows. */
export const registryRoot: CommandCheck = {
  check: "command/registry-root",
  severities: ["warning"],
  about: "Registry paths begin with hkcr, hkcc, hkcu, hklm or hku.",
  run: (command) =>
    typedValues(command)
      .filter(({ name, text }) => name === "reg" && !roots.test(text))
      .map(({ text, column }) => ({
        severity: "warning",
        message: `${text} does not begin with a root of the registry`,
        fix: "begin with hkcr, hkcc, hkcu, hklm or hku, such as 'hklm\\software'",
        column,
      })),
};
