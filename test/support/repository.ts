import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder with files, gone at the end. */
export interface TemporaryFolder {
  readonly path: string;
  write(file: string, text: string): void;
  remove(file: string): void;
  dispose(): void;
}

/** Where files never reach a disk, on systems that have such a place. */
const memory = "/dev/shm";

/** Makes a temporary folder, with a copy of another one's content when given. */
export function temporaryFolder(copyOf?: string, { inMemory = false } = {}): TemporaryFolder {
  const parent = inMemory && existsSync(memory) ? memory : tmpdir();
  const path = mkdtempSync(join(parent, "lctasks-test-"));
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
