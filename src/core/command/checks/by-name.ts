import type { CommandCheck, CommandRemark } from "./check.js";

type RemarkTable = { readonly [command: string]: CommandRemark };

/** A remark for each command of a table, whatever its arguments. */
const always =
  (table: RemarkTable): CommandCheck["run"] =>
  ({ entry }) => {
    const remark = table[entry.name];
    return remark ? [remark] : [];
  };

/** Effects that the next reboot undoes, where something lasting exists (reference: commands, section 5). */
export const notPersistent: CommandCheck = {
  check: "command/not-persistent",
  severities: ["warning", "note"],
  about:
    "Some commands last until the next reboot only, where a D&R action or an extension with the same purpose persists.",
  run: always({
    segregate_network: {
      severity: "warning",
      message: "segregate_network ends with the next reboot: the host is back on the network",
      fix: "use the D&R action isolate network, which persists",
    },
    seal: {
      severity: "note",
      message: "seal lasts for this boot only",
      fix: "use the D&R actions seal and unseal, which persist",
    },
    fim_add: {
      severity: "note",
      message: "the watch is gone when the host or the sensor restarts",
      fix: "keep watches in the integrity extension",
    },
  }),
};

/** An atom near the root of the process tree takes the host down. */
export const denyTree: CommandCheck = {
  check: "command/deny-tree",
  severities: ["warning"],
  about:
    "deny_tree kills and keeps denying everything below a process; near the root of the tree that is the host.",
  run: always({
    deny_tree: {
      severity: "warning",
      message: "deny_tree takes the host down when the atom is near the root of its process tree",
      fix: "make sure that the atom is a leaf's, or use os_kill_process",
    },
  }),
};

const putBack = (what: string): CommandRemark => ({
  severity: "warning",
  message: `${what} manages the same setting and puts its own back on its next sync`,
  fix: `make the change in ${what}`,
});

/** Settings that an extension owns: a command that changes them is drift by design. */
export const managedElsewhere: CommandCheck = {
  check: "command/managed-elsewhere",
  severities: ["warning"],
  about:
    "Extensions own collection, file integrity and YARA settings; what a command changes there lasts until they sync.",
  run: always({
    exfil_add: putBack("the exfil extension"),
    exfil_del: putBack("the exfil extension"),
    fim_add: putBack("the integrity extension"),
    fim_del: putBack("the integrity extension"),
    yara_update: putBack("the YARA extension"),
  }),
};

const marker = (event: string, proof: string): CommandRemark => ({
  severity: "note",
  message: `a clean scan ends with ${event} too: as a marker, with ERROR_MESSAGE done`,
  fix: `let the response rule require ${proof}`,
});

/** Scans whose end carries the event type of a hit (reference: events, section 5). */
export const completionMarker: CommandCheck = {
  check: "command/completion-marker",
  severities: ["note"],
  about:
    "The end of a scan carries the event type of a hit; a rule that fires on the type alone reports clean hosts.",
  run: always({
    yara_scan: marker("YARA_DETECTION", "event/RULE_NAME"),
    hidden_module_scan: marker("HIDDEN_MODULE_DETECTED", "that event/ERROR_MESSAGE does not exist"),
  }),
};

/** Standard output of `run` has a limit, behind which it is missing, not cut. */
export const outputLimit: CommandCheck = {
  check: "command/output-limit",
  severities: ["note"],
  about:
    "Over 1 MB of raw output the RECEIPT of run has no STDOUT; near the limit the RECEIPT may not come at all.",
  run: always({
    run: {
      severity: "note",
      message: "over 1 MB of output, or half of it in UTF-16, the RECEIPT comes without STDOUT or not at all",
      fix: "write much output to a file and fetch it with artifact_get",
    },
  }),
};

/** Names that a newer command has replaced. */
export const legacyName: CommandCheck = {
  check: "command/legacy-name",
  severities: ["note"],
  about: "An older name of a command, kept by the sensor for those who still send it.",
  run: always({
    log_get: {
      severity: "note",
      message: "log_get is the old name of artifact_get",
      fix: "write artifact_get",
    },
  }),
};
