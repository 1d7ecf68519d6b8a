import type { PatternName } from "../core/model/fleet-names.js";
import type { Chance } from "./chance.js";
import type { Architecture, Platform } from "./platforms.js";

/** A kind of machine that a fleet is made of. */
export interface SensorGroup {
  readonly plat: Platform;
  readonly arches: readonly [Architecture, ...Architecture[]];
  /** Out of twenty sensors, how many are of this kind. */
  readonly share: number;
  /** Share of them that is online at the start. */
  readonly online: number;
  /** How machines of this kind come and go. */
  readonly pattern: (chance: Chance) => PatternName;
  readonly tags: (chance: Chance) => readonly string[];
  readonly hostname: (chance: Chance, number: number) => string;
}

const people = [
  "amara",
  "bjorn",
  "chen",
  "dana",
  "eli",
  "farah",
  "goran",
  "hana",
  "ivan",
  "jo",
  "kofi",
  "lena",
] as const;
const serverRoles = ["web", "db", "app", "cache", "queue", "build"] as const;
const windowsRoles = ["DC", "FS", "SQL", "EXCH", "IIS", "RDS"] as const;

const digits = (number: number, length: number): string => String(number).padStart(length, "0");
const stage = (chance: Chance): string => (chance.happens(0.7) ? "prod" : chance.pick(["staging", "dev"]));
const server = (chance: Chance): readonly string[] => ["server", stage(chance)];
const workstation = (chance: Chance): readonly string[] =>
  chance.happens(0.08) ? ["workstation", "vip"] : ["workstation"];
const stays = (): PatternName => "server";
/** Most laptops sleep at night; a few machines are away for weeks. */
const comesAndGoes = (chance: Chance): PatternName => (chance.happens(0.9) ? "laptop" : "returning");
const adapter = (): readonly string[] => ["adapter"];

/** The mix of a fleet; shares add up to twenty. */
export const sensorGroups: readonly [SensorGroup, ...SensorGroup[]] = [
  {
    plat: "windows",
    arches: ["x64"],
    share: 4,
    online: 0.95,
    pattern: stays,
    tags: server,
    hostname: (chance, number) => `${chance.pick(windowsRoles)}-${digits(number, 4)}.corp.example.com`,
  },
  {
    plat: "linux",
    arches: ["x64", "x64", "arm64"],
    share: 5,
    online: 0.95,
    pattern: stays,
    tags: server,
    hostname: (chance, number) => `${chance.pick(serverRoles)}-${digits(number, 4)}.prod.example.com`,
  },
  {
    plat: "windows",
    arches: ["x64", "x64", "x64", "arm64"],
    share: 6,
    online: 0.65,
    pattern: comesAndGoes,
    tags: workstation,
    hostname: (_chance, number) => `LT-${digits(number, 5)}`,
  },
  {
    plat: "macos",
    arches: ["arm64", "arm64", "x64"],
    share: 3,
    online: 0.6,
    pattern: comesAndGoes,
    tags: workstation,
    hostname: (chance, number) => `${chance.pick(people)}-mbp-${digits(number, 4)}.local`,
  },
  {
    plat: "linux",
    arches: ["usp_adapter"],
    share: 1,
    online: 0.9,
    pattern: stays,
    tags: adapter,
    hostname: (_chance, number) => `syslog-collector-${digits(number, 4)}`,
  },
  {
    plat: "office365",
    arches: ["usp_adapter"],
    share: 1,
    online: 1,
    pattern: stays,
    tags: adapter,
    hostname: (_chance, number) => `o365-audit-${digits(number, 4)}`,
  },
];
