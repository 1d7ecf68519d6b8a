import { isJsonObject, type Json } from "../model/json.js";
import { integer, text } from "./parameter-types.js";
import { optional, type Parameter } from "./parameter.js";
import { Uncertain, anyOf, type Verdict } from "./verdict.js";
import { plainText } from "./written.js";

/** When a node counts: days of the week from 1 (Sunday) and minutes as HHMM, both ends included, in a time zone. */
export interface TimeWindow {
  readonly days: readonly [first: number, last: number];
  readonly hours: readonly [first: number, last: number];
  readonly zone: string;
}

/** The members of a time descriptor (reference: D&R data, time_descriptor). */
export const timeDescriptor: readonly Parameter[] = [
  optional("day_of_week_start", integer, "first day, 1 is Sunday", { default: 1 }),
  optional("day_of_week_end", integer, "last day, 7 is Saturday", { default: 7 }),
  optional("time_of_day_start", integer, "first minute, HHMM as a number", { default: 0 }),
  optional("time_of_day_end", integer, "last minute, HHMM as a number", { default: 2359 }),
  optional("tz", text, "name of the time zone in the TZ database", { default: "UTC", mark: "inf" }),
];

/** The window of a descriptor whose members have the right types. */
export function timeWindow(descriptor: Json): TimeWindow {
  const given = isJsonObject(descriptor) ? descriptor : {};
  const [firstDay, lastDay, start, end, zone] = timeDescriptor.map(
    ({ name, default: other }) => given[name] ?? other,
  );
  return {
    days: [Number(firstDay), Number(lastDay)],
    hours: [Number(start), Number(end)],
    zone: plainText(zone),
  };
}

/** True for a name of the TZ database. */
export function isTimeZone(name: string): boolean {
  try {
    return clockOf(name) !== undefined;
  } catch {
    return false;
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What tells day and time in a zone. Throws a RangeError when there is no such zone. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  clocks.set(timeZone, clock);
  return clock;
}

const noMoment = new Uncertain("times needs the moment of evaluation, which is not given");

/** True for what a calendar has a day for. */
const isMoment = (nowMs: number): boolean => Math.abs(nowMs) <= 8.64e15;

/** Whether a moment lies in one of the windows; one that runs backwards is not documented and counts as uncertain where it would match. */
export function momentVerdict(windows: readonly TimeWindow[], nowMs: number | undefined): Verdict {
  if (nowMs === undefined || !isMoment(nowMs)) return noMoment;
  return anyOf(windows, (window) => inWindow(window, nowMs));
}

function inWindow({ days, hours, zone }: TimeWindow, nowMs: number): Verdict {
  const { day, minute } = localTime(nowMs, zone);
  if (!inRange(day, days) || !inRange(minute, hours)) return false;
  const forward = days[0] <= days[1] && hours[0] <= hours[1];
  return forward || new Uncertain("what a time range that runs backwards means is not documented", false);
}

/** Both ends included; a range that runs backwards is taken around the end. */
function inRange(value: number, [first, last]: readonly [number, number]): boolean {
  return first <= last ? first <= value && value <= last : value >= first || value <= last;
}

const dayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Day of the week from 1 (Sunday), and HHMM. */
function localTime(nowMs: number, zone: string): { readonly day: number; readonly minute: number } {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(nowMs)
      .map(({ type, value }) => [type, value]),
  );
  const day = dayNames.indexOf(plainText(parts.get("weekday"))) + 1;
  return { day, minute: Number(parts.get("hour")) * 100 + Number(parts.get("minute")) };
}
