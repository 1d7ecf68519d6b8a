import type { Organization } from "../core/model/configuration.js";
import { messageOf } from "../core/model/message-of.js";
import type { FailedOrganization } from "../core/model/report.js";
import type { Tally } from "../core/model/tally.js";
import { inParallel } from "./in-parallel.js";

type Closable = { readonly close: () => Promise<void> };

/** How organizations are gone through, whatever is done in them. */
export interface Pace {
  /** Most organizations under way at a time, at least 1. */
  readonly parallel: number;
  /** True when a person asked to stop: what is under way ends, no further organization is begun. */
  readonly stopping?: () => boolean;
  /** Hears of every organization that begins or ends. */
  readonly watch?: (tally: Tally) => void;
}

/** Many organizations, and what is done in each. */
export interface Walk<O, T> {
  readonly organizations: readonly Organization[];
  readonly pace: Pace;
  readonly open: (organization: Organization) => Promise<O & Closable>;
  readonly step: (opened: O, organization: Organization) => Promise<T>;
  /** Gets the results in the order of the organizations, each as soon as all before it are there. */
  readonly tell: (result: T | FailedOrganization) => void;
}

/**
 * Does one thing in every organization, several at a time. One that cannot be reached neither stops nor hides the others, and each is
 * open only while something is done in it.
 */
export async function inOrganizations<O, T extends object>(walk: Walk<O, T>): Promise<void> {
  const { organizations, pace, tell } = walk;
  const { stopping = () => false, watch = () => {} } = pace;
  let tally: Tally = { of: organizations.length, done: 0, failed: 0, underWay: 0 };
  const count = (more: Partial<Tally>): void => watch((tally = { ...tally, ...more }));
  await inParallel({
    items: organizations,
    parallel: pace.parallel,
    act: async (organization) => {
      if (stopping()) return failedIn(organization, "not looked at: somebody asked to stop");
      count({ underWay: tally.underWay + 1 });
      const result = await attempt(walk, organization);
      const failed = tally.failed + ("failure" in result && result.failure !== undefined ? 1 : 0);
      count({ underWay: tally.underWay - 1, done: tally.done + 1, failed });
      return result;
    },
    tell,
  });
}

async function attempt<O, T>(
  { open, step }: Pick<Walk<O, T>, "open" | "step">,
  organization: Organization,
): Promise<T | FailedOrganization> {
  try {
    const opened = await open(organization);
    try {
      return await step(opened, organization);
    } finally {
      await opened.close();
    }
  } catch (error) {
    return failedIn(organization, messageOf(error));
  }
}

const failedIn = ({ alias }: Organization, failure: string): FailedOrganization => ({
  organization: alias,
  failure,
});
