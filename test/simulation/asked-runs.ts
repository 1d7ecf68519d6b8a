import type { RunPart } from "../../src/core/model/run-part.js";
import type { Entry } from "./front.js";
import type { Alias } from "./service.js";

/** A run that was asked for: what, where, and by which request. */
export interface AskedRun {
  readonly alias: Alias;
  readonly project: string;
  readonly name: string;
  readonly run: number;
  readonly token: string;
  /** Which part of the run, as the ledger has it. */
  readonly part: RunPart | undefined;
  readonly entry: Entry;
  /** Ids of the sensors that match what is asked, as they are when it is. */
  readonly reaches: ReadonlySet<string>;
}

type Identity = Pick<AskedRun, "alias" | "project" | "name" | "run" | "part" | "entry" | "reaches">;

/** Every `task` request of a sequence. */
export class AskedRuns {
  readonly #all: AskedRun[] = [];

  add(asked: AskedRun): void {
    this.#all.push(asked);
  }

  all(): readonly AskedRun[] {
    return this.#all;
  }

  /** Earlier requests for the same run, or the same part of it, that may have been accepted. */
  mayRun(wanted: Identity): readonly AskedRun[] {
    return this.mayHaveRun(wanted).filter(({ run }) => run === wanted.run);
  }

  /** Every request for the same run, whatever part of it, under whatever name. */
  same({ alias, project, run }: Identity): readonly AskedRun[] {
    return this.#all.filter(
      (asked) => asked.alias === alias && asked.project === project && asked.run === run,
    );
  }

  /** Earlier requests for this or a higher run of the task that may have been accepted. */
  mayHaveRun(wanted: Identity): readonly AskedRun[] {
    const { alias, project, name, run } = wanted;
    return this.#all.filter(
      (asked) =>
        asked.alias === alias &&
        asked.project === project &&
        asked.name === name &&
        asked.run >= run &&
        (asked.run > run || !isAnotherPart(asked, wanted)) &&
        mayHaveBeenAccepted(asked.entry),
    );
  }
}

/**
 * True only for a later period of a run that recurs, for a wave that asks no sensor which could have been asked, and for a round of
 * newcomers that reaches none which was reached.
 */
function isAnotherPart(
  before: Pick<Identity, "part" | "entry" | "reaches">,
  now: Pick<Identity, "part" | "entry" | "reaches">,
): boolean {
  if (before.part?.newcomers !== undefined && now.part?.newcomers !== undefined)
    return (
      before.part.newcomers.round < now.part.newcomers.round &&
      [...now.reaches].every((sid) => !before.reaches.has(sid))
    );
  const [was, is] = [before.part?.period, now.part?.period];
  if (was !== undefined && is !== undefined) return was.index < is.index;
  const asked = idsAsked(before.entry);
  return [...idsAsked(now.entry)].every((id) => !asked.has(id));
}

/** What ids of sensors may begin with that a request asks, by its selector alone; all 256 where it does not say. */
function idsAsked(entry: Pick<Entry, "data">): ReadonlySet<string> {
  const pattern = / and sid matches `([^`]+)`$/.exec(String(entry.data["selector"]))?.[1];
  const all = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, "0"));
  return new Set(pattern === undefined ? all : all.filter((id) => new RegExp(pattern).test(id)));
}

/** Only a gateway's limit and a readable refusal say that nothing was accepted. */
function mayHaveBeenAccepted(entry: Entry): boolean {
  const status = entry.status();
  return status !== 400 && !(status === 429 && entry.isGatewayLimit());
}
