import { isJsonObject, type Json } from "./json.js";
import type { IssueCounts } from "./ledger.js";
import { filledText, members, oneOf, time, wholeNumber } from "./structure.js";

/** One line of the journal: what was about to be sent, or what became of it. */
export interface JournalEntry {
  /** `send`: the request goes out next. Otherwise what is known of it afterwards; the ledger is written later. */
  readonly event: "send" | "issued" | "cancelled" | "refused" | "unaccepted" | "unresolved";
  /** Server time, epoch milliseconds. */
  readonly atMs: number;
  readonly ledgerId: string;
  readonly task: string;
  readonly run: number;
  readonly token: string;
  readonly taskId?: string;
  readonly counts?: IssueCounts;
}

const check = members(
  {
    event: oneOf("send", "issued", "cancelled", "refused", "unaccepted", "unresolved"),
    atMs: time,
    ledgerId: filledText,
    task: filledText,
    run: wholeNumber,
    token: filledText,
  },
  { taskId: filledText, counts: members({ total: wholeNumber, tasked: wholeNumber, queued: wholeNumber }) },
);

/** The entries of a journal's text, in order, and the numbers of the lines that are none. A half line at the end is where a process died. */
export function readJournal(text: string): {
  readonly entries: readonly JournalEntry[];
  readonly strange: readonly number[];
} {
  const lines = text.split("\n");
  const read = lines.map((line) => parse(line));
  const whole = (index: number): boolean => lines[index]?.trim() === "" || index === lines.length - 1;
  return {
    entries: read.filter((entry) => entry !== undefined),
    strange: read.flatMap((entry, index) => (entry === undefined && !whole(index) ? [index + 1] : [])),
  };
}

function parse(line: string): JournalEntry | undefined {
  try {
    const value: Json = JSON.parse(line);
    return isJsonObject(value) && check(value, "entry") === undefined
      ? (value as unknown as JournalEntry)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What a journal knows of one token at last. `sent`: no answer was noted. */
export interface Journalled {
  readonly known: "sent" | "issued" | "cancelled" | "unaccepted";
  /** The entry that says so. */
  readonly entry: JournalEntry;
}

const knowledge: { readonly [event in JournalEntry["event"]]: Journalled["known"] } = {
  send: "sent",
  unresolved: "sent",
  issued: "issued",
  cancelled: "cancelled",
  refused: "unaccepted",
  unaccepted: "unaccepted",
};

/** What is known of each token: an answer is never taken back by what was noted later, but for its cancellation. */
export function byToken(entries: readonly JournalEntry[]): ReadonlyMap<string, Journalled> {
  const known = new Map<string, Journalled>();
  for (const entry of entries) {
    const next = knowledge[entry.event];
    const before = known.get(entry.token)?.known;
    const answered = before === "issued" || before === "cancelled";
    if (!answered || next === "cancelled") known.set(entry.token, { known: next, entry });
  }
  return known;
}
