import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunCounts } from "../../../src/core/model/status-report.js";
import { deliveryBar } from "../../../src/core/report/delivery-bar.js";
import { displayWidth } from "../../../src/core/report/display-width.js";
import { plainStyle } from "../../../src/core/report/style.js";

const bar = (counts: RunCounts) => deliveryBar(counts, plainStyle);

describe("a bar of delivery", () => {
  it.each<[RunCounts, string]>([
    [{ targeted: 8, delivered: 8, pending: 0, unknown: 0 }, "[####################] 100 %"],
    [{ targeted: 10_000, delivered: 9999, pending: 1, unknown: 0 }, "[###################.]  99 %"],
    [{ targeted: 8, pending: 8, unknown: 0 }, "[....................]   0 %"],
    [{ targeted: 8, unknown: 6, pending: 2 }, "[???????????????.....]    ?"],
    [{ targeted: 4, delivered: 1, expired: 2, notTaskable: 1, unknown: 0 }, "[#####xxxxxxxxxx-----]  25 %"],
    [{ targeted: 0, delivered: 0 }, ""],
    [{ delivered: 3 }, ""],
  ])("of %o is %s", (counts, text) => {
    expect(bar(counts)).toBe(text);
  });

  it("is always as wide, shows whatever there is, and is never full unless all is delivered", () => {
    const count = fc.oneof(fc.constantFrom(0, 1), fc.nat(100_000));
    const counts = fc.record({
      delivered: count,
      pending: count,
      expired: count,
      notTaskable: count,
      unknown: count,
    });
    fc.assert(
      fc.property(counts, (parts) => {
        const targeted = Object.values(parts).reduce((sum, each) => sum + each, 0);
        fc.pre(targeted > 0);
        const text = /^\[(.*)\]/.exec(bar({ targeted, ...parts }))?.[1] ?? "";
        expect(text).toMatch(/^#*\?*\.*x*-*$/);
        expect(text).toHaveLength(20);
        for (const [drawn, each] of [
          ["#", parts.delivered],
          ["?", parts.unknown],
          [".", parts.pending],
          ["x", parts.expired],
          ["-", parts.notTaskable],
        ] as const)
          expect(text.includes(drawn)).toBe(each > 0);
      }),
    );
  });
});

it.each([
  ["version", 7],
  ["漢字", 4],
  ["한글", 4],
  ["🦀", 2],
  ["e\u0301a", 2],
  ["", 0],
])("%s takes %i columns", (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});
