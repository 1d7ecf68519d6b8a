import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder with files, gone at the end. */
export interface TemporaryFolder {
  readonly path: string;
  write(file: string, text: string): void;
  remove(file: string): void;
  dispose(): void;
}

/** Makes a temporary folder, with a copy of another one's content when given. */
export function temporaryFolder(copyOf?: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), "lctasks-test-"));
  if (copyOf !== undefined) cpSync(copyOf, path, { recursive: true });
  return {
    path,
    write: (file, text) => {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    },
    remove: (file) => rmSync(join(path, file)),
    dispose: () => rmSync(path, { recursive: true, force: true }),
  };
}
