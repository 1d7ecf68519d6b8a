import { flagValue, positionals } from "../command-line.js";
import type { Ask, Body } from "./ask.js";

const processId = (ask: Ask): number =>
  Number(flagValue(ask.line, "--pid") ?? flagValue(ask.line, "-p") ?? 0) || 0;
const root = (ask: Ask): string => positionals(ask.line)[0] ?? "";
const isMissing = (name: string): boolean => name === "" || /nope|missing/i.test(name);

/** A scan's completion marker: it has the event type of a hit (reference: events, section 4). */
const scanDone: Body = () => ({ ERROR: 0, ERROR_MESSAGE: "done" });

/** Answers about memory and registry, and scans that find nothing. */
export const inspectionBodies: Readonly<Record<string, Body>> = {
  mem_map: (ask) => ({
    PROCESS_ID: processId(ask),
    MEMORY_MAP: [
      { BASE_ADDRESS: 94_100_802_174_976, MEMORY_SIZE: 4096, MEMORY_TYPE: 3, MEMORY_ACCESS: 6 },
      { BASE_ADDRESS: 94_100_802_179_072, MEMORY_SIZE: 8192, MEMORY_TYPE: 3, MEMORY_ACCESS: 4 },
    ],
  }),
  mem_read: (ask) => ({
    PROCESS_ID: processId(ask),
    MEMORY_DUMP: Buffer.from(ask.chance.hex(32)).toString("base64"),
  }),
  mem_strings: (ask) => ({ PROCESS_ID: processId(ask), STRINGSA: [["/lib64/ld-linux-x86-64.so.2"]] }),
  mem_handles: (ask) => ({
    HANDLES: [
      { HANDLE_NAME: "\\KnownDlls", HANDLE_TYPE: "Directory", HANDLE_VALUE: 48, PROCESS_ID: processId(ask) },
    ],
  }),
  reg_list: (ask) =>
    isMissing(root(ask))
      ? { ROOT: root(ask), REGISTRY_KEY: [], REGISTRY_VALUE: [], ERROR: 2 }
      : { ROOT: root(ask), REGISTRY_KEY: ["Vendor"], REGISTRY_VALUE: [{ NAME: "Order", TYPE: 4 }], ERROR: 0 },
  reg_get: (ask) => {
    const [key = "", name = ""] = positionals(ask.line);
    return isMissing(key)
      ? { ROOT: key, NAME: name, ERROR: 2 }
      : { ROOT: key, NAME: name, TYPE: 1, VALUE: "on", ERROR: 0 };
  },
  yara_scan: scanDone,
  hidden_module_scan: scanDone,
};
