import type { JsonObject } from "../../core/model/json.js";
import { refuse } from "../answer.js";
import type { LcqlQuery } from "../lcql/query.js";
import { readQuery } from "../lcql/read-query.js";
import { runQuery, type Window, windowOf } from "../lcql/run-query.js";
import type { Organization } from "../organization.js";
import { countMember, objectMember, streamMember, textMember } from "./members.js";
import { replayStats } from "./stats.js";

/** Events on one page when the request sets no limit. */
const defaultPage = 1000;

/** Where a query goes on: its time frame as it was on the first page, and how many events were looked at. */
interface Position extends Window {
  readonly from: number;
}

/**
 * A query in LCQL through the replay host: the older way to search (seen in the Go client). It begins with its time frame. With a
 * `cursor` (`-` for the first page) it answers page by page, `limit_event` events looked at for each; without, all at once.
 * A query that makes no sense gives its problem.
 */
export function replayQuery(
  organization: Organization,
  body: JsonObject,
): JsonObject | { readonly problem: string } {
  const source = objectMember(body.event_source ?? {}, "event_source");
  const stream = streamMember(source.stream);
  const cursor = textMember(objectMember(source.sensor_events ?? {}, "sensor_events").cursor);
  const query = parsed(textMember(body.query));
  if ("problem" in query) return query;
  const position = cursor === "" || cursor === "-" ? start(organization, query) : resumed(cursor);
  const inFrame = { ...query, time: undefined, filter: () => true };
  const seen = runQuery(organization, inFrame, { stream, window: position });
  if (body.is_validation === true) return answer([], [], "");
  const size = countMember(body.limit_event) || (cursor === "" ? seen.length : defaultPage);
  const scanned = seen.slice(position.from, position.from + size);
  if (body.is_dry_run === true) return { ...answer(scanned, [], ""), is_dry_run: true };
  const next = position.from + size;
  const more = cursor !== "" && next < seen.length;
  return answer(
    scanned,
    scanned.filter(query.filter),
    more ? `${position.startS}_${position.endS}_${next}` : "",
  );
}

function parsed(text: string): LcqlQuery | { readonly problem: string } {
  const query = readQuery(text);
  if ("problem" in query || query.time) return query;
  return { problem: "error parsing query: it does not begin with a time frame" };
}

const start = (organization: Organization, query: LcqlQuery): Position => {
  const nowS = organization.clock.nowMs() / 1000;
  return { ...windowOf(query, { startS: 0, endS: nowS }, nowS), from: 0 };
};

/** The position that a cursor of ours names. Throws a 400 for one that is none. */
function resumed(cursor: string): Position {
  const [, startS, endS, from] = /^(-?[\d.]{1,18})_(-?[\d.]{1,18})_(\d{1,9})$/.exec(cursor) ?? [];
  if (from === undefined) throw refuse(400, "bad cursor");
  return { startS: Number(startS), endS: Number(endS), from: Number(from) };
}

/** Results are actions of a rule that reports what matched (seen in the Go client's tests: the record is under `data`). */
const answer = (
  scanned: readonly JsonObject[],
  matching: readonly JsonObject[],
  cursor: string,
): JsonObject => ({
  error: "",
  stats: replayStats(scanned, matching.length),
  results: matching.map((record) => ({ action: "report", data: record })),
  did_match: matching.length > 0,
  cursor,
  is_dry_run: false,
});
