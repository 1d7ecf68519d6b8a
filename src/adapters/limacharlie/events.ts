import type { Evidence } from "../../core/model/evidence.js";
import { isJsonObject, type Json } from "../../core/model/json.js";
import { carriesToken } from "../../core/model/token.js";
import type { Events, EventSearch } from "../../ports/events.js";
import type { Connection } from "./connection.js";
import { insightPage } from "./insight-list.js";

const purpose = "read the events of a sensor";
/** Events that one request asks for, and requests that one sensor and type may take. */
const pageSize = 200;
const mostPages = 5;

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
  };
}

async function firstOf(
  connection: Connection,
  { token, sid, sinceMs }: EventSearch,
  type: string,
): Promise<Evidence | undefined> {
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
    const { entries, next } = insightPage(answer, "events", purpose);
    const event = entries.find((each) => texts(each).some((text) => carriesToken(text, token)));
    if (event !== undefined) return { event: type, sid, ...taskIdIn(event) };
    cursor = next;
  }
  return undefined;
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
