import { describe, expect, it } from "vitest";
import { adapters } from "../../../../src/core/selector/checks/adapters.js";
import { findings } from "./findings.js";

describe("selector/adapters", () => {
  it.each([
    [
      "plat == linux",
      [
        "warning 1: adapters can match: they may claim any platform, and they cannot run commands → write plat == `linux` and arch != `usp_adapter`",
      ],
    ],
    [
      "`prod` in tags and plat == linux",
      [
        "warning 20: adapters can match: they may claim any platform, and they cannot run commands → write `prod` in tags and plat == `linux` and arch != `usp_adapter`",
      ],
    ],
    [
      "plat == windows or arch != usp_adapter",
      [
        "warning 1: adapters can match: they may claim any platform, and they cannot run commands → write (plat == `windows` or arch != `usp_adapter`) and arch != `usp_adapter`",
      ],
    ],
    [
      "not plat != chrome",
      [
        "warning 5: adapters can match: they may claim any platform, and they cannot run commands → write not plat != `chrome` and arch != `usp_adapter`",
      ],
    ],
    [
      "plat == macos and not tags is empty",
      [
        "warning 1: adapters can match: they may claim any platform, and they cannot run commands → write plat == `macos` and not tags is empty and arch != `usp_adapter`",
      ],
    ],
  ])("warns when a platform of agents is asked for and adapters can claim it: %s", (text, expected) => {
    expect(findings(adapters, text)).toEqual(expected);
  });

  it.each([
    [
      "`prod` in tags",
      [
        "note 1: adapters can match: they may claim any platform, and they cannot run commands → write `prod` in tags and arch != `usp_adapter`",
      ],
    ],
    [
      "not (plat == windows or plat == linux)",
      [
        "note 1: adapters can match: they may claim any platform, and they cannot run commands → write not (plat == `windows` or plat == `linux`) and arch != `usp_adapter`",
      ],
    ],
    [
      "sid != `8cbe27f4-bfa1-4afb-ba19-138cd51389cd`",
      [
        "note 1: adapters can match: they may claim any platform, and they cannot run commands → write sid != `8cbe27f4-bfa1-4afb-ba19-138cd51389cd` and arch != `usp_adapter`",
      ],
    ],
    [
      "any tags as plat { plat == linux }",
      [
        "note 1: adapters can match: they may claim any platform, and they cannot run commands → write (any tags as plat { plat == `linux` }) and arch != `usp_adapter`",
      ],
    ],
    [
      "any tags as arch { arch == usp_adapter }",
      [
        "note 1: adapters can match: they may claim any platform, and they cannot run commands → write (any tags as arch { arch == `usp_adapter` }) and arch != `usp_adapter`",
      ],
    ],
    [
      "plat.x == linux",
      [
        "note 1: adapters can match: they may claim any platform, and they cannot run commands → write plat.x == `linux` and arch != `usp_adapter`",
      ],
    ],
    [
      "lin in plat",
      [
        "note 1: adapters can match: they may claim any platform, and they cannot run commands → write `lin` in plat and arch != `usp_adapter`",
      ],
    ],
    [
      "iid == `7d23bee6-0000-0000-0000-000000000000`",
      [
        "note 1: adapters can match: they may claim any platform, and they cannot run commands → write iid == `7d23bee6-0000-0000-0000-000000000000` and arch != `usp_adapter`",
      ],
    ],
    [
      "hostname is nil",
      [
        "note 1: adapters can match: they may claim any platform, and they cannot run commands → write hostname is nil and arch != `usp_adapter`",
      ],
    ],
    [
      "arch != x64",
      [
        "note 1: adapters can match: they may claim any platform, and they cannot run commands → write arch != `x64` and arch != `usp_adapter`",
      ],
    ],
    [
      "not sid == `8cbe27f4-bfa1-4afb-ba19-138cd51389cd`",
      [
        "note 1: adapters can match: they may claim any platform, and they cannot run commands → write not sid == `8cbe27f4-bfa1-4afb-ba19-138cd51389cd` and arch != `usp_adapter`",
      ],
    ],
  ])("notes that adapters can match otherwise: %s", (text, expected) => {
    expect(findings(adapters, text)).toEqual(expected);
  });

  it.each([
    "*",
    "plat == windows and arch != usp_adapter",
    "arch == x64",
    "not arch == usp_adapter",
    "arch == usp_adapter",
    "arch == usp_adapter or plat == linux",
    "not arch != usp_adapter",
    "sid == `8cbe27f4-bfa1-4afb-ba19-138cd51389cd`",
    "plat == okta",
    "plat == okta or plat == aws",
    "plat == linux and not (arch == usp_adapter or plat == okta)",
    "arch matches `^x` and plat == linux",
    "not (arch == usp_adapter or plat == okta)",
    "plat != windows and plat in okta and arch == x64",
  ])("is silent when no adapter can match, or adapters are meant: %s", (text) => {
    expect(findings(adapters, text)).toEqual([]);
  });
});
