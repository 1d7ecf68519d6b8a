import type { Kind } from "./mistake.js";
import type { Path, Source } from "./source.js";

/** Where some members stand: the mapping that has them, in a document of a kind. */
export interface Place {
  readonly kind: Kind;
  readonly path: Path;
  readonly source: Source;
}
