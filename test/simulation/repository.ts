import { readFileSync } from "node:fs";
import { join } from "node:path";
import { responseText, taskText } from "../support/tasks.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";
import type { Alias } from "./service.js";
import type { Edit, Name } from "./steps.js";

/** What tasks may run. */
export const commands = ["os_version", "os_users", "os_packages", "netstat"] as const;

/** Whom every task is for: three sensors of the first organization, fewer of the second. */
const selector = "plat == `windows`";

/** Whom a task with newcomers is for: who matches changes with the tags. */
const newcomersSelector = "(plat == `windows` or `late` in tags) and `away` not in tags";

/** The period of whatever recurs. */
export const everySeconds = 86_400;

/** How long nothing follows a wave. */
export const soakSeconds = 86_400;

/** Percentages of waves. */
export const waveSets = [
  [25, 60, 100],
  [10, 40, 70, 100],
  [50, 100],
  [80, 100],
] as const;

/** A task file as it was written. */
export interface Written {
  readonly command: number;
  readonly run: number;
  readonly listened: boolean;
  readonly paused: boolean;
  /** `onRemove: keep`. */
  readonly keep: boolean;
  /** Not for the second organization. */
  readonly prodOnly: boolean;
  readonly days: number;
  /** Issued anew every day. */
  readonly every: boolean;
  /** Issued in these waves, of `waveSets`; left out, or with `every`: in none. */
  readonly waves?: number;
  /** For newcomers as well, neither in periods nor in waves. */
  readonly newcomers?: boolean;
  /** With waves: one failure lets none follow. */
  readonly halts?: boolean;
  readonly movedFrom?: string;
  readonly accept?: string;
}

const fresh: Written = {
  command: 1,
  run: 1,
  listened: false,
  paused: false,
  keep: false,
  prodOnly: false,
  days: 1,
  every: false,
};

/** What the configuration says about an organization; left out: it is not in it. */
export type Membership = "member" | "retired" | "left out";

/** The files of one project as one person has them: what stands in them now, and what stood in those that went. */
export class Repository {
  readonly folder: TemporaryFolder = temporaryFolder(undefined, { inMemory: true });
  readonly project: string;
  readonly #ledger: "hive" | "file";
  readonly #oids: { readonly [alias in Alias]: string };
  readonly #members: { [alias in Alias]: Membership };
  #present = new Map<Name, Written>();
  readonly #gone = new Map<Name, Written>();

  constructor(options: {
    readonly project: string;
    readonly ledger: "hive" | "file";
    readonly oids: { readonly [alias in Alias]: string };
    readonly both: boolean;
  }) {
    this.project = options.project;
    this.#ledger = options.ledger;
    this.#oids = options.oids;
    this.#members = { prod: "member", eu: options.both ? "member" : "left out" };
    this.#configure();
  }

  /** What stands in the files, by name. */
  get tasks(): ReadonlyMap<string, Written> {
    return this.#present;
  }

