import type { Writable } from "node:stream";

/**
 * Keeps a stream that breaks from ending the process: nobody to read what we say must not end an apply in its middle.
 * What is lost for another reason than a reader that went is reported to `lost`.
 */
export function outlive(stream: Writable, lost: () => void): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") lost();
  });
}
