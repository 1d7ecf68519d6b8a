/** Platforms whose agents can be given commands (reference: selectors, section 4). */
export const commandPlatforms: readonly string[] = ["windows", "linux", "macos", "chrome"];

/** Platforms of endpoints whose agents take no commands. */
const otherEndpoints: readonly string[] = ["ios", "android", "vpn"];

/** Platforms of adapters and cloud sources, which run no commands (reference: selectors, section 5). */
const sources: readonly string[] = [
  "1password",
  "aws",
  "azure_ad",
  "azure_event_hub_namespace",
  "azure_key_vault",
  "azure_kubernetes_service",
  "azure_monitor",
  "azure_network_security_group",
  "azure_sql_audit",
  "bitwarden",
  "box",
  "canary_token",
  "carbon_black",
  "cef",
  "cortex_xdr",
  "crowdstrike",
  "cylance",
  "duo",
  "email",
  "entraid",
  "falconcloud",
  "fortigate",
  "gcp",
  "github",
  "guard_duty",
  "halopsa",
  "harmony",
  "hubspot",
  "iis",
  "itglue",
  "json",
  "k8s_pods",
  "lc_event",
  "mac_unified_logging",
  "mimecast",
  "msdefender",
  "netscaler",
  "office365",
  "okta",
  "otel",
  "paloalto_fw",
  "pandadoc",
  "proofpoint",
  "sentinel_one",
  "slack",
  "sophos",
  "sublime",
  "text",
  "threatlocker",
  "trend_micro",
  "trend_worryfree",
  "wel",
  "wiz",
  "xml",
  "zeek",
  "zendesk",
];

/** Every platform name of the service. New ones come without notice. */
export const platformNames: ReadonlySet<string> = new Set([
  ...commandPlatforms,
  ...otherEndpoints,
  ...sources,
]);

/** What adapters are, whatever platform they claim. */
export const adapterArchitecture = "usp_adapter";

/** Every architecture name of the service (reference: selectors, section 5). */
export const architectureNames: ReadonlySet<string> = new Set([
  "x86",
  "x64",
  "arm",
  "arm64",
  "alpine64",
  "chromium",
  "wireguard",
  "arml",
  adapterArchitecture,
]);
