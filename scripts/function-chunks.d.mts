/** A module of JavaScript: the name of its file, its text, and what it exports. */
export interface Chunk {
  readonly name: string;
  readonly text: string;
  readonly exports: readonly string[];
}

/** Name, length, and whether something is hidden. */
type Stored = readonly [name: string, length: number, hides: boolean];

/** The chunks of programs as modules of JavaScript, their entry points among them, and the files each is made of. `entries`: name to file. */
export declare function moduleChunks(entries: {
  readonly [name: string]: string;
}): Promise<readonly (Chunk & { readonly files: readonly string[] })[]>;

/** Characters of a line, about: what cannot be broken stays whole. */
export declare const lineLimit: number;

/** Chunks as text for `loader`, with the list that it needs. */
export declare function asText(
  chunks: readonly Chunk[],
  options: { readonly shortNames: boolean },
): Promise<{ readonly text: string; readonly list: readonly Stored[] }>;

/** The program that loads chunks from the end of the file at `place`, an expression: `load(name)`. */
export declare function loader(place: string, list: readonly Stored[]): string;
