import { isMap, isScalar, type Node, type Pair, type YAMLMap } from "yaml";
import { parseFile } from "../load/parse.js";
import { applyEdits, type Edit } from "../rule-item-edits.js";

/** A member of a task that is to be written in its file. */
export interface MemberEdit {
  /** Name of the task. */
  readonly task: string;
  readonly key: "accept" | "run";
  /** As it is written, for example `3` or `"3f9a2c1b"`. */
  readonly written: string;
}

/**
 * The file's text with one member of one task replaced or added; undefined where its form does not allow that. Everything else stays
 * to the letter: comments, quotes, the order of keys, other documents. The result has to be read again before it is trusted.
 */
export function editTaskMember(file: string, text: string, edit: MemberEdit): string | undefined {
  const contents: readonly (Node | null)[] = parseFile(file, text).map(({ document }) => document.contents);
  const map = contents.find(
    (node): node is YAMLMap<Node, Node> => isMap<Node, Node>(node) && nameOf(node) === edit.task,
  );
  if (map === undefined) return undefined;
  const made = replacement(map, edit, text) ?? addition(map, edit, text);
  return made === undefined ? undefined : applyEdits(text, [made]);
}

const nameOf = (map: YAMLMap<Node, Node>): unknown => {
  const node = pairOf(map, "name")?.value;
  return isScalar(node) ? node.value : undefined;
};

const pairOf = (map: YAMLMap<Node, Node>, key: string): Pair<Node, Node> | undefined =>
  map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);

/** In the place of the old value, whatever form it has. */
function replacement(map: YAMLMap<Node, Node>, { key, written }: MemberEdit, text: string): Edit | undefined {
  const range = pairOf(map, key)?.value?.range;
  if (!range) return undefined;
  const [start, end] = range;
  return { start, end: start + text.slice(start, end).trimEnd().length, text: written };
}

/** After `run` or else `name`: beside it in a map in braces, on a line of its own elsewhere. */
function addition(map: YAMLMap<Node, Node>, { key, written }: MemberEdit, text: string): Edit | undefined {
  const anchor = pairOf(map, "run") ?? pairOf(map, "name");
  const [keyRange, valueRange] = [anchor?.key.range, anchor?.value?.range];
  if (!keyRange || !valueRange) return undefined;
  const member = `${key}: ${written}`;
  if (map.flow === true) return { start: valueRange[1], end: valueRange[1], text: `, ${member}` };
  const lineStart = text.lastIndexOf("\n", keyRange[0] - 1) + 1;
  const indent = " ".repeat(keyRange[0] - lineStart);
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  if (text[valueRange[1] - 1] === "\n")
    return { start: valueRange[1], end: valueRange[1], text: `${indent}${member}${newline}` };
  const lineEnd = text.indexOf("\n", valueRange[1]);
  const at = lineEnd < 0 ? text.length : text[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd;
  return { start: at, end: at, text: `${newline}${indent}${member}` };
}
