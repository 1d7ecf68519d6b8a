import { describe, expect, it } from "vitest";
import { notTaskable, platformName } from "../../../../src/core/selector/checks/platform-name.js";
import { findings } from "./findings.js";

describe("selector/platform-name", () => {
  it.each([
    ["plat == Windows", ['warning 9: "Windows" is no platform that we know → did you mean windows?']],
    [
      "plat != zzzzzzzzz",
      ['warning 9: "zzzzzzzzz" is no platform that we know → names are in lower case, such as windows'],
    ],
    [
      "arch == amd64",
      ['warning 9: "amd64" is no architecture that we know → names are in lower case, such as x86'],
    ],
    ["not arch == x65", ['warning 13: "x65" is no architecture that we know → did you mean x64?']],
  ])("warns of names that the service does not have: %s", (text, expected) => {
    expect(findings(platformName, text)).toEqual(expected);
  });

  it.each([
    "plat == `1password` and arch == usp_adapter and plat == vpn",
    "hostname == Windows",
    "ext_plat == Windows",
    "plat contains Win",
    "plat",
    "any tags as plat { plat == x }",
  ])("accepts all names of platforms and architectures, and other fields: %s", (text) => {
    expect(findings(platformName, text)).toEqual([]);
  });
});

describe("selector/not-taskable", () => {
  it.each([
    [
      "plat == okta",
      [
        "warning 9: sensors with plat okta run no commands → choose from windows, linux, macos, chrome, with arch != `usp_adapter`",
      ],
    ],
    [
      "plat == ios",
      [
        "warning 9: sensors with plat ios run no commands → choose from windows, linux, macos, chrome, with arch != `usp_adapter`",
      ],
    ],
    [
      "arch == usp_adapter",
      [
        "warning 9: sensors with arch usp_adapter run no commands → choose from windows, linux, macos, chrome, with arch != `usp_adapter`",
      ],
    ],
    [
      "not plat != vpn",
      [
        "warning 13: sensors with plat vpn run no commands → choose from windows, linux, macos, chrome, with arch != `usp_adapter`",
      ],
    ],
  ])("warns when sensors are asked for that run no commands: %s", (text, expected) => {
    expect(findings(notTaskable, text)).toEqual(expected);
  });

  it.each([
    "plat == windows or plat == linux or plat == macos or plat == chrome",
    "plat != okta and not plat == okta and arch != usp_adapter and not arch == usp_adapter",
    "plat == zzzzzzzzz",
    "arch == x64 or arch == wireguard",
  ])("accepts platforms of agents, exclusions and unknown names: %s", (text) => {
    expect(findings(notTaskable, text)).toEqual([]);
  });
});
