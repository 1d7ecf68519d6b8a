/** Platform codes and names (reference: selectors, section 5). Exact values: masking would call an IT Glue adapter "windows". */
const platformNames: ReadonlyMap<number, string> = new Map([
  [0x01000000, "crowdstrike"],
  [0x02000000, "xml"],
  [0x03000000, "wel"],
  [0x04000000, "msdefender"],
  [0x05000000, "duo"],
  [0x06000000, "okta"],
  [0x07000000, "sentinel_one"],
  [0x08000000, "github"],
  [0x09000000, "slack"],
  [0x0a000000, "cef"],
  [0x0b000000, "lc_event"],
  [0x0c000000, "azure_ad"],
  [0x0d000000, "azure_monitor"],
  [0x0e000000, "canary_token"],
  [0x0f000000, "guard_duty"],
  [0x10000000, "windows"],
  [0x11000000, "itglue"],
  [0x12000000, "k8s_pods"],
  [0x13000000, "zeek"],
  [0x14000000, "mac_unified_logging"],
  [0x15000000, "azure_event_hub_namespace"],
  [0x16000000, "azure_key_vault"],
  [0x17000000, "azure_kubernetes_service"],
  [0x18000000, "azure_network_security_group"],
  [0x19000000, "azure_sql_audit"],
  [0x1a000000, "email"],
  [0x1b000000, "fortigate"],
  [0x1c000000, "trend_worryfree"],
  [0x1d000000, "netscaler"],
  [0x1e000000, "paloalto_fw"],
  [0x1f000000, "iis"],
  [0x20000000, "linux"],
  [0x21000000, "hubspot"],
  [0x22000000, "zendesk"],
  [0x23000000, "pandadoc"],
  [0x24000000, "falconcloud"],
  [0x25000000, "mimecast"],
  [0x26000000, "sublime"],
  [0x27000000, "box"],
  [0x28000000, "cylance"],
  [0x29000000, "proofpoint"],
  [0x2a000000, "entraid"],
  [0x2b000000, "wiz"],
  [0x2c000000, "bitwarden"],
  [0x2d000000, "trend_micro"],
  [0x2e000000, "otel"],
  [0x2f000000, "cortex_xdr"],
  [0x30000000, "macos"],
  [0x31000000, "harmony"],
  [0x32000000, "threatlocker"],
  [0x33000000, "halopsa"],
  [0x40000000, "ios"],
  [0x50000000, "android"],
  [0x60000000, "chrome"],
  [0x70000000, "vpn"],
  [0x80000000, "text"],
  [0x90000000, "json"],
  [0xa0000000, "gcp"],
  [0xb0000000, "aws"],
  [0xc0000000, "carbon_black"],
  [0xd0000000, "1password"],
  [0xe0000000, "office365"],
  [0xf0000000, "sophos"],
]);

/** Architecture codes and names (reference: selectors, section 5). */
const architectureNames: ReadonlyMap<number, string> = new Map([
  [1, "x86"],
  [2, "x64"],
  [3, "arm"],
  [4, "arm64"],
  [5, "alpine64"],
  [6, "chromium"],
  [7, "wireguard"],
  [8, "arml"],
  [9, "usp_adapter"],
]);

/** The name of a platform; a code that we do not know stays a number as text, so that it equals no name. */
export const platformName = (code: unknown): string | undefined => nameOf(platformNames, code);

/** The name of an architecture; a code that we do not know stays a number as text. */
export const architectureName = (code: unknown): string | undefined => nameOf(architectureNames, code);

/** A code is a number, or its decimal or hexadecimal text; other text is a name already. Undefined: the listing says nothing. */
function nameOf(names: ReadonlyMap<number, string>, code: unknown): string | undefined {
  if (typeof code === "string" && !/^(?:0x[0-9a-f]+|\d+)$/i.test(code)) return code === "" ? undefined : code;
  if (typeof code !== "string" && typeof code !== "number") return undefined;
  const value = Number(code);
  return names.get(value) ?? String(value);
}
