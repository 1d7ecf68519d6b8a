import type { Finding } from "../../core/model/finding.js";
import type { Json } from "../../core/model/json.js";
import type { Source } from "../../core/validate/source.js";

/** One document of a file. */
export interface LoadedDocument {
  /** What it says; undefined when its YAML cannot be read. */
  readonly data: Json | undefined;
  /** Where its parts stand; keeps the whole parsed document alive. */
  readonly source: Source;
  /** Which document of the file it is, from 0, those counted that say nothing. */
  readonly index: number;
}

/** A file's documents, empty ones left out, and what is wrong with the file and its YAML. */
export interface LoadedFile {
  readonly documents: readonly LoadedDocument[];
  readonly findings: readonly Finding[];
}
