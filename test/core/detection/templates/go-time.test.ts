import { describe, expect, it } from "vitest";
import { formatGoTime, momentOf, parseGoTime } from "../../../../src/core/detection/templates/go-time.js";
import { parseTime } from "../../../../src/core/detection/templates/parse-time.js";

const again = (from: string, text: string, to: string): string => formatGoTime(to, parseGoTime(from, text));
const all = "2006-01-02T15:04:05.000000000Z07:00";

describe("layouts of Go's package time", () => {
  it.each([
    ["2006-01-02 15:04:05", "2023-05-10 22:35:48", "2023-05-10T22:35:48.000000000Z"],
    ["2006-01-02T15:04:05Z07:00", "2023-05-10T22:35:48Z", "2023-05-10T22:35:48.000000000Z"],
    ["2006-01-02T15:04:05Z07:00", "2023-05-10T22:35:48-05:30", "2023-05-10T22:35:48.000000000-05:30"],
    ["2006-01-02T15:04:05.999Z0700", "2023-05-10T22:35:48.12+0200", "2023-05-10T22:35:48.120000000+02:00"],
    ["2006-01-02T15:04:05.999Z0700", "2023-05-10T22:35:48Z", "2023-05-10T22:35:48.000000000Z"],
    ["Mon Jan _2 15:04:05 2006", "Wed May  3 22:35:48 2023", "2023-05-03T22:35:48.000000000Z"],
    ["Monday, 02-Jan-06 15:04:05 MST", "Wednesday, 10-May-23 22:35:48 UTC", "2023-05-10T22:35:48.000000000Z"],
    [
      "Mon, 02 Jan 2006 15:04:05 -0700",
      "Wed, 10 May 2023 22:35:48 -0700",
      "2023-05-10T22:35:48.000000000-07:00",
    ],
    ["January 2, 2006 3:04 PM", "December 31, 1999 12:30 AM", "1999-12-31T00:30:00.000000000Z"],
    ["1/2/06 03:04:05 pm", "7/4/70 11:59:59 pm", "1970-07-04T23:59:59.000000000Z"],
    ["06", "68", "2068-01-01T00:00:00.000000000Z"],
    ["06", "69", "1969-01-01T00:00:00.000000000Z"],
    ["02 Jan 2006 Mon", "10 Feb 2023 Fri", "2023-02-10T00:00:00.000000000Z"],
    ["Monday 2 January 2006", "Friday 10 February 2023", "2023-02-10T00:00:00.000000000Z"],
    ["15:4:5 -07", "1:2:3 +09", "0000-01-01T01:02:03.000000000+09:00"],
    ["2006-01-02 15:04:05 -07:00", "2023-05-10 22:35:48 +00:00", "2023-05-10T22:35:48.000000000Z"],
    ["05,000", "48,123", "0000-01-01T00:00:48.123000000Z"],
  ])("reads %s", (layout, text, wanted) => {
    expect(again(layout, text, all)).toBe(wanted);
  });

  it.each([
    ["Mon, 02 Jan 2006 15:04:05 MST", "Wed, 10 May 2023 22:35:48 UTC"],
    ["Monday January _2 06", "Wednesday May 10 23"],
    ["3:04PM 03:4pm", "10:35PM 10:35pm"],
    ["1/2/2006 5", "5/10/2023 48"],
    ["-0700 -07:00 -07 Z0700", "+0000 +00:00 +00 Z"],
    ["05.000 05.999 05,99", "48.250 48.25 48,25"],
    ["no element", "no element"],
  ])("writes %s", (layout, wanted) => {
    expect(formatGoTime(layout, momentOf(Date.UTC(2023, 4, 10, 22, 35, 48, 250)))).toBe(wanted);
  });

  it("keeps the zeros inside a fraction, and the name of a zone that it read", () => {
    expect(formatGoTime("05.999", momentOf(Date.UTC(2023, 4, 3, 12, 0, 48, 105)))).toBe("48.105");
    expect(again("2006 MST", "2023 CET", "MST")).toBe("CET");
  });

  it("writes no fraction that is zero where nines stand, and noon as 12", () => {
    const noon = momentOf(Date.UTC(2023, 4, 3, 12, 0, 0, 0));
    expect(formatGoTime("05.999", noon)).toBe("00");
    expect(formatGoTime("3 PM _2", noon)).toBe("12 PM  3");
    expect(formatGoTime("3 pm", momentOf(Date.UTC(2023, 4, 3, 0)))).toBe("12 am");
  });

  it("refuses text of another form", () => {
    expect(() => parseGoTime("2006", "x2023")).toThrow("no time of the form");
    expect(() => parseGoTime("2006-01-02", "10.5.2023")).toThrow(
      '"10.5.2023" is no time of the form "2006-01-02"',
    );
    expect(() => parseGoTime("(2006", "2023")).toThrow("no time of the form");
    expect(again("(2006", "(2023", "2006")).toBe("2023");
  });

  it("reads epochs", () => {
    expect(parseTime({ from: "epoch_s", to: "2006-01-02 15:04:05" }, 1_700_000_000)).toBe(
      "2023-11-14 22:13:20",
    );
    expect(parseTime({ from: "epoch_ms", to: "05.000" }, "1700000000123")).toBe("20.123");
    expect(() => parseTime({ from: "epoch_ms" }, 1)).toThrow("parsetime needs from and to");
    expect(() => parseTime({ from: "epoch_ms", to: "06" }, 1e20)).toThrow("is no moment");
  });
});
