/**
 * Names below `event` in the answers to commands: what is documented, or read in the sensor's published ancestor (reference: events,
 * section 4). Lists count as their elements. `open`: a map whose members nobody lists.
 */
export interface AnswerBody {
  readonly [name: string]: AnswerBody | "value" | "open";
}

/** Members by their names, each a plain value. */
const values = (names: string): AnswerBody =>
  Object.fromEntries(names.split(" ").map((name) => [name, "value" as const]));

const error = values("ERROR ERROR_MESSAGE");
const file = values("FILE_NAME FILE_PATH FILE_SIZE ATTRIBUTES CREATION_TIME MODIFICATION_TIME ACCESS_TIME");
const listing = { ...file, HASH: "value", STREAMS: values("FILE_NAME SIZE") } as const;
const listed = { DIRECTORY_LIST: listing, ...values("DIRECTORY_PATH FILE_PATH DIRECTORY_LIST_DEPTH") };
const endpoint = values("IP_ADDRESS PORT");
const service = values(
  "SVC_NAME SVC_TYPE SVC_STATE SVC_DISPLAY_NAME PROCESS_ID EXECUTABLE DLL HASH FILE_IS_SIGNED",
);
const services = { TIMESTAMP: "value", SVCS: service } as const;
const registry = values("NAME TYPE VALUE SIZE");

const bodies: { readonly [eventType: string]: AnswerBody } = {
  CLOUD_NOTIFICATION: {
    ...values("NOTIFICATION_ID EXPIRY"),
    NOTIFICATION: { INVESTIGATION_ID: "value" },
    HCP_IDENT: "open",
  },
  DIR_FINDHASH_REP: { ...listed, HASH: "value" },
  DIR_LIST_REP: listed,
  FILE_DEL_REP: values("FILE_PATH"),
  FILE_GET_REP: values("FILE_PATH FILE_SIZE FILE_CONTENT"),
  FILE_HASH_REP: { ...values("FILE_PATH HASH FILE_IS_SIGNED"), SIGNATURE: "open" },
  FILE_INFO_REP: { ...file, FILE_IS_SIGNED: "value" },
  FILE_MOV_REP: values("SOURCE DESTINATION"),
  FIM_LIST_REP: values("PATTERNS"),
  MEM_HANDLES_REP: { HANDLES: values("HANDLE_NAME HANDLE_TYPE HANDLE_VALUE PROCESS_ID") },
  MEM_MAP_REP: {
    PROCESS_ID: "value",
    MEMORY_MAP: values("BASE_ADDRESS MEMORY_SIZE MEMORY_TYPE MEMORY_ACCESS MODULE_NAME FILE_PATH"),
  },
  MEM_READ_REP: values("MEMORY_DUMP PROCESS_ID"),
  MEM_STRINGS_REP: values("PROCESS_ID STRINGSA STRINGSW"),
  NETSTAT_REP: {
    FRIENDLY: "value",
    NETWORK_ACTIVITY: { ...values("PROTOCOL PROCESS_ID STATE"), SOURCE: endpoint, DESTINATION: endpoint },
  },
  OS_AUTORUNS_REP: { TIMESTAMP: "value", AUTORUNS: values("REGISTRY_KEY FILE_PATH HASH") },
  OS_DRIVERS_REP: services,
  OS_KILL_PROCESS_REP: values("PROCESS_ID"),
  OS_PACKAGES_REP: { PACKAGES: values("PACKAGE_NAME PACKAGE_VERSION") },
  OS_PROCESSES_REP: {
    PROCESSES: {
      ...values("PROCESS_ID PARENT_PROCESS_ID COMMAND_LINE FILE_PATH HASH USER_NAME USER_ID THREADS"),
      MEMORY_USAGE: "value",
      MODULES: "open",
    },
  },
  OS_RESUME_REP: values("PROCESS_ID"),
  OS_SERVICES_REP: services,
  OS_SUSPEND_REP: values("PROCESS_ID"),
  OS_USERS_REP: { USERS: values("USER_NAME") },
  OS_VERSION_REP: values("BUILD_NUMBER"),
  PCAP_LIST_INTERFACES_REP: { INTERFACE: values("NAME IPV4 IPV6") },
  RECEIPT: values("STDOUT STDERR FILE_PATH"),
  REGISTRY_GET_REP: { ROOT: "value", ...registry },
  REGISTRY_LIST_REP: { ROOT: "value", REGISTRY_KEY: "value", REGISTRY_VALUE: registry },
  VARIST_SCAN_FILE_REP: {
    ...values("FILE_NAME HASH VARIST_SCAN_RESULT VARIST_SCAN_TIME VARIST_RATING"),
    VARIST_RESPONSE: "open",
  },
  VARIST_SCAN_REP: values(
    "FILE_PATH VARIST_MIN_RATING VARIST_MAX_DEPTH VARIST_LONG_FORM VARIST_FILE_SCANNED_COUNT VARIST_FILE_REPORTED_COUNT",
  ),
  YARA_DETECTION: {
    ...values("RULE_NAME FILE_PATH HASH PROCESS_ID BASE_ADDRESS MEMORY_SIZE"),
    PROCESS: "open",
  },
};

/** What an answer of this type can have below `event`; undefined where its body is not documented. Every answer may carry an error. */
export function answerBody(eventType: string): AnswerBody | undefined {
  return Object.hasOwn(bodies, eventType) ? { ...bodies[eventType], ...error } : undefined;
}
