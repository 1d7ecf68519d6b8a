import { describe, expect, it } from "vitest";
import type { Mention, MentionsRead } from "../../src/core/model/mention.js";
import type { Fleet } from "../../src/core/model/observation.js";
import { observeFailures } from "../../src/flow/observe-failures.js";
import type { EventListing } from "../../src/ports/events.js";
import type { ReadableOrganization } from "../../src/ports/organization.js";

const run = (token: string, intentAtMs: number) => ({ token, taskIds: [`id of ${token}`], intentAtMs });
const adapter = (sid: string) => ({
  sid,
  hostname: "ext-reliable-tasking",
  plat: "json",
  arch: "usp_adapter",
});
const host = { sid: "a-host", hostname: "ext-reliable-tasking", plat: "windows", arch: "x64" };
const fleet = (...sensors: Fleet["sensors"]): Fleet => ({ sensors, online: new Set() });
const seen = (sensors: Fleet) => ({ ledger: { tasks: {} }, fleet: sensors });
const about = (id: string, ...sids: string[]): Mention => ({ taskIds: [`id of ${id}`], tokens: [], sids });

function organization(answer: (listing: EventListing) => Partial<MentionsRead>) {
  const listings: EventListing[] = [];
  const mentions = async (listing: EventListing): Promise<MentionsRead> => {
    listings.push(listing);
    return { mentions: [], isCut: false, ...answer(listing) };
  };
  return { listings, outside: { events: { mentions } } as unknown as ReadableOrganization };
}

describe("the failures of runs", () => {
  it("are looked for twice, for all runs together, from shortly before the first", async () => {
    const { listings, outside } = organization(({ type }) => ({
      mentions: type === "add_task" ? [about("a"), about("b")] : [about("b", "x")],
    }));
    const found = await observeFailures(
      outside,
      [run("a", 900_000), run("b", 500_000)],
      seen(fleet(host, adapter("ext"))),
    );
    expect(listings).toEqual([
      { sid: "ext", type: "add_task", sinceMs: 440_000 },
      { sid: "ext", type: "task_failure", sinceMs: 440_000 },
    ]);
    expect(Object.fromEntries(found)).toEqual({
      a: { sids: [], unnamed: 0 },
      b: { sids: ["x"], unnamed: 0 },
    });
  });

  it("are put together where the extension has several adapters; one that is cut leaves a doubt", async () => {
    const { outside } = organization(({ sid, type }) => ({
      mentions: type === "add_task" ? (sid === "one" ? [about("a")] : []) : [about("a", sid)],
      isCut: type === "task_failure" && sid === "two",
    }));
    const found = await observeFailures(outside, [run("a", 0)], seen(fleet(adapter("one"), adapter("two"))));
    expect(found.get("a")).toEqual({
      sids: ["one", "two"],
      unnamed: 0,
      doubt: "there are more failures than are read: 2 were",
    });
  });

  it.each<[string, Fleet, RegExp]>([
    ["the sensors were not listed", { ...fleet(), unlisted: "they were not" }, /^they were not$/],
    ["the extension has no adapter", fleet(host), /^the organization has no adapter ext-reliable-tasking/],
    [
      "many adapters are called like it",
      fleet(...["1", "2", "3", "4"].map(adapter)),
      /^4 adapters are called/,
    ],
  ])("are not known, and nobody asks, where %s", async (_, sensors, why) => {
    const { listings, outside } = organization(() => ({}));
    const found = await observeFailures(outside, [run("a", 0)], seen(sensors));
    expect([found.get("a")?.doubt, listings]).toEqual([expect.stringMatching(why), []]);
  });

  it("are not known where they cannot be read", async () => {
    const { outside } = organization(() => {
      throw new Error("no permission");
    });
    const found = await observeFailures(outside, [run("a", 0)], seen(fleet(adapter("ext"))));
    expect(found.get("a")).toEqual({ sids: [], unnamed: 0, doubt: "no permission" });
  });

  it("are not asked for where there is no run", async () => {
    const { listings, outside } = organization(() => ({}));
    expect((await observeFailures(outside, [], seen(fleet(adapter("ext"))))).size).toBe(0);
    expect(listings).toEqual([]);
  });
});
