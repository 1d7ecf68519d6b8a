import type { Evidence } from "../core/model/evidence.js";
import type { MentionsRead } from "../core/model/mention.js";

/** Where and since when to look for a token. */
export interface EventSearch {
  readonly token: string;
  readonly sid: string;
  /** Types of events that can carry it. */
  readonly types: readonly string[];
  /** Server time, epoch milliseconds. */
  readonly sinceMs: number;
}

/** Which events to list. */
export interface EventListing extends Pick<EventSearch, "sid" | "sinceMs"> {
  readonly type: string;
}

/** What sensors said. */
export interface Events {
  /** The first event of a sensor that carries a token; undefined when none does. Throws when they cannot be read. */
  carrying(search: EventSearch): Promise<Evidence | undefined>;
  /** Whom the events of one type of a sensor are about, a bounded number of them. Throws when they cannot be read. */
  mentions(listing: EventListing): Promise<MentionsRead>;
}
