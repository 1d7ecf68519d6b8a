import { parsePipeline } from "./parse-pipeline.js";
import { type Piece, scanTemplate, type Token } from "./scan.js";
import { TemplateFailure, type TemplateNode } from "./syntax.js";

/** What is being read: pieces, and how many have been taken. */
interface Reading {
  readonly pieces: readonly Piece[];
  next: number;
}

const deepest = 50;

/** Reads a template of Go's text/template, without templates inside templates. Throws TemplateFailure. */
export function parseTemplate(source: string): readonly TemplateNode[] {
  const reading = { pieces: scanTemplate(source), next: 0 };
  const { nodes, end } = readList(reading, 0);
  if (end !== undefined) throw new TemplateFailure(`there is nothing that ${end} belongs to`);
  return nodes;
}

/** Nodes up to `end`, `else` or the end of the template; `rest` is what stands behind that word. */
interface NodeList {
  readonly nodes: readonly TemplateNode[];
  readonly end: "end" | "else" | undefined;
  readonly rest: readonly Token[];
}

function readList(reading: Reading, depth: number): NodeList {
  if (depth > deepest) throw new TemplateFailure(`blocks are nested more than ${deepest} deep`);
  const nodes: TemplateNode[] = [];
  for (;;) {
    const piece = reading.pieces[reading.next];
    if (!piece) return { nodes, end: undefined, rest: [] };
    reading.next += 1;
    if (piece.kind === "text") {
      nodes.push(piece);
      continue;
    }
    const tokens = withoutOuterSpace(piece.tokens);
    const [first] = tokens;
    const word = first?.kind === "word" ? first.text : undefined;
    if (word === "end" || word === "else") return { nodes, end: word, rest: tokens.slice(1) };
    nodes.push(readAction({ reading, tokens, word, depth }));
  }
}

interface ActionReading {
  readonly reading: Reading;
  readonly tokens: readonly Token[];
  readonly word: string | undefined;
  readonly depth: number;
}

const unsupported = ["define", "template", "block", "break", "continue"];

function readAction({ reading, tokens, word, depth }: ActionReading): TemplateNode {
  if (word === "if" || word === "with" || word === "range") {
    return readBlock({ reading, kind: word, tokens: tokens.slice(1), depth });
  }
  if (word !== undefined && unsupported.includes(word))
    throw new TemplateFailure(`${word} is not supported offline`);
  return { kind: "output", pipeline: parsePipeline(tokens) };
}

interface BlockReading {
  readonly reading: Reading;
  readonly kind: "if" | "with" | "range";
  readonly tokens: readonly Token[];
  readonly depth: number;
}

function readBlock({ reading, kind, tokens, depth }: BlockReading): TemplateNode {
  const pipeline = parsePipeline(withoutOuterSpace(tokens));
  const body = readList(reading, depth + 1);
  if (body.end === undefined) throw new TemplateFailure(`${kind} has no end`);
  const otherwise = body.end === "end" ? [] : readElse({ reading, kind, depth }, body.rest);
  return { kind, pipeline, body: body.nodes, otherwise };
}

/** What stands behind `else`; `else if` is a block of its own that shares the `end`. */
function readElse(
  { reading, kind, depth }: Omit<BlockReading, "tokens">,
  rest: readonly Token[],
): readonly TemplateNode[] {
  const tokens = withoutOuterSpace(rest);
  const [first] = tokens;
  if (first?.kind === "word" && first.text === kind && kind !== "range") {
    return [readBlock({ reading, kind, tokens: tokens.slice(1), depth: depth + 1 })];
  }
  if (first) throw new TemplateFailure(`${JSON.stringify(first.text)} does not belong behind else`);
  const list = readList(reading, depth + 1);
  if (list.end !== "end") throw new TemplateFailure("else has no end");
  return list.nodes;
}

function withoutOuterSpace(tokens: readonly Token[]): readonly Token[] {
  const from = tokens[0]?.kind === "space" ? 1 : 0;
  return tokens.slice(from, tokens.at(-1)?.kind === "space" ? -1 : undefined);
}
