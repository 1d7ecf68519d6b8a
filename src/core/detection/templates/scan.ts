import { TemplateFailure } from "./syntax.js";

/** A token of an action. */
export interface Token {
  readonly kind: "field" | "variable" | "word" | "text" | "number" | "sign" | "space";
  readonly text: string;
}

/** A template cut into plain text and actions. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly tokens: readonly Token[] };

const tokenKinds: readonly (readonly [Token["kind"], RegExp])[] = [
  ["space", /[ \t\r\n]+/y],
  ["text", /"(?:[^"\\\n]|\\[^\n])*"|`[^`]*`/y],
  ["number", /[+-]?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)(?![\w.])/y],
  ["field", /\.[\p{L}_][\p{L}\p{Nd}_]*|\./uy],
  ["variable", /\$[\p{L}_][\p{L}\p{Nd}_]*|\$/uy],
  ["word", /[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ["sign", /:=|[=|(),]/y],
];

/** Cuts a template of Go at `{{` and `}}`; `{{-` and `-}}` take the white space beside them, comments are dropped. Throws TemplateFailure. */
export function scanTemplate(source: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trims = false;
  for (;;) {
    const open = source.indexOf("{{", at);
    const until = open < 0 ? source.length : open;
    const trimsBefore = open >= 0 && /^\{\{-[ \t\r\n]/.test(source.slice(open, open + 4));
    pushText(pieces, source.slice(at, until), { start: trims, end: trimsBefore });
    if (open < 0) return pieces;
    const action = scanAction(source, open + (trimsBefore ? 3 : 2));
    if (action.tokens) pieces.push({ kind: "action", tokens: action.tokens });
    at = action.end;
    trims = action.trims;
  }
}

function pushText(pieces: Piece[], text: string, trim: { start: boolean; end: boolean }): void {
  const left = trim.start ? text.trimStart() : text;
  const kept = trim.end ? left.trimEnd() : left;
  if (kept !== "") pieces.push({ kind: "text", text: kept });
}

interface ScannedAction {
  /** Undefined for a comment. */
  readonly tokens: readonly Token[] | undefined;
  readonly end: number;
  readonly trims: boolean;
}

function scanAction(source: string, start: number): ScannedAction {
  const comment = /^[ \t\r\n]?\/\*[^]*?\*\/([ \t\r\n]-)?\}\}/.exec(source.slice(start));
  if (comment) return { tokens: undefined, end: start + comment[0].length, trims: comment[1] !== undefined };
  const tokens: Token[] = [];
  let at = start;
  for (;;) {
    const close = /^([ \t\r\n]-)?\}\}/.exec(source.slice(at, at + 4));
    if (close) return { tokens, end: at + close[0].length, trims: close[1] !== undefined };
    const token = nextToken(source, at);
    tokens.push(token);
    at += token.text.length;
  }
}

function nextToken(source: string, at: number): Token {
  for (const [kind, pattern] of tokenKinds) {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined) return { kind, text };
  }
  if (at >= source.length) throw new TemplateFailure("an action is not closed with }}");
  throw new TemplateFailure(`${JSON.stringify(source.slice(at, at + 10))} does not belong in an action`);
}
