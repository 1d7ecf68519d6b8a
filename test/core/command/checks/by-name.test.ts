import { describe, expect, it } from "vitest";
import {
  completionMarker,
  denyTree,
  legacyName,
  managedElsewhere,
  notPersistent,
  outputLimit,
} from "../../../../src/core/command/checks/by-name.js";
import { findings } from "./findings.js";

describe("command/not-persistent", () => {
  it.each([
    [
      "segregate_network",
      [
        "warning -: segregate_network ends with the next reboot: the host is back on the network → use the D&R action isolate network, which persists",
      ],
    ],
    [
      "seal --enable",
      ["note -: seal lasts for this boot only → use the D&R actions seal and unseal, which persist"],
    ],
    [
      "fim_add --pattern x",
      [
        "note -: the watch is gone when the host or the sensor restarts → keep watches in the integrity extension",
      ],
    ],
  ])("says what lasts until the next boot only: %s", (line, expected) => {
    expect(findings(notPersistent, line)).toEqual(expected);
  });

  it.each(["rejoin_network", "os_version"])("says nothing of the rest: %s", (line) => {
    expect(findings(notPersistent, line)).toEqual([]);
  });
});

describe("command/deny-tree", () => {
  it.each([
    [
      "deny_tree a",
      [
        "warning -: deny_tree takes the host down when the atom is near the root of its process tree → make sure that the atom is a leaf's, or use os_kill_process",
      ],
    ],
  ])("warns: %s", (line, expected) => {
    expect(findings(denyTree, line)).toEqual(expected);
  });

  it.each(["os_version"])("says nothing of the rest: %s", (line) => {
    expect(findings(denyTree, line)).toEqual([]);
  });
});

describe("command/managed-elsewhere", () => {
  it.each([
    [
      "exfil_add X -e 1",
      [
        "warning -: the exfil extension manages the same setting and puts its own back on its next sync → make the change in the exfil extension",
      ],
    ],
    [
      "exfil_del X",
      [
        "warning -: the exfil extension manages the same setting and puts its own back on its next sync → make the change in the exfil extension",
      ],
    ],
    [
      "fim_add --pattern x",
      [
        "warning -: the integrity extension manages the same setting and puts its own back on its next sync → make the change in the integrity extension",
      ],
    ],
    [
      "fim_del --pattern x",
      [
        "warning -: the integrity extension manages the same setting and puts its own back on its next sync → make the change in the integrity extension",
      ],
    ],
    [
      "yara_update x",
      [
        "warning -: the YARA extension manages the same setting and puts its own back on its next sync → make the change in the YARA extension",
      ],
    ],
  ])("names the extension that owns the setting: %s", (line, expected) => {
    expect(findings(managedElsewhere, line)).toEqual(expected);
  });

  it.each(["exfil_get", "fim_get", "yara_scan x"])("says nothing of the rest: %s", (line) => {
    expect(findings(managedElsewhere, line)).toEqual([]);
  });
});

describe("command/completion-marker", () => {
  it.each([
    [
      "yara_scan x",
      [
        "note -: a clean scan ends with YARA_DETECTION too: as a marker, with ERROR_MESSAGE done → let the response rule require event/RULE_NAME",
      ],
    ],
    [
      "hidden_module_scan 1",
      [
        "note -: a clean scan ends with HIDDEN_MODULE_DETECTED too: as a marker, with ERROR_MESSAGE done → let the response rule require that event/ERROR_MESSAGE does not exist",
      ],
    ],
  ])("says how a hit differs from the end: %s", (line, expected) => {
    expect(findings(completionMarker, line)).toEqual(expected);
  });

  it.each(["yara_update x"])("says nothing of the rest: %s", (line) => {
    expect(findings(completionMarker, line)).toEqual([]);
  });
});

describe("command/output-limit", () => {
  it.each([
    [
      "run --shell-command x",
      [
        "note -: over 1 MB of output, or half of it in UTF-16, the RECEIPT comes without STDOUT or not at all → write much output to a file and fetch it with artifact_get",
      ],
    ],
  ])("notes the limit of run: %s", (line, expected) => {
    expect(findings(outputLimit, line)).toEqual(expected);
  });

  it.each(["put --payload-name x"])("says nothing of the rest: %s", (line) => {
    expect(findings(outputLimit, line)).toEqual([]);
  });
});

describe("command/legacy-name", () => {
  it.each([["log_get --file x", ["note -: log_get is the old name of artifact_get → write artifact_get"]]])(
    "names the new name: %s",
    (line, expected) => {
      expect(findings(legacyName, line)).toEqual(expected);
    },
  );

  it.each(["artifact_get --file x"])("says nothing of the rest: %s", (line) => {
    expect(findings(legacyName, line)).toEqual([]);
  });
});
