import { compareText } from "../../model/finding.js";
import type { Json } from "../../model/json.js";
import { isMap } from "../scene.js";
import { findFunction } from "./functions.js";
import { printed, type TemplateValue } from "./go-format.js";
import { type Command, type Operand, type Pipeline, TemplateFailure, type TemplateNode } from "./syntax.js";
import type { Doubts } from "./template-function.js";
import { isTrue } from "./truth.js";

/** Variables and their values; an inner block sees those of the outer. */
interface Variables {
  readonly outer: Variables | undefined;
  readonly values: Map<string, TemplateValue>;
}

interface Running {
  readonly dot: TemplateValue;
  readonly variables: Variables;
  readonly output: Output;
  readonly doubts: Doubts;
}

/** Most characters that a template may make. */
const longest = 1_000_000;

/** The text that comes out. */
class Output {
  text = "";

  add(part: string): void {
    if (this.text.length + part.length > longest)
      throw new TemplateFailure("the text gets longer than 1,000,000 characters");
    this.text += part;
  }
}

/** Runs a template on data. Throws TemplateFailure where Go reports an error, and where something is not rendered offline. */
export function runTemplate(nodes: readonly TemplateNode[], data: Json, doubts: Doubts): string {
  const output = new Output();
  const variables = { outer: undefined, values: new Map<string, TemplateValue>([["$", data]]) };
  runNodes(nodes, { dot: data, variables, output, doubts });
  return output.text;
}

function runNodes(nodes: readonly TemplateNode[], running: Running): void {
  for (const node of nodes) {
    if (node.kind === "text") running.output.add(node.text);
    else if (node.kind === "output") runOutput(node.pipeline, running);
    else if (node.kind === "range") runRange(node, running);
    else runBranch(node, running);
  }
}

function runOutput(pipeline: Pipeline, running: Running): void {
  const value = valueOf(pipeline, running);
  assign(pipeline, running, [value]);
  if (pipeline.variables.length > 0) return;
  if (value === undefined || value === null)
    running.doubts.add("what is printed for a field that is not there is not documented");
  running.output.add(printed(value));
}

type Block = Extract<TemplateNode, { kind: "if" | "with" | "range" }>;

const inner = (running: Running): Running => ({
  ...running,
  variables: { outer: running.variables, values: new Map() },
});

function runBranch({ kind, pipeline, body, otherwise }: Block, running: Running): void {
  const inside = inner(running);
  const value = valueOf(pipeline, inside);
  assign(pipeline, inside, [value]);
  const holds = isTrue(value);
  const dot = kind === "with" && holds ? value : running.dot;
  runNodes(holds ? body : otherwise, { ...inside, dot });
}

function runRange({ pipeline, body, otherwise }: Block, running: Running): void {
  const outside = inner(running);
  const items = itemsOf(valueOf(pipeline, outside));
  if (items.length === 0) runNodes(otherwise, outside);
  for (const [key, value] of items) {
    const inside = inner(outside);
    assign(pipeline, inside, pipeline.variables.length === 1 ? [value] : [key, value]);
    runNodes(body, { ...inside, dot: value });
  }
}

function itemsOf(value: TemplateValue): readonly (readonly [string | number, Json])[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((item: Json, index) => [index, item]);
  if (isMap(value)) return Object.entries(value).toSorted(([a], [b]) => compareText(a, b));
  throw new TemplateFailure(`range does not take ${printed(value)}`);
}

function assign({ variables, declares }: Pipeline, running: Running, values: readonly TemplateValue[]): void {
  for (const [index, name] of variables.entries()) {
    const holder = declares ? running.variables : holderOf(name, running.variables);
    holder.values.set(name, values[index]);
  }
}

/** The block that a variable was made in. */
function holderOf(name: string, variables: Variables): Variables {
  for (let at: Variables | undefined = variables; at; at = at.outer) {
    if (at.values.has(name)) return at;
  }
  throw new TemplateFailure(`there is no variable ${name}`);
}

function valueOf({ commands }: Pipeline, running: Running): TemplateValue {
  let last: readonly TemplateValue[] = [];
  for (const command of commands) last = [commandValue(command, running, last)];
  return last[0];
}

function commandValue(
  { operands }: Command,
  running: Running,
  last: readonly TemplateValue[],
): TemplateValue {
  const [first, ...others] = operands;
  if (first.kind === "function") {
    const values = others.map((operand) => operandValue(operand, running));
    return call(first.name, [...values, ...last], running);
  }
  if (others.length + last.length > 0) throw new TemplateFailure("only functions take arguments");
  return operandValue(first, running);
}

function call(name: string, values: readonly TemplateValue[], { doubts }: Running): TemplateValue {
  const found = findFunction(name);
  if (!found)
    throw new TemplateFailure(`there is no function ${name} that is documented and rendered offline`);
  const [least, most] = found.takes;
  if (values.length < least || values.length > most) {
    throw new TemplateFailure(
      `${name} takes ${least === most ? least : `at least ${least}`} values, not ${values.length}`,
    );
  }
  return found.run(values, doubts);
}

function operandValue(operand: Operand, running: Running): TemplateValue {
  switch (operand.kind) {
    case "literal":
      return operand.value;
    case "function":
      return call(operand.name, [], running);
    case "dot":
      return operand.fields.reduce(field(running.doubts), running.dot);
    case "variable":
      return operand.fields.reduce(
        field(running.doubts),
        holderOf(operand.name, running.variables).values.get(operand.name),
      );
    case "group":
      return operand.fields.reduce(field(running.doubts), valueOf(operand.pipeline, running));
  }
}

/** A member of a map; of what is not there Go makes an error, of which is not known what becomes. */
const field =
  (doubts: Doubts) =>
  (value: TemplateValue, name: string): TemplateValue => {
    if (value === undefined || value === null) {
      doubts.add("what becomes of a field of something that is not there is not documented");
      return undefined;
    }
    if (!isMap(value)) throw new TemplateFailure(`${printed(value).slice(0, 60)} has no field ${name}`);
    return Object.hasOwn(value, name) ? value[name] : undefined;
  };
