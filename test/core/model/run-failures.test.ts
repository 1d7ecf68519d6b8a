import { describe, expect, it } from "vitest";
import type { Mention } from "../../../src/core/model/mention.js";
import { failedOf, failuresByToken } from "../../../src/core/model/run-failures.js";
import { issued, ledgerOf, row, task } from "../plan/builders.js";

const run = { token: "soc-version.r1.0123abcd", taskIds: ["id-1"] };
const about = (members: Partial<Mention> = {}): Mention => ({
  taskIds: ["id-1"],
  tokens: [],
  sids: [],
  ...members,
});
const whole = (...mentions: Mention[]) => ({ mentions, isCut: false });
const of = (
  failed: { readonly mentions: readonly Mention[]; readonly isCut: boolean },
  taken = whole(about()),
  ledger = ledgerOf({}),
) => failuresByToken([run], ledger, { taken, failed }).get(run.token);

describe("the failures of a run", () => {
  it("are none where the extension told of the run, and of no failure", () => {
    expect(of(whole())).toEqual({ sids: [], unnamed: 0 });
    const byToken = whole(about({ taskIds: [], tokens: [run.token] }));
    expect(of(whole(), byToken)).toEqual({ sids: [], unnamed: 0 });
  });

  it("are its sensors, each once, and those that nobody named", () => {
    const failures = of(
      whole(
        about({ sids: ["b"] }),
        about({ sids: ["a"] }),
        about({ sids: ["b"] }),
        about({ taskIds: [], tokens: [run.token], sids: ["c"] }),
        about({ tokens: [run.token] }),
        about({ taskIds: ["another"], sids: ["d"] }),
      ),
      whole(about(), about({ taskIds: ["another"] })),
    );
    expect(failures).toEqual({ sids: ["a", "b", "c"], unnamed: 1 });
    expect(failures && failedOf(failures)).toBe(4);
  });

  it("are not those of another run that the ledger has or the extension took, by task_id or token", () => {
    const other = issued(task("users"));
    const ledger = ledgerOf({ users: { ...row([other]), past: ["soc-users.r1.89abcdef"] } });
    const taken = whole(about(), about({ taskIds: ["theirs"], tokens: ["it-disk.r1.01234567"] }));
    for (const name of [
      { taskIds: ["theirs"] },
      { taskIds: other.taskIds },
      { tokens: ["soc-users.r1.89abcdef"] },
    ])
      expect(of(whole(about({ taskIds: ["delivery-7"], ...name })), taken, ledger)).toEqual({
        sids: [],
        unnamed: 0,
      });
    expect(of(whole(about({ taskIds: [], tokens: [other.token] })), taken, ledger)).not.toHaveProperty(
      "doubt",
    );
    expect(
      of(whole(about({ taskIds: [], tokens: ["it-disk.r1.01234567"] })), taken, ledger),
    ).not.toHaveProperty("doubt");
  });

  it.each([
    ["nothing tells of the run", whole(), whole(), /do not show that it took soc-version\.r1\.0123abcd/],
    ["only another run is told of", whole(), whole(about({ taskIds: ["another"] })), /do not show/],
    [
      "not all were read",
      { mentions: [about()], isCut: true },
      whole(about()),
      /more failures than are read: 1 were/,
    ],
    [
      "one may be of anybody",
      whole(about({ taskIds: [] })),
      whole(about()),
      /1 of the extension's failures do not say/,
    ],
    [
      "one names a task that nobody knows",
      whole(about(), about({ taskIds: ["delivery-7"], sids: ["a"] })),
      whole(about()),
      /1 of the extension's failures .* or name one that nobody knows/,
    ],
    [
      "one names a token that nobody knows",
      whole(about({ taskIds: [], tokens: ["soc-other.r1.01234567"] })),
      whole(about()),
      /1 of the extension's failures .* or name one that nobody knows/,
    ],
  ])("are in doubt where %s", (_, failed, taken, why) => {
    expect(of(failed, taken)?.doubt).toMatch(why);
  });
});
