import { describe, expect, it } from "vitest";
import { selfKilling } from "../../../../src/core/command/checks/self-killing.js";
import type { CommandTargets } from "../../../../src/core/command/checks/check.js";
import { findings } from "./findings.js";

describe("command/self-killing", () => {
  it.each<[string, CommandTargets, string[]]>([
    [
      "reboot --is-confirmed",
      {},
      [
        "warning -: reboot can take down its own acknowledgement and be delivered again, for up to 7d → give the task a short ttl, such as 15m, and target hosts that are online",
      ],
    ],
    [
      "reboot --is-confirmed",
      { ttlSeconds: 3601 },
      [
        "warning -: reboot can take down its own acknowledgement and be delivered again, for up to 1h 1s → give the task a short ttl, such as 15m, and target hosts that are online",
      ],
    ],
    [
      "run --shell-command 'shutdown /r'",
      { ttlSeconds: 86400 },
      [
        "warning -: run can take down its own acknowledgement and be delivered again, for up to 1d → give the task a short ttl, such as 15m, and target hosts that are online",
      ],
    ],
    [
      "restart",
      { ttlSeconds: 7200 },
      [
        "warning -: restart can take down its own acknowledgement and be delivered again, for up to 2h → give the task a short ttl, such as 15m, and target hosts that are online",
      ],
    ],
  ])("warns when the task lives for more than an hour: %s", (line, targets, expected) => {
    expect(findings(selfKilling, line, targets)).toEqual(expected);
  });

  it.each<[string, CommandTargets, string[]]>([
    [
      "reboot --is-confirmed",
      { ttlSeconds: 3600 },
      [
        "note -: reboot can take down its own acknowledgement and be delivered again, for up to 1h → give the task a short ttl, such as 15m, and target hosts that are online",
      ],
    ],
    [
      "logoff --is-confirmed",
      { ttlSeconds: 60 },
      [
        "note -: logoff can take down its own acknowledgement and be delivered again, for up to 1m → give the task a short ttl, such as 15m, and target hosts that are online",
      ],
    ],
  ])("notes it otherwise: %s", (line, targets, expected) => {
    expect(findings(selfKilling, line, targets)).toEqual(expected);
  });

  it.each(["os_version", "run --shell-command whoami"])("says nothing of other commands: %s", (line) => {
    expect(findings(selfKilling, line)).toEqual([]);
  });
});
