import { describe, expect, it } from "vitest";
import { fleetWide } from "../../../../src/core/selector/checks/fleet-wide.js";
import { findings } from "./findings.js";

describe("selector/fleet-wide", () => {
  it.each([
    [
      "*",
      [
        "warning 1: * selects every sensor of the organization, adapters included → name the platforms or tags, such as plat == `windows` and arch != `usp_adapter`",
      ],
    ],
  ])("warns of every sensor: %s", (text, expected) => {
    expect(findings(fleetWide, text)).toEqual(expected);
  });

  it.each(["plat == windows"])("says nothing of a selector: %s", (text) => {
    expect(findings(fleetWide, text)).toEqual([]);
  });
});
