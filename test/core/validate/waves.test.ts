import { describe, expect, it } from "vitest";
import { saidOfTask } from "../../flow/load/project.js";

const file = (more: string): string => `name: a\ntask: os_version\nall: true\n${more}`;
const said = (more: string): string[] => saidOfTask(file(more)).flatMap((text) => text.split("\n"));
const waves = (...steps: string[]): string => `waves:\n${steps.map((step) => `  - { ${step} }\n`).join("")}`;
const fine = waves("percent: 25, soak: 2h", "percent: 100");

describe("waves", () => {
  it.each([fine, waves("percent: 100"), waves("percent: 50, soak: 60", "percent: 100, soak: 1d")])(
    "may say %j",
    (more) => {
      expect(said(more)).toEqual([]);
    },
  );

  it("say which share they really reach", () => {
    expect(said(waves("percent: 6, soak: 2h", "percent: 100"))).toEqual([
      "tasks/a.yaml:5:16 note task/wave-share",
      "A wave of 6 % reaches 5.9 % of the sensors: shares are whole 256ths of the sensor ids",
      "Nothing to do",
    ]);
  });

  it.each([
    [
      waves("percent: 50, soak: 2h", "percent: 25, soak: 2h", "percent: 100"),
      [
        "tasks/a.yaml:6:7 error task/schedule",
        "Cannot reach 25 % after 50 %: each wave reaches more than the one before",
        "Write the shares in rising order, half a percent or more apart",
      ],
    ],
    [
      waves("percent: 25, soak: 2h", "percent: 50"),
      [
        "tasks/a.yaml:6:7 error task/schedule",
        "Cannot end waves at 50 %: the run would never reach the others",
        "Write a last wave with percent: 100",
      ],
    ],
    [
      waves("percent: 25", "percent: 100"),
      [
        "tasks/a.yaml:5:7 error task/schedule",
        "Cannot let the next wave follow this one at once: it has no soak",
        "Write a soak, for example soak: 2h",
      ],
    ],
    [
      waves("percent: 25, soak: 9000d", "percent: 100"),
      [
        "tasks/a.yaml:5:26 error task/wrong-value",
        'Cannot use "9000d" as waves[0].soak: the most is 3650d',
        "Write 3650d or less",
      ],
    ],
    [
      `every: 1d\n${fine}`,
      [
        "tasks/a.yaml:5:1 error task/schedule",
        "Cannot use waves with every: a period would begin before the last wave of the one before",
        "Remove one of the two",
      ],
    ],
    [
      `${fine}exactContext: true\ncontext: theirs\n`,
      [
        "tasks/a.yaml:7:1 error task/schedule",
        "Cannot use waves with exactContext: each part of a run needs a token of its own, to be told from the others",
        "Remove one of the two",
      ],
    ],
    [
      "haltOn: { failures: 5 }\n",
      [
        "tasks/a.yaml:4:1 error task/schedule",
        "Cannot halt between waves: the run has none",
        "Write waves, or remove haltOn",
      ],
    ],
    ...["", "confirmed: { run: 1, percent: 25 }"].map((rest): [string, string[]] => [
      `${fine}haltOn: { ${rest} }\n`,
      [
        "tasks/a.yaml:7:1 error task/schedule",
        "Cannot halt after failures: haltOn says neither how many nor how many percent",
        "Write failures, percent or both, or remove haltOn",
      ],
    ]),
    [`${fine}haltOn: { failures: 5, percent: 2, confirmed: { run: 1, percent: 25 } }\n`, []],
  ])("%j", (more, expected) => {
    expect(said(more)).toEqual(expected);
  });
});
