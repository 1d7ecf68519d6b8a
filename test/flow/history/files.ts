import type { TemporaryFolder } from "../../support/repository.js";
import { responseText, taskText } from "../../support/tasks.js";
import { commands, type Name, type Step } from "./steps.js";

/** A task file as it was written. */
export interface Written {
  readonly command: number;
  readonly run: number;
  readonly listened: boolean;
  readonly paused: boolean;
  readonly movedFrom?: string;
}

/** Whom every task is for. */
export const selector = "plat == `windows`";

/** The task files of a history: what stands in them now, and what stood in those that went. */
export class TaskFiles {
  readonly #folder: TemporaryFolder;
  readonly #present = new Map<Name, Written>();
  readonly #gone = new Map<Name, Written>();

  constructor(folder: TemporaryFolder) {
    this.#folder = folder;
  }

  get(name: string): Written | undefined {
    return this.#present.get(name as Name);
  }

  /** Edits the files; an edit that does not apply to them does nothing. */
  edit(step: Extract<Step, { name: Name }>): void {
    const file = this.#present.get(step.name);
    switch (step.do) {
      case "add":
        if (file === undefined) this.write(step.name, { command: 1, run: 1, listened: false, paused: false });
        return;
      case "restore": {
        const before = this.#gone.get(step.name);
        if (file === undefined && before !== undefined) this.write(step.name, before);
        return;
      }
      case "remove":
        return this.#remove(step.name);
      case "rename":
        return this.#rename(step);
      default:
        if (file !== undefined) this.write(step.name, changed(file, step));
    }
  }

  /** A name that is in use again was not moved: that would be an error in the files. */
  write(name: Name, file: Written): void {
    for (const [other, written] of this.#present)
      if (written.movedFrom === name) this.write(other, withoutOrigin(written));
    this.#present.set(name, file);
    const more = [
      file.listened ? responseText : "",
      file.paused ? "paused: true\n" : "",
      file.movedFrom === undefined ? "" : `movedFrom: ${file.movedFrom}\n`,
    ];
    const text = { task: commands[file.command] ?? "", run: file.run, target: `selector: '${selector}'` };
    this.#folder.write(`tasks/${name}.yaml`, taskText(name, { ...text, more: more.join("") }));
  }

  #rename({ name, to, say }: Extract<Step, { do: "rename" }>): void {
    const file = this.#present.get(name);
    if (file === undefined || this.#present.has(to)) return;
    this.#remove(name);
    const origin = { from: { movedFrom: name }, none: { movedFrom: "none" }, nothing: {} }[say];
    this.write(to, { ...withoutOrigin(file), ...origin });
  }

  #remove(name: Name): void {
    const file = this.#present.get(name);
    if (file === undefined) return;
    this.#gone.set(name, withoutOrigin(file));
    this.#present.delete(name);
    this.#folder.remove(`tasks/${name}.yaml`);
  }
}

const withoutOrigin = ({ movedFrom: _past, ...rest }: Written): Written => rest;

function changed(file: Written, step: Extract<Step, { name: Name }>): Written {
  switch (step.do) {
    case "pause":
      return { ...file, paused: !file.paused };
    case "run":
      return { ...file, run: Math.max(1, file.run + step.by) };
    case "command":
      return { ...file, command: step.command, run: file.run + (step.raise ? 1 : 0) };
    default:
      return file;
  }
}
