import type { Entry } from "./front.js";
import type { Alias } from "./service.js";

/** A run that was asked for: what, where, and by which request. */
export interface AskedRun {
  readonly alias: Alias;
  readonly project: string;
  readonly name: string;
  readonly run: number;
  readonly token: string;
  readonly entry: Entry;
}

type Identity = Pick<AskedRun, "alias" | "project" | "name" | "run">;

/** Every `task` request of a sequence. */
export class AskedRuns {
  readonly #all: AskedRun[] = [];

  add(asked: AskedRun): void {
    this.#all.push(asked);
  }

  all(): readonly AskedRun[] {
    return this.#all;
  }

  /** Earlier requests for the same run that may have been accepted. */
  mayRun(wanted: Identity): readonly AskedRun[] {
    return this.mayHaveRun(wanted).filter(({ run }) => run === wanted.run);
  }

  /** Earlier requests for this or a higher run of the task that may have been accepted. */
  mayHaveRun({ alias, project, name, run }: Identity): readonly AskedRun[] {
    return this.#all.filter(
      (asked) =>
        asked.alias === alias &&
        asked.project === project &&
        asked.name === name &&
        asked.run >= run &&
        mayHaveBeenAccepted(asked.entry),
    );
  }
}

/** Only a gateway's limit and a readable refusal say that nothing was accepted. */
function mayHaveBeenAccepted(entry: Entry): boolean {
  const status = entry.status();
  return status !== 400 && !(status === 429 && entry.isGatewayLimit());
}
