/** Platforms that a simulated sensor can have, by the names of the selector language. */
export const platformNames = [
  "windows",
  "linux",
  "macos",
  "chrome",
  "okta",
  "github",
  "lc_event",
  "wel",
  "office365",
  "aws",
  "json",
  "text",
] as const;

export type PlatformName = (typeof platformNames)[number];

/** Architectures that a simulated sensor can have. */
export const architectureNames = [
  "x86",
  "x64",
  "arm",
  "arm64",
  "alpine64",
  "chromium",
  "wireguard",
  "arml",
  "usp_adapter",
] as const;

export type ArchitectureName = (typeof architectureNames)[number];

/** How a simulated sensor connects and disconnects: stays; sleeps at night; comes back after three weeks and stays; a bad line. */
export const patternNames = ["server", "laptop", "returning", "flapping"] as const;

export type PatternName = (typeof patternNames)[number];
