import { describe, expect, it } from "vitest";
import { platformCodes } from "../../../../src/core/detection/platforms.js";
import type { JsonObject } from "../../../../src/core/model/json.js";
import { eventOf, judged } from "../rules.js";

const on = (routing: JsonObject) => eventOf({}, routing);

describe("operators about the sensor", () => {
  it("compare routing/plat with the code of the platform", () => {
    for (const [name, plat] of platformCodes) {
      expect(judged({ op: "is platform", name }, on({ plat }))).toBe("true");
      expect(judged({ op: "is platform", name }, on({ plat: plat + 1 }))).toBe("false");
    }
    expect(judged({ op: "is platform", name: "amiga" }, on({ plat: 1 }))).toBe("uncertain");
    expect(judged({ op: "is platform", name: "Windows" }, on({ plat: 0x10000000 }))).toBe("false");
    expect(judged({ op: "is platform", name: "windows" }, { routing: {}, event: {} })).toBe("false");
    expect(judged({ op: "is platform", name: "windows" }, { routing: "none" })).toBe("false");
  });

  it.each([
    ["is windows", "windows"],
    ["is linux", "linux"],
    ["is mac", "macos"],
    ["is chrome", "chrome"],
    ["is net", "vpn"],
    ["is text", "text"],
    ["is json", "json"],
    ["is gcp", "gcp"],
    ["is carbon_black", "carbon_black"],
  ])("%s is short for platform %s", (op, name) => {
    const plat = platformCodes.get(name) ?? 0;
    expect(judged({ op }, on({ plat }))).toBe("true");
    expect(judged({ op }, on({ plat: 1 }))).toBe("false");
  });

  it.each([
    [
      "is 32 bit",
      ["false", "true", "false", "false", "false", "false", "false", "false", "uncertain", "false"],
    ],
    [
      "is 64 bit",
      ["false", "false", "true", "false", "uncertain", "uncertain", "false", "false", "false", "false"],
    ],
    [
      "is arm",
      ["false", "false", "false", "true", "uncertain", "false", "false", "false", "uncertain", "false"],
    ],
  ])("%s knows the architectures that are documented", (op, verdicts) => {
    expect(verdicts.map((_, arch) => judged({ op }, on({ arch })))).toEqual(verdicts);
  });

  it("asks for a tag by its exact name", () => {
    expect(judged({ op: "is tagged", tag: "prod" }, on({ tags: ["a", "prod"] }))).toBe("true");
    expect(judged({ op: "is tagged", tag: "pro" }, on({ tags: ["prod"] }))).toBe("false");
    expect(judged({ op: "is tagged", tag: "PROD" }, on({ tags: [1, "prod"] }))).toBe("uncertain");
    expect(judged({ op: "is tagged", tag: "prod" }, on({ tags: "prod" }))).toBe("false");
    expect(judged({ op: "is tagged", tag: "prod" }, { routing: {}, event: {} })).toBe("false");
  });
});

describe("is older than", () => {
  const rule = { op: "is older than", path: "event/A", seconds: 60 };
  const nowMs = 1_700_000_000_000;

  it.each([
    [1_700_000_000 - 61, "true"],
    [1_700_000_000 - 60, "false"],
    [nowMs - 60_001, "true"],
    [nowMs - 60_000, "false"],
    [nowMs + 1, "false"],
    [String(nowMs - 60_001), "uncertain"],
    [String(nowMs), "false"],
    ["yesterday", "false"],
    ["", "false"],
    [null, "false"],
    ["  ", "false"],
    [1e11, "true"],
    [1e11 - 1, "false"],
    [true, "false"],
  ])("on %j is %s", (value, verdict) => {
    expect(judged(rule, { A: value }, { nowMs })).toBe(verdict);
  });

  it("needs the moment", () => {
    expect(judged(rule, { A: 1 })).toBe("uncertain");
    expect(judged(rule, { A: "text" })).toBe("false");
  });
});

