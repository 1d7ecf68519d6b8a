import { describe, expect, it } from "vitest";
import {
  dataLeavesHost,
  destructive,
  noReceipt,
  notIdempotent,
  oldSensors,
  unverified,
} from "../../../../src/core/command/checks/catalogue-facts.js";
import { findings } from "./findings.js";

describe("command/destructive", () => {
  it.each([
    [
      "file_del x",
      [
        "note -: file_del is destructive: deletes a file; no undo → say so in the task with acknowledge: [destructive]",
      ],
    ],
    [
      "run --shell-command x",
      [
        "note -: run is destructive: arbitrary code execution as root or SYSTEM → say so in the task with acknowledge: [destructive]",
      ],
    ],
  ])("says why: %s", (line, expected) => {
    expect(findings(destructive, line)).toEqual(expected);
  });

  it.each(["os_version", "fim_add --pattern x"])("says nothing of what changes less: %s", (line) => {
    expect(findings(destructive, line)).toEqual([]);
  });
});

describe("command/data-leaves-host", () => {
  it.each([
    [
      "file_get x",
      [
        "note -: file_get moves data off the host: reads a file of up to 10 MB and puts its bytes in the event: a data-exfiltration path, and the content lands in the event stream and in every Output → say so in the task with acknowledge: [data-leaves-host]",
      ],
    ],
    [
      "mem_strings --pid 4",
      [
        "note -: mem_strings moves data off the host: dumps strings of one process; may contain secrets; large event → say so in the task with acknowledge: [data-leaves-host]",
      ],
    ],
  ])("says what leaves: %s", (line, expected) => {
    expect(findings(dataLeavesHost, line)).toEqual(expected);
  });

  it.each(["file_info x", "mem_map --pid 4"])("says nothing of metadata: %s", (line) => {
    expect(findings(dataLeavesHost, line)).toEqual([]);
  });
});

describe("command/not-idempotent", () => {
  it.each([
    [
      "file_mov a b",
      [
        "note -: file_mov may be delivered twice, and the second time does not leave the same state → make sure that doing it twice does no harm",
      ],
    ],
    [
      "run --shell-command whoami",
      [
        "note -: run may be delivered twice, and the second time does not leave the same state → make sure that doing it twice does no harm",
      ],
    ],
  ])("notes what is not the same twice: %s", (line, expected) => {
    expect(findings(notIdempotent, line)).toEqual(expected);
  });

  it.each(["reboot --is-confirmed", "run --shell-command reboot", "artifact_get --file x", "os_version"])(
    "leaves killers to their own check, and says nothing where it depends or is the same: %s",
    (line) => {
      expect(findings(notIdempotent, line)).toEqual([]);
    },
  );
});

describe("command/no-receipt", () => {
  it.each([
    [
      "restart",
      [
        "warning -: nothing answers restart: the task counts as done when it is sent → check the result with another command, such as os_version",
      ],
    ],
    [
      "upgrade_core --beta",
      [
        "warning -: nothing answers upgrade_core: the task counts as done when it is sent → check the result with another command, such as os_version",
      ],
    ],
  ])("warns that nothing answers: %s", (line, expected) => {
    expect(findings(noReceipt, line)).toEqual(expected);
  });

  it.each(["reboot --is-confirmed", "run --shell-command x"])(
    "says nothing where an answer can come: %s",
    (line) => {
      expect(findings(noReceipt, line)).toEqual([]);
    },
  );
});

describe("command/unverified", () => {
  it.each([
    [
      "pcap_start",
      ["warning -: whether sensors have pcap_start is not established → try it on one sensor first"],
    ],
  ])("warns of what no good source describes: %s", (line, expected) => {
    expect(findings(unverified, line)).toEqual(expected);
  });

  it.each(["pcap_ifaces", "epp_scan x"])("says nothing of the rest: %s", (line) => {
    expect(findings(unverified, line)).toEqual([]);
  });
});

describe("command/old-sensors", () => {
  it.each([
    [
      "upgrade_core --beta",
      [
        "warning -: sensors older than 5.3.3 ignore this silently: done does not mean that it happened → make sure that the targets run 5.3.3 or later",
      ],
    ],
    [
      "uninstall --is-confirmed --native",
      [
        "warning -: sensors older than 5.3.3 ignore this silently: done does not mean that it happened → make sure that the targets run 5.3.3 or later",
      ],
    ],
  ])("warns of what old sensors drop silently: %s", (line, expected) => {
    expect(findings(oldSensors, line)).toEqual(expected);
  });

  it.each([
    [
      "reg_get 'hklm\\a'",
      ["note -: sensors older than 5.3.0 do not know it → make sure that the targets run 5.3.0 or later"],
    ],
    [
      "epp_status",
      ["note -: sensors older than 4.33.5 do not know it → make sure that the targets run 4.33.5 or later"],
    ],
  ])("notes what they do not know: %s", (line, expected) => {
    expect(findings(oldSensors, line)).toEqual(expected);
  });

  it.each(["uninstall --is-confirmed --msi", "os_version"])("says nothing of what all know: %s", (line) => {
    expect(findings(oldSensors, line)).toEqual([]);
  });
});
