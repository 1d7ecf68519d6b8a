import { gunzipSync } from "node:zlib";
import type { Json, JsonObject } from "../../core/model/json.js";
import type { SensorRecord } from "../../core/model/sensor.js";
import type { Sensors } from "../../ports/sensors.js";
import { type Connection, listingMaxBytes } from "./connection.js";
import { LimaCharlieError } from "./errors.js";
import { readSensor } from "./sensor-record.js";

const purpose = "list the sensors";
/** Bytes that one packed page may come to. */
const pageMaxBytes = 128 * 1024 * 1024;

/** The organization's sensors. All throw LimaCharlieError; a page that cannot be read is an error, never "no sensors". */
export function limacharlieSensors(connection: Connection): Sensors {
  return {
    list: (selector) => pages(connection, selector),
    tagged: (tag) => tagged(connection, tag),
    online: () => online(connection),
  };
}

/** Asks for packed pages, as the vendor's Go client does, and takes plain ones as well (reference: API, 7.1). */
async function* pages(
  connection: Connection,
  selector: string | undefined,
): AsyncGenerator<readonly SensorRecord[]> {
  const seen = new Set<string>();
  for (let token = ""; ; ) {
    const query = {
      is_compressed: "true",
      ...(selector === undefined ? {} : { selector }),
      ...(token === "" ? {} : { continuation_token: token }),
    };
    const path = ["sensors", connection.oid];
    const timeoutMs = connection.timeouts.extensionMs;
    const call = { method: "GET", path, query, purpose, timeoutMs, maxBytes: listingMaxBytes } as const;
    const page = await connection.sendForObject(call);
    yield readPage(page["sensors"]);
    token = nextToken(page);
    if (token === "") return;
    if (seen.has(token)) throw unreadable("a page refers back to an earlier one");
    seen.add(token);
  }
}

function nextToken(page: JsonObject): string {
  const token = page["continuation_token"] ?? "";
  if (typeof token === "string") return token;
  throw unreadable("the continuation token is not text");
}

function readPage(value: Json | undefined): readonly SensorRecord[] {
  const sensors = typeof value === "string" ? unpack(value) : value;
  if (!Array.isArray(sensors)) throw unreadable("a page has no list of sensors");
  return sensors.map((sensor: Json) => {
    const record = readSensor(sensor);
    if (record === undefined) throw unreadable("a sensor has no sid");
    return record;
  });
}

/** base64(gzip(JSON)) (reference: API, 2.1). */
function unpack(packed: string): Json {
  try {
    const bytes = gunzipSync(Buffer.from(packed, "base64"), { maxOutputLength: pageMaxBytes });
    const value: Json = JSON.parse(bytes.toString("utf8"));
    return value;
  } catch {
    throw unreadable("a packed page cannot be unpacked");
  }
}

/** `{"<sid>": ["<tag>", …]}` (reference: API, 7.1). */
async function tagged(connection: Connection, tag: string): Promise<ReadonlySet<string>> {
  const answer = await connection.sendForObject({
    method: "GET",
    path: ["tags", connection.oid, tag],
    purpose: `list the sensors with tag ${connection.say(tag)}`,
    maxBytes: listingMaxBytes,
  });
  if (!Object.values(answer).every(Array.isArray)) {
    throw new LimaCharlieError(`Cannot list the sensors with a tag: the answer has an unknown form`, {
      kind: "unreadable",
    });
  }
  return new Set(Object.keys(answer).map((sid) => sid.toLowerCase()));
}

/** Without sids the service answers for all that are online; a sensor may be listed as offline (reference: API, 7.3). */
async function online(connection: Connection): Promise<ReadonlySet<string>> {
  const answer = await connection.sendForObject({
    method: "POST",
    path: ["online", connection.oid],
    form: {},
    purpose: "list the sensors that are online",
    maxBytes: listingMaxBytes,
  });
  const entries = Object.entries(answer);
  if (entries.some(([, isOnline]) => typeof isOnline !== "boolean")) {
    throw new LimaCharlieError("Cannot list the sensors that are online: the answer has an unknown form", {
      kind: "unreadable",
    });
  }
  return new Set(entries.filter(([, isOnline]) => isOnline === true).map(([sid]) => sid.toLowerCase()));
}

const unreadable = (why: string): LimaCharlieError =>
  new LimaCharlieError(`Cannot ${purpose}: ${why}`, { kind: "unreadable" });