describe("operators about addresses", () => {
  const judge = (op: string, address: string) => judged({ op, path: "event/A" }, { A: address });

  it.each([
    ["10.1.2.3", "private"],
    ["172.16.0.0", "private"],
    ["172.31.255.255", "private"],
    ["192.168.0.1", "private"],
    ["100.127.255.255", "private"],
    ["fdff::1", "private"],
    ["8.8.8.8", "public"],
    ["172.15.255.255", "public"],
    ["255.255.255.255", "public"],
    ["203.0.113.7", "public"],
    ["2001:db8::1", "public"],
    ["2606:4700:4700::1111", "public"],
    ["127.0.0.1", "neither"],
    ["169.254.1.1", "neither"],
    ["239.1.1.1", "neither"],
    ["0.0.0.0", "neither"],
    ["::1", "neither"],
    ["fe80::1", "neither"],
    ["ff02::1", "neither"],
    ["fec0::1", "neither"],
    ["::", "neither"],
    ["", "neither"],
    ["10.0.0", "neither"],
    ["10.0.0.256", "neither"],
    ["010.0.0.1", "neither"],
    ["8.8.8.8:53", "neither"],
    ["fe80::1%eth0", "neither"],
    ["1::2::3", "neither"],
    ["1:2:3:4:5:6:7:8:9", "neither"],
    ["2001:2:3:4:5:6:7:8", "public"],
    ["2001:2:3:4:5:6:7::", "public"],
    ["::2:3:4:5:6:7:8", "public"],
    ["2001::5:6:7:1.2.3.4", "public"],
    ["2001:2:3:4:5:6:1.2.3.4", "public"],
    ["2001:2:3:4:5:6:7:1.2.3.4", "neither"],
    ["2001:1.2.3.4::", "neither"],
    ["::1.2.3.4:5", "neither"],
    ["2001:2:3:4:5:6:7:8:9::", "neither"],
    ["1:2:3:4:5:6:7", "neither"],
    ["1:2:3:4:5:6:7:8::", "neither"],
    ["12345::", "neither"],
    ["::1.2.3", "neither"],
    ["1.2.3.4::", "neither"],
    ["example.com", "neither"],
  ])("%s is %s", (address, kind) => {
    const six = address.includes(":");
    for (const name of ["private", "public"]) {
      expect(judge(`is ${name} address`, address)).toBe(String(kind === name));
      expect(judge(`is ${name} ipv4 address`, address)).toBe(String(kind === name && !six));
      expect(judge(`is ${name} ipv6 address`, address)).toBe(String(kind === name && six));
    }
  });

  it("leaves open how IPv4-mapped addresses are taken, where it makes a difference", () => {
    expect(judge("is private address", "::ffff:10.0.0.1")).toBe("uncertain, likely true");
    expect(judge("is public address", "::ffff:10.0.0.1")).toBe("uncertain, likely false");
    expect(judge("is public address", "::ffff:8.8.8.8")).toBe("uncertain, likely true");
    expect(judge("is private address", "::ffff:8.8.8.8")).toBe("false");
  });

  it("looks for addresses of a network", () => {
    const inside = (cidr: string, address: string) =>
      judged({ op: "cidr", path: "event/A", cidr }, { A: address });
    expect(inside("10.16.1.0/24", "10.16.1.255")).toBe("true");
    expect(inside("10.16.1.0/24", "10.16.2.0")).toBe("false");
    expect(inside("10.16.1.77/24", "10.16.1.1")).toBe("true");
    expect(inside("0.0.0.0/0", "1.2.3.4")).toBe("true");
    expect(inside("10.0.0.1/32", "10.0.0.2")).toBe("false");
    expect(inside("10.0.0.0/9", "10.128.0.0")).toBe("false");
    expect(inside("2001:db8::/33", "2001:db8:7fff::1")).toBe("true");
    expect(inside("2001:db8::/33", "2001:db8:8000::1")).toBe("false");
    expect(inside("10.0.0.0/8", "2001:db8::1")).toBe("false");
    expect(inside("10.0.0.0/8", "::ffff:10.0.0.1")).toBe("uncertain, likely true");
    expect(judged({ op: "cidr", path: "event/A", cidr: "10.0.0.0/8" }, { A: 10 })).toBe("false");
  });
});
