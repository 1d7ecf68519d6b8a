import { isAscii } from "node:buffer";
import { TextDecoder } from "node:util";

/**
 * Decodes UTF-8 chunk by chunk, and at the end without one; a text of ASCII alone, as most are, in half the time. A byte order mark
 * at the beginning of the text vanishes, and stays anywhere else. Throws for anything else than UTF-8.
 */
export function utf8Decoder(): (chunk?: Buffer) => string {
  let decoder: TextDecoder | undefined;
  let isBegun = false;
  return (chunk) => {
    if (chunk === undefined) return decoder?.decode() ?? "";
    if (decoder === undefined && isAscii(chunk)) {
      isBegun ||= chunk.length > 0;
      return chunk.toString("latin1");
    }
    decoder ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: isBegun });
    return decoder.decode(chunk, { stream: true });
  };
}
