import { EvaluationFailure, type Verdict } from "./failure.js";
import { absentMember, kindOf, readPath } from "./read-field.js";

/** What a name inside a collection stands for at the moment: an element, or the position or key of one. */
export interface Cell {
  value: unknown;
  isKey: boolean;
}

/** The cells of one collection, by the place of the name in its binding. */
export interface Cells {
  readonly only: Cell;
  readonly index: Cell;
  readonly value: Cell;
}

/** Cells for a collection that has not begun. */
export function newCells(): Cells {
  return {
    only: { value: undefined, isKey: false },
    index: { value: undefined, isKey: true },
    value: { value: undefined, isKey: false },
  };
}

/** The value behind a path that begins with a collection's name. Positions and keys have no members. */
export function readCell(cell: Cell, path: readonly string[]): unknown {
  if (path.length === 1) return cell.value;
  const [name = ""] = path;
  if (!cell.isKey) return readPath({ [name]: cell.value }, path);
  const field = path.join(".");
  return new EvaluationFailure(`Cannot read ${field}: ${name} is a position, it has no members`, field);
}

interface Walk {
  readonly cells: Cells;
  /** The answer that ends the walk: true for `any`, false for `all`. */
  readonly decisive: boolean;
  readonly field: string;
  readonly body: () => Verdict;
}

/** Judges each element of a list, or of a map, until one decides. A single name is the element of a list and the key of a map. */
export function walk(collection: unknown, { cells, decisive, field, body }: Walk): Verdict {
  if (collection === absentMember) return !decisive;
  if (collection instanceof EvaluationFailure) return collection;
  if (typeof collection !== "object" || collection === null) {
    return new EvaluationFailure(`Cannot walk over ${field}: it is ${kindOf(collection)}`, field);
  }
  const isList = Array.isArray(collection);
  const elements: readonly unknown[] = isList ? collection : Object.values(collection);
  const keys = isList ? undefined : Object.keys(collection);
  cells.only.isKey = !isList;
  for (const [index, element] of elements.entries()) {
    cells.index.value = keys?.[index] ?? index;
    cells.value.value = element;
    cells.only.value = isList ? element : cells.index.value;
    const verdict = body();
    if (verdict !== !decisive) return verdict;
  }
  return !decisive;
}
