import { expect, it } from "vitest";
import { renderMigrations } from "../../../src/core/report/migrations.js";
import { plainStyle } from "../../../src/core/report/style.js";

it("shows every rule with its reasons, the changed lines inside the same ones, and the count", () => {
  const text = renderMigrations(
    [
      {
        name: "dr-general/a",
        result: "converted",
        reasons: [],
        before: { x: 1, y: 2 },
        after: { x: 1, y: 3 },
      },
      { name: "dr-general/same", result: "convertible", reasons: [], before: { x: 1 }, after: { x: 1 } },
      { name: "dr-general/b\u001b[2J", result: "refused", reasons: ["a reason"], before: { x: 1 } },
      { name: "dr-managed/c", result: "unreadable", reasons: ["locked"] },
      { name: "dr-managed/d", result: "failed", reasons: ["no answer"] },
    ],
    plainStyle,
  );
  expect(text).toBe(`dr-general/a  converted
    {
      "x": 1,
  -   "y": 2
  +   "y": 3
    }

dr-general/same  convertible
    {
      "x": 1
    }

dr-general/b\\u{1b}[2J  refused
  ! a reason

dr-managed/c  unreadable
  ! locked

dr-managed/d  failed
  ! no answer

1 rule converted, 1 rule can be converted (--no-dry-run does it), 1 rule refused, 1 rule unreadable, 1 rule failed
`);
});

it("says when there is nothing to do", () => {
  expect(renderMigrations([], plainStyle)).toBe("No rule calls the legacy service.\n");
});
