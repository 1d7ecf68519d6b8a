import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bearsMarker, markerOf } from "../../../../src/core/report/comment/marker.js";
import { hostileText } from "../hostile.js";

describe("the marker", () => {
  it("names project and configuration", () => {
    expect(markerOf({ project: "acme-soc", configuration: "soc/lctasks.yaml" })).toBe(
      "<!-- lctasks:acme-soc:soc/lctasks.yaml -->",
    );
    expect(markerOf({ project: "soc", configuration: "a", kind: "drift" })).toBe(
      "<!-- lctasks:soc:a:drift -->",
    );
  });

  it("is one line that no name can end, whatever it is", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (project, configuration) => {
        const marker = markerOf({ project, configuration });
        expect(marker).toMatch(/^<!-- lctasks:[\w./%~-]*:[\w./%~-]* -->$/);
        expect(marker.slice(4, -3)).not.toMatch(/--|-$/);
        expect(marker.length).toBeLessThan(200);
      }),
    );
  });

  it("tells names apart, long ones too", () => {
    const names = [
      "a",
      "A",
      "a-",
      "-a",
      "a:b",
      "a%3Ab",
      "a--b",
      "",
      "x".repeat(300),
      `${"x".repeat(300)}y`,
      "~",
      "…",
    ];
    const markers = names.flatMap((project) =>
      names.map((configuration) => markerOf({ project, configuration })),
    );
    expect(new Set(markers).size).toBe(names.length ** 2);
  });

  it("is borne by a text that begins with it, and by no other", () => {
    const marker = markerOf({ project: "soc", configuration: "lctasks.yaml" });
    expect([marker, `${marker}\nx`, `${marker}\r\nx`].map((body) => bearsMarker(body, marker))).toEqual([
      true,
      true,
      true,
    ]);
    expect(["", `> ${marker}`, `x\n${marker}`, `${marker}x`].some((body) => bearsMarker(body, marker))).toBe(
      false,
    );
  });
});
