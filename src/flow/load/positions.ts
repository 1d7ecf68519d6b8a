import { isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import type { Position } from "../../core/model/finding.js";
import type { Path, Source } from "../../core/validate/source.js";
import { type Parsed, parseFile } from "./parse.js";

/** A step into a document: the value there, and the key that leads to it. Parsed nodes all have their range. */
interface Place {
  readonly node: Node | null;
  readonly key?: Node;
}

/** Tells where the parts of a parsed document stand. */
export function sourceOf(parsed: Parsed): Source {
  return {
    file: parsed.file,
    value: (path) => positionAt(parsed, startOf(placeOf(parsed, path))),
    key: (path) => {
      const place = placeOf(parsed, path);
      return positionAt(parsed, place.key?.range![0] ?? startOf(place));
    },
    inside: (path, column) => positionAt(parsed, offsetInside(parsed, placeOf(parsed, path), column)),
    written: (path) => writtenAt(parsed, path),
  };
}

/** As `sourceOf`, for a document of which only the text was kept: it is parsed again whenever somebody asks. */
export function sourceOfText(file: string, text: () => string, index: number): Source {
  return sourceBy(file, () => sourceOf(parseFile(file, text())[index]!));
}

/** As `sourceOfText`, and parsed once. */
export function sourceOfTextOnce(file: string, text: () => string, index: number): Source {
  let parsed: Source | undefined;
  return sourceBy(file, () => (parsed ??= sourceOf(parseFile(file, text())[index]!)));
}

/** A source that is made when somebody asks. */
function sourceBy(file: string, source: () => Source): Source {
  return {
    file,
    value: (path) => source().value(path),
    key: (path) => source().key(path),
    inside: (path, column) => source().inside(path, column),
    written: (path) => source().written(path),
  };
}

/** The same source, which knows already where its document begins. */
export function beginningAt(at: Position, source: Source): Source {
  return { ...source, value: (path) => (path.length === 0 ? at : source.value(path)) };
}

/** The position of an offset in the text. */
export function positionAt({ file, lines }: Parsed, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { file, line, column: col };
}

/** The place at a path, or that of its nearest existing ancestor. */
function placeOf({ document }: Parsed, path: Path): Place {
  let place: Place = { node: document.contents };
  for (const part of path) {
    const next = step(place.node, String(part), (node) => (isAlias(node) ? node.resolve(document) : node));
    if (next === undefined) break;
    place = next;
  }
  return place;
}

function step(
  node: Node | null,
  part: string,
  resolve: (node: Node | null) => Node | null | undefined,
): Place | undefined {
  const inner = resolve(node);
  if (isSeq<Node>(inner)) {
    const item = inner.items[Number(part)];
    return item === undefined ? undefined : { node: item };
  }
  if (!isMap<Node, Node>(inner)) return undefined;
  const pair = inner.items.find(({ key }) => isScalar(key) && key.value === part);
  return pair === undefined ? undefined : { node: pair.value, key: pair.key };
}

/** A value can be left out (`{ a }`); then its key stands for it. The root of a parsed document is never left out. */
function startOf({ node, key }: Place): number {
  return (node ?? key!).range![0];
}

/** Works for any scalar that stands on one line the way it is read: plain, quoted without escapes, or a block of one line. */
function offsetInside(parsed: Parsed, place: Place, column: number): number {
  const start = startOf(place);
  const { node } = place;
  if (!isScalar(node) || typeof node.value !== "string") return start;
  const written = parsed.text.slice(start, node.range![1]);
  const found = written.indexOf(node.value.trimEnd());
  return found < 0 ? start : start + found + column - 1;
}

function writtenAt(parsed: Parsed, path: Path): string | undefined {
  const { node } = placeOf(parsed, path);
  return isScalar(node) ? parsed.text.slice(node.range![0], node.range![1]) : undefined;
}
