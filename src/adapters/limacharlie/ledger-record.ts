import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import type { Ledger, LedgerStamp, RunRow } from "../../core/model/ledger.js";
import { type DecodedLedger, decodeLedger, encodeLedger } from "../../core/model/ledger-document.js";
import type { RecordReading } from "./hive-record.js";

/** The row of the lookup that holds the whole document; a token can never be this text, because it ends in its digest. */
const documentKey = "lctasks:ledger";

/** A lookup: one row with the document, and one per token, so that rules can enrich answers by `hive://lookup` (reference: API, 6.10). */
export function ledgerData(ledger: Ledger, mark: string): JsonObject {
  const rows = Object.entries(ledger.tasks).flatMap(([task, { runs }]) =>
    runs.map((run): [string, Json] => [run.token, tokenRow(ledger.project, task, run)]),
  );
  const document: [string, Json] = [documentKey, { document: encodeLedger(ledger), write: mark }];
  return { lookup_data: Object.fromEntries([...rows, document]) };
}

const tokenRow = (project: string, task: string, { run, commit }: RunRow): JsonObject => ({
  project,
  task,
  run,
  ...(commit === undefined ? {} : { commit }),
});

/** A stored ledger record: its document or why that cannot be used, and what identifies the write that put it there. */
export interface LedgerRecord {
  readonly content: DecodedLedger;
  /** Undefined when the record carries no etag: nothing can be compared with it. */
  readonly stamp: LedgerStamp | undefined;
  readonly mark: string | undefined;
  /** The document's text; undefined when the record has none. */
  readonly stored?: string;
}

/** Reads the record; members beside the document are of no account (the service adds some: reference: API, 6.10). */
export function readLedgerRecord(
  reading: RecordReading,
  owner: { readonly project: string; readonly oid: string },
): LedgerRecord {
  if (!reading.readable) return { content: reading, stamp: undefined, mark: undefined };
  const row = rowOf(reading.record.data);
  const mark = typeof row?.["write"] === "string" ? row["write"] : undefined;
  const document = row?.["document"];
  const content: DecodedLedger =
    typeof document === "string"
      ? withEveryToken(decodeLedger(document, owner), reading.record.data)
      : { readable: false, reason: "its record holds no ledger document" };
  const { etag } = reading.record;
  const stored = typeof document === "string" ? { stored: document } : {};
  return { content, stamp: isStamp(etag) ? etag : undefined, mark, ...stored };
}

/** The rows of the same record name every token: a document that has forgotten one was edited or restored by somebody. */
function withEveryToken(decoded: DecodedLedger, data: JsonObject): DecodedLedger {
  const rows = data["lookup_data"];
  if (!decoded.readable || !isJsonObject(rows)) return decoded;
  const runs = Object.values(decoded.ledger.tasks).flatMap((row) => row.runs);
  const known = new Set([documentKey, ...runs.map((run) => run.token)]);
  const forgotten = Object.keys(rows).filter((token) => !known.has(token));
  if (forgotten.length === 0) return decoded;
  return {
    readable: false,
    reason: `its document does not know the token ${forgotten[0]} that stands beside it`,
  };
}

const isStamp = (etag: string): etag is LedgerStamp => etag !== "";

function rowOf(data: JsonObject): JsonObject | undefined {
  const rows = data["lookup_data"];
  const row = isJsonObject(rows) ? rows[documentKey] : undefined;
  return isJsonObject(row) ? row : undefined;
}
