import type { Evidence } from "../../core/model/evidence.js";
import { isJsonObject, type Json } from "../../core/model/json.js";
import { type Mention, type MentionsRead, mentionOf } from "../../core/model/mention.js";
import { carriesToken } from "../../core/model/token.js";
import type { EventListing, Events, EventSearch } from "../../ports/events.js";
import type { Connection } from "./connection.js";
import { type InsightPage, insightPage } from "./insight-list.js";

const purpose = "read the events of a sensor";

/** Events that one request asks for, and requests that one sensor and type may take. */
interface Bounds {
  readonly pageSize: number;
  readonly mostPages: number;
}
const forOne: Bounds = { pageSize: 200, mostPages: 5 };
const forAll: Bounds = { pageSize: 1000, mostPages: 10 };

/** What sensors said, by `GET insight/{oid}/{sid}` (reference: API, section 11; seen in the Python client). Throws LimaCharlieError. */
export function limacharlieEvents(connection: Connection): Events {
  return {
    carrying: async (search) => {
      for (const type of search.types) {
        const found = await firstOf(connection, search, type);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    mentions: (listing) => allOf(connection, listing),
  };
}

async function firstOf(
  connection: Connection,
  { token, sid, sinceMs }: EventSearch,
  type: string,
): Promise<Evidence | undefined> {
  for await (const { entries } of pagesOf(connection, { sid, sinceMs, type }, forOne)) {
    const event = entries.find((each) => texts(each).some((text) => carriesToken(text, token)));
    if (event !== undefined) return { event: type, sid, ...taskIdIn(event) };
  }
  return undefined;
}

/** Only what identifies somebody is kept of an event. */
async function allOf(connection: Connection, listing: EventListing): Promise<MentionsRead> {
  const mentions: Mention[] = [];
  let next = "";
  for await (const page of pagesOf(connection, listing, forAll)) {
    for (const event of page.entries) if (!isOfOther(event, listing.type)) mentions.push(mentionOf(event));
    next = page.next;
  }
  return { mentions, isCut: next !== "" };
}

/** True for an event that says of itself that it is of another type: then the service does not filter. */
function isOfOther(event: Json, type: string): boolean {
  const routing = isJsonObject(event) ? event["routing"] : undefined;
  const said = isJsonObject(routing) ? routing["event_type"] : undefined;
  return typeof said === "string" && said !== type;
}

/** One page after the other, at most so many. */
async function* pagesOf(
  connection: Connection,
  { sid, sinceMs, type }: EventListing,
  { pageSize, mostPages }: Bounds,
): AsyncGenerator<InsightPage> {
  let cursor = "-";
  for (let page = 0; page < mostPages && cursor !== ""; page += 1) {
    const answer = await connection.sendForObject({
      method: "GET",
      path: ["insight", connection.oid, sid],
      query: {
        start: String(Math.floor(sinceMs / 1000)),
        end: String(Math.ceil(connection.serverNowMs() / 1000)),
        limit: String(pageSize),
        event_type: type,
        is_compressed: "true",
        is_forward: "true",
        cursor,
      },
      purpose,
    });
    const found = insightPage(answer, "events", purpose);
    yield found;
    cursor = found.next;
  }
}

/** Every text in a value: where feedback events keep the context is not documented (reference: API, 4.5). */
function texts(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((item: Json) => texts(item));
  return isJsonObject(value) ? Object.values(value).flatMap(texts) : [];
}

function taskIdIn(event: Json): { taskId?: string } {
  const body = isJsonObject(event) ? event["event"] : undefined;
  const id = isJsonObject(body) ? body["task_id"] : undefined;
  return typeof id === "string" && id !== "" ? { taskId: id } : {};
}
