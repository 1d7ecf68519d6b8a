import { sameJson } from "../../core/model/canonical.js";
import { isJsonObject, type Json } from "../../core/model/json.js";
import type { Files } from "../../ports/files.js";
import { schemaFiles } from "./initial-files.js";

/** The schemas for editors that `lctasks init` of another version wrote, with what this one writes. How a file is laid out does not matter. */
export function staleSchemas(files: Files): readonly { readonly path: string; readonly text: string }[] {
  return schemaFiles.filter(({ path, text }) => {
    const found = files.read(path);
    const there = found !== undefined && "bytes" in found ? parsed(found.bytes) : undefined;
    const now: Json = JSON.parse(text) as Json;
    return isOurs(there, now) && !sameJson(there, now);
  });
}

/** A file of somebody else may have the name. */
const isOurs = (there: Json | undefined, now: Json): there is Json =>
  isJsonObject(there) && isJsonObject(now) && there["$id"] === now["$id"];

function parsed(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch {
    return undefined;
  }
}