  /** Organizations that tasks are issued in. */
  get members(): Alias[] {
    return (["prod", "eu"] as const).filter((alias) => this.#members[alias] === "member");
  }

  setMembership(alias: Alias, membership: Membership): void {
    this.#members[alias] = membership;
    this.#configure();
  }

  /** Takes over everything that stands in another one's files. */
  copy(other: Repository): void {
    for (const name of this.#present.keys()) this.#remove(name);
    for (const [name, written] of other.#present) this.write(name, written);
  }

  /** Edits the files; an edit that does not apply to them does nothing. Returns whether it did anything. */
  edit(edit: Edit): boolean {
    const file = this.#present.get(edit.name);
    const before = this.#gone.get(edit.name);
    if (edit.do === "add" && file === undefined) return this.write(edit.name, fresh);
    if (edit.do === "restore" && file === undefined && before !== undefined)
      return this.write(edit.name, before);
    if (file === undefined) return false;
    if (edit.do === "remove") return this.#remove(edit.name);
    if (edit.do === "rename") return this.#rename(edit, file);
    const after = changed(file, edit);
    return after === file ? false : this.write(edit.name, after);
  }

  /** Takes notice of what a command wrote into a file. */
  reread(name: Name): void {
    const file = this.#present.get(name);
    if (file === undefined) return;
    const text = readFileSync(join(this.folder.path, `tasks/${name}.yaml`), "utf8");
    const run = Number(/^run: (\d+)$/m.exec(text)?.[1] ?? file.run);
    const accept = /^accept: .*?([0-9a-f]{8})/m.exec(text)?.[1];
    this.#present.set(name, { ...file, run, ...(accept === undefined ? {} : { accept }) });
  }

  /** A name that is in use again was not moved: that would be an error in the files. */
  write(name: Name, file: Written): true {
    for (const [other, written] of this.#present)
      if (written.movedFrom === name) this.write(other, withoutOrigin(written));
    this.#present.set(name, file);
    this.folder.write(`tasks/${name}.yaml`, textOf(name, file));
    return true;
  }

  #rename({ name, to, say }: Extract<Edit, { do: "rename" }>, file: Written): boolean {
    if (this.#present.has(to)) return false;
    this.#remove(name);
    const origin = { from: { movedFrom: name }, none: { movedFrom: "none" }, nothing: {} }[say];
    return this.write(to, { ...withoutOrigin(file), ...origin });
  }

  #remove(name: Name): boolean {
    const file = this.#present.get(name);
    if (file === undefined) return false;
    this.#gone.set(name, withoutOrigin(file));
    this.#present.delete(name);
    this.folder.remove(`tasks/${name}.yaml`);
    return true;
  }

  #configure(): void {
    const organizations = (["prod", "eu"] as const).flatMap((alias) => {
      if (this.#members[alias] === "left out") return [];
      const retired = this.#members[alias] === "retired" ? ", retired: true" : "";
      return [`  ${alias}: { oid: ${this.#oids[alias]}, apiKeyEnv: ${keyNames[alias]}${retired} }\n`];
    });
    const head = `version: 1\nproject: ${this.project}\nledger: ${this.#ledger}\n`;
    this.folder.write("lctasks.yaml", `${head}organizations:\n${organizations.join("")}`);
  }
}

/** Where each organization's API key is. */
export const keyNames = { prod: "LC_API_KEY", eu: "LC_API_KEY_EU" } as const;

const withoutOrigin = ({ movedFrom: _past, ...rest }: Written): Written => rest;

function textOf(name: string, file: Written): string {
  const more = [
    file.listened ? responseText : "",
    file.paused ? "paused: true\n" : "",
    file.keep ? "onRemove: keep\n" : "",
    file.prodOnly ? "organizations: [prod]\n" : "",
    file.newcomers === true ? "coverage: newcomers\n" : "",
    file.every && file.newcomers !== true ? `every: ${everySeconds}\n` : "",
    file.every || file.newcomers === true ? "" : wavesText(file),
    file.movedFrom === undefined ? "" : `movedFrom: ${file.movedFrom}\n`,
    file.accept === undefined ? "" : `accept: "${file.accept}"\n`,
  ];
  return taskText(name, {
    task: commands[file.command] ?? "",
    run: file.run,
    ttl: `${file.days}d`,
    target: `selector: '${selectorOf(file)}'`,
    more: more.join(""),
  });
}

/** The selector in a file. */
export const selectorOf = ({ newcomers }: Pick<Written, "newcomers">): string =>
  newcomers === true ? newcomersSelector : selector;

function wavesText({ waves: which, halts }: Written): string {
  const steps = which === undefined ? undefined : waveSets[which];
  if (steps === undefined) return "";
  const lines = steps.map(
    (percent) => `  - { percent: ${percent}${percent < 100 ? `, soak: ${soakSeconds}` : ""} }\n`,
  );
  return `waves:\n${lines.join("")}${halts === true ? "haltOn: { failures: 1 }\n" : ""}`;
}

function changed(file: Written, edit: Edit): Written {
  switch (edit.do) {
    case "toggle":
      return { ...file, [edit.what]: !file[edit.what] };
    case "ttl":
      return { ...file, days: edit.days };
    case "run":
      return { ...file, run: Math.max(1, file.run + edit.by) };
    case "command":
      return { ...file, command: edit.command, run: file.run + (edit.raise ? 1 : 0) };
    case "newcomers":
      return { ...file, newcomers: edit.on, run: file.run + (edit.raise ? 1 : 0) };
    case "waves":
      return { ...file, waves: edit.which, halts: edit.halts === true };
    case "accept":
      return { ...file, accept: edit.digest };
    default:
      return file;
  }
}
