import type { Token } from "./scan.js";
import { type Command, type Operand, type Pipeline, TemplateFailure } from "./syntax.js";
import { literalValue } from "./literal.js";

/** Tokens that are being read. */
interface Reading {
  readonly tokens: readonly Token[];
  next: number;
  depth: number;
}

const deepest = 50;

/** Reads what stands between the braces, behind a keyword if there is one. Throws TemplateFailure. */
export function parsePipeline(tokens: readonly Token[]): Pipeline {
  const reading = { tokens, next: 0, depth: 0 };
  const pipeline = readPipeline(reading);
  const left = peek(reading);
  if (left) throw new TemplateFailure(`${JSON.stringify(left.text)} stands where the action should end`);
  return pipeline;
}

const peek = ({ tokens, next }: Reading): Token | undefined => tokens[next];

const isSign = (token: Token | undefined, sign: string): boolean =>
  token?.kind === "sign" && token.text === sign;

function skipSpace(reading: Reading): boolean {
  if (peek(reading)?.kind !== "space") return false;
  reading.next += 1;
  return true;
}

function readPipeline(reading: Reading): Pipeline {
  const { variables, declares } = readVariables(reading);
  const commands = [readCommand(reading)];
  while (isSign(peek(reading), "|")) {
    reading.next += 1;
    commands.push(readCommand(reading));
  }
  return { variables, declares, commands };
}

/** `$x :=`, `$x =`, `$i, $x :=`; nothing is taken where none of them stands. */
function readVariables(reading: Reading): Pick<Pipeline, "variables" | "declares"> {
  const start = reading.next;
  const variables: string[] = [];
  skipSpace(reading);
  for (let token = peek(reading); token?.kind === "variable"; token = peek(reading)) {
    variables.push(token.text);
    reading.next += 1;
    skipSpace(reading);
    const sign = peek(reading);
    if (isSign(sign, ":=") || isSign(sign, "=")) {
      reading.next += 1;
      return { variables, declares: sign?.text === ":=" };
    }
    if (!isSign(sign, ",")) break;
    reading.next += 1;
    skipSpace(reading);
  }
  reading.next = start;
  return { variables: [], declares: false };
}

function readCommand(reading: Reading): Command {
  skipSpace(reading);
  const operands: Operand[] = [];
  for (
    let token = peek(reading);
    token && !isSign(token, "|") && !isSign(token, ")");
    token = peek(reading)
  ) {
    operands.push(readOperand(reading));
    if (!skipSpace(reading)) break;
  }
  const [first, ...others] = operands;
  if (!first) throw new TemplateFailure("a value is missing in an action");
  if (others.length > 0 && first.kind === "literal")
    throw new TemplateFailure("a literal takes no arguments");
  return { operands: [first, ...others] };
}

function readOperand(reading: Reading): Operand {
  const token = peek(reading) as Token;
  reading.next += 1;
  switch (token.kind) {
    case "text":
    case "number":
      return { kind: "literal", value: literalValue(token) };
    case "word":
      return readWord(token.text);
    case "variable":
      return { kind: "variable", name: token.text, fields: readFields(reading) };
    case "field":
      return { kind: "dot", fields: [...fieldName(token), ...readFields(reading)] };
    default:
      return readGroup(token, reading);
  }
}

const constants: { readonly [word: string]: Operand } = {
  true: { kind: "literal", value: true },
  false: { kind: "literal", value: false },
  nil: { kind: "literal", value: null },
};

const readWord = (name: string): Operand =>
  Object.hasOwn(constants, name) ? (constants[name] as Operand) : { kind: "function", name };

const fieldName = ({ text }: Token): string[] => (text === "." ? [] : [text.slice(1)]);

function readFields(reading: Reading): string[] {
  const fields: string[] = [];
  for (let token = peek(reading); token?.kind === "field"; token = peek(reading)) {
    if (token.text === ".") throw new TemplateFailure("a field has no name");
    fields.push(token.text.slice(1));
    reading.next += 1;
  }
  return fields;
}

function readGroup(token: Token, reading: Reading): Operand {
  if (!isSign(token, "("))
    throw new TemplateFailure(`${JSON.stringify(token.text)} stands where a value should`);
  reading.depth += 1;
  if (reading.depth > deepest) throw new TemplateFailure(`parentheses are nested more than ${deepest} deep`);
  const pipeline = readPipeline(reading);
  if (!isSign(peek(reading), ")")) throw new TemplateFailure("a parenthesis is not closed");
  reading.next += 1;
  reading.depth -= 1;
  return { kind: "group", pipeline, fields: readFields(reading) };
}
