/** Why a `list` answer cannot be relied on. Thrown while it is read, and turned into a reading at the edge of the reader. */
export class ListProblem extends Error {
  override readonly name = "ListProblem";
}

/** Stops the reading. The reason is a sentence without anything of the answer's content. */
export function unreadable(reason: string): never {
  throw new ListProblem(reason);
}
