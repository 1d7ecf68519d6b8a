import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import type { Process } from "../../src/world.js";
import { expectNoSecret } from "../support/cli.js";
import type { Entry, Fate } from "./front.js";

/** The program under test: the real one, or a mutant of it. */
export interface Program {
  readonly main: (argv: readonly string[], process: Process) => Promise<number>;
}

/** What a command printed, and its exit code; undefined when it was killed. */
export interface Ended {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** What a client needs of its sequence. */
export interface ClientSurroundings {
  readonly id: number;
  readonly program: Program;
  readonly environment: { readonly [name: string]: string };
  /** The folder it works in, and one to keep links in. */
  readonly folder: string;
  readonly links: string;
  readonly nowMs: () => number;
  /** Lets time pass, in milliseconds, and comes back when it has. */
  readonly pause: (client: number, ms: number) => Promise<void>;
}

/** One run of the program as a process: it has its own clock and can be killed. What it would have done later does not happen. */
export class Client {
  readonly id: number;
  /** What it sent, in order. */
  readonly entries: Entry[] = [];
  /** Local clock minus true time, in milliseconds. */
  skewMs = 0;
  readonly #around: ClientSurroundings;
  readonly #link: string;
  readonly #signals = new Set<() => void>();
  #isDead = false;
  #die: () => void = () => undefined;

  constructor(around: ClientSurroundings) {
    this.id = around.id;
    this.#around = around;
    this.#link = join(around.links, `p${around.id}`);
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Runs a command. */
  async run(argv: readonly string[]): Promise<Ended> {
    mkdirSync(this.#around.links, { recursive: true });
    symlinkSync(this.#around.folder, this.#link);
    const died = new Promise<undefined>((resolve) => (this.#die = () => resolve(undefined)));
    const collected = { out: "", err: "" };
    const code = await Promise.race([this.#around.program.main(argv, this.#process(collected)), died]);
    if (!this.#isDead) rmSync(this.#link);
    expectNoSecret(collected.out + collected.err, this.#around.environment);
    return { code, ...collected };
  }

  /** SIGKILL: no request, no file and no pause of it comes to anything any more. */
  kill(): void {
    this.#isDead = true;
    rmSync(this.#link);
    this.#die();
  }

  /** SIGTERM. */
  stop(): void {
    for (const signal of this.#signals) signal();
  }

  /** What becomes of a request that a dead client still has on its way. */
  fate(): Fate {
    return this.#isDead ? "lose the request" : "answer";
  }

  #process(collected: { out: string; err: string }): Process {
    const { environment, nowMs, pause, id } = this.#around;
    const into = (name: "out" | "err"): Writable =>
      new Writable({
        decodeStrings: false,
        write: (text: string, _encoding, written) => {
          collected[name] += text;
          written();
        },
      });
    let ids = 0;
    return {
      environment,
      directory: this.#link,
      input: new PassThrough(),
      output: into("out"),
      error: into("err"),
      newId: () => idOf(id, (ids += 1)),
      onStop: (callback) => {
        this.#signals.add(callback);
        return () => this.#signals.delete(callback);
      },
      clock: {
        nowMs: () => nowMs() + this.skewMs,
        monotonicMs: nowMs,
        sleep: (ms) => (this.#isDead ? new Promise(() => undefined) : pause(id, ms)),
        skewMs: () => undefined,
      },
    };
  }
}

/** A UUID that says which client made it. */
const idOf = (client: number, count: number): string =>
  `${String(client).padStart(8, "0")}-0000-4000-8000-${String(count).padStart(12, "0")}`;

/** The client that made an id. */
export const clientOf = (id: string): number => Number(id.slice(0, 8));
