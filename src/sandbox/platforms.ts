import type { ArchitectureName, PlatformName } from "../core/model/fleet-names.js";

/** Platform names of the selector language and their numbers on the wire (reference: selectors, section 5). */
export const platformNumbers = {
  windows: 0x10000000,
  linux: 0x20000000,
  macos: 0x30000000,
  chrome: 0x60000000,
  okta: 0x06000000,
  github: 0x08000000,
  lc_event: 0x0b000000,
  wel: 0x03000000,
  office365: 0xe0000000,
  aws: 0xb0000000,
  json: 0x90000000,
  text: 0x80000000,
} as const satisfies Readonly<Record<PlatformName, number>>;

export type Platform = PlatformName;

/** Architecture names and their numbers on the wire (reference: API, 7.5). */
export const architectureNumbers = {
  x86: 1,
  x64: 2,
  arm: 3,
  arm64: 4,
  alpine64: 5,
  chromium: 6,
  wireguard: 7,
  arml: 8,
  usp_adapter: 9,
} as const satisfies Readonly<Record<ArchitectureName, number>>;

export type Architecture = ArchitectureName;
