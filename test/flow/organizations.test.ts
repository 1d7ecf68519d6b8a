import { describe, expect, it } from "vitest";
import { defaultOrganization, type Organization } from "../../src/core/model/configuration.js";
import type { FailedOrganization } from "../../src/core/model/report.js";
import type { Tally } from "../../src/core/model/tally.js";
import { inOrganizations, type Pace } from "../../src/flow/organizations.js";
import { tallyLine } from "../../src/core/report/tally.js";

const organization = (alias: string): Organization => ({
  ...defaultOrganization,
  alias,
  oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd",
});

type Result = { readonly seen: string } | FailedOrganization;

async function walk(
  aliases: readonly string[],
  { step = async (alias) => ({ seen: alias }), open = () => {}, ...pace }: WalkSettings,
) {
  const [results, closed]: [Result[], string[]] = [[], []];
  await inOrganizations<{ alias: string }, { readonly seen: string }>({
    organizations: aliases.map(organization),
    pace: { parallel: 16, ...pace },
    open: async ({ alias }) => {
      open(alias);
      return { alias, close: async () => void closed.push(alias) };
    },
    step: ({ alias }) => step(alias),
    tell: (result) => results.push(result),
  });
  return { results, closed };
}

interface WalkSettings extends Partial<Pace> {
  readonly step?: (alias: string) => Promise<{ readonly seen: string }>;
  readonly open?: (alias: string) => void;
}

const refuse = (what: string) => {
  throw new Error(what);
};

describe("a walk through organizations", () => {
  it("gives one result each, in the declared order, whether it could be opened, and whether the step failed", async () => {
    const { results, closed } = await walk(["a", "b", "c"], {
      open: (alias) => (alias === "a" ? refuse("no key") : undefined),
      step: async (alias) => (alias === "b" ? refuse("HTTP 500") : { seen: alias }),
    });
    expect(results).toEqual([
      { organization: "a", failure: "no key" },
      { organization: "b", failure: "HTTP 500" },
      { seen: "c" },
    ]);
    expect(closed.toSorted()).toEqual(["b", "c"]);
  });

  it("begins no further one when somebody asked to stop, and says so of each", async () => {
    let asked = false;
    const { results, closed } = await walk(["a", "b", "c"], {
      parallel: 1,
      stopping: () => asked,
      step: async (alias) => {
        asked = true;
        return { seen: alias };
      },
    });
    const failure = "not looked at: somebody asked to stop";
    expect(results).toEqual([{ seen: "a" }, { organization: "b", failure }, { organization: "c", failure }]);
    expect(closed).toEqual(["a"]);
  });

  it("counts what is done, failed and under way", async () => {
    const tallies: Tally[] = [];
    await walk(["a", "b", "c"], {
      parallel: 2,
      watch: (tally) => tallies.push(tally),
      open: (alias) => (alias === "b" ? refuse("no key") : undefined),
    });
    expect(Math.max(...tallies.map(({ underWay }) => underWay))).toBe(2);
    expect(tallies.at(-1)).toEqual({ of: 3, done: 3, failed: 1, underWay: 0 });
  });
});

describe("the line that counts organizations", () => {
  it.each([
    [{ of: 200, done: 0, failed: 0, underWay: 0 }, "0 of 200 organizations"],
    [{ of: 200, done: 37, failed: 3, underWay: 16 }, "37 of 200 organizations, 3 failed, 16 under way"],
    [{ of: 12_000, done: 1200, failed: 0, underWay: 1 }, "1,200 of 12,000 organizations, 1 under way"],
  ])("says %j", (tally, text) => {
    expect(tallyLine(tally)).toBe(text);
  });
});
