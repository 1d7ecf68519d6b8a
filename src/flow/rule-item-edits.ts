import { isMap, isScalar, type Pair, type YAMLMap } from "yaml";
import { isJsonObject, type Json, type JsonObject } from "../core/model/json.js";

/** A piece of text to be replaced, by offsets. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all edits made. Edits do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const last = edits.toSorted((a, b) => b.start - a.start);
  return last.reduce(
    (edited, { start, end, text: piece }) => edited.slice(0, start) + piece + edited.slice(end),
    text,
  );
}

/** What has to change in a legacy item so that it says `after`: names and values where they stand, and the action that moves out of the request. */
export function itemEdits(item: YAMLMap, after: JsonObject, text: string): Edit[] {
  const pairs = byKey(item);
  const [action, name, request] = [pairs.get("action"), pairs.get("name"), pairs.get("request")];
  const { "extension request": values, "extension action": asked } = after;
  if (
    !action ||
    !name ||
    !request ||
    !isMap(request.value) ||
    !isJsonObject(values) ||
    typeof asked !== "string"
  )
    return [];
  const separator = item.flow === true ? ", " : `\n${" ".repeat(columnOf(name, text))}`;
  return [
    valueEdit(action, after["action"] ?? null),
    {
      ...keyEdit(name, "extension name"),
      text: `extension action: ${asked}${separator}extension name`,
    },
    valueEdit(name, after["extension name"] ?? null),
    keyEdit(request, "extension request"),
    ...requestEdits(request.value, values, text),
  ];
}

function requestEdits(request: YAMLMap, values: JsonObject, text: string): Edit[] {
  const fields = request.items.filter((pair) => keyOf(pair) !== "action");
  const wanted = Object.entries(values);
  return [
    ...fields.flatMap((pair, index) => {
      const [key, value] = wanted[index] as [string, Json];
      return [keyEdit(pair, key), valueEdit(pair, value)];
    }),
    removal(request, text),
  ];
}

/** Takes the pair `action` out. A comment beside it stays. */
function removal(request: YAMLMap, text: string): Edit {
  const index = request.items.findIndex((pair) => keyOf(pair) === "action");
  const pair = request.items[index] as Pair;
  const [start, end] = [startOf(pair.key), endOf(pair.value)];
  const next = request.items[index + 1];
  const previous = request.items[index - 1];
  if (next !== undefined) {
    const between = text.slice(end, startOf(next.key));
    return { start, end: between.includes("#") ? end : startOf(next.key), text: "" };
  }
  if (previous !== undefined) {
    const between = text.slice(endOf(previous.value), start);
    return { start: between.includes("#") ? start : endOf(previous.value), end, text: "" };
  }
  return { start, end, text: request.flow === true ? "" : "{}" };
}

const byKey = (map: YAMLMap): ReadonlyMap<unknown, Pair> =>
  new Map(map.items.map((pair) => [keyOf(pair), pair]));
const keyOf = (pair: Pair): unknown => (isScalar(pair.key) ? pair.key.value : pair.key);

type Ranged = { readonly range?: readonly [number, number, number] | null };
const startOf = (node: unknown): number => (node as Ranged).range?.[0] ?? 0;
const endOf = (node: unknown): number => (node as Ranged).range?.[1] ?? 0;

/** Spaces before a pair on its line; the dash of a list counts as one. */
const columnOf = (pair: Pair, text: string): number =>
  startOf(pair.key) - (text.lastIndexOf("\n", startOf(pair.key) - 1) + 1);

const keyEdit = (pair: Pair, key: string): Edit => ({
  start: startOf(pair.key),
  end: endOf(pair.key),
  text: key,
});

const valueEdit = (pair: Pair, value: Json): Edit => ({
  start: startOf(pair.value),
  end: endOf(pair.value),
  text: typeof value === "string" ? quoted(value) : JSON.stringify(value),
});

/** Words stay bare, templates are quoted. */
function quoted(value: string): string {
  return /^[A-Za-z][A-Za-z -]*$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}
