import type { JsonObject } from "../../core/model/json.js";
import type { Chance } from "../chance.js";
import { flagValue } from "../command-line.js";
import type { SimulatedSensor } from "../sensor.js";
import type { Ask, Body } from "./ask.js";

type System = "windows" | "linux" | "macos";

const systemOf = (sensor: SimulatedSensor): System =>
  sensor.plat === "windows" || sensor.plat === "macos" ? sensor.plat : "linux";

const packages: Readonly<Record<System, readonly string[]>> = {
  windows: ["Microsoft Edge", "7-Zip", "Microsoft Visual C++ Redistributable", "Notepad++", "VMware Tools"],
  linux: ["openssl", "openssh-server", "curl", "systemd", "sudo", "nginx"],
  macos: ["Google Chrome", "Slack", "Xcode Command Line Tools", "zoom.us"],
};

const builds: Readonly<Record<System, readonly [number, ...number[]]>> = {
  windows: [20348, 19045, 22631, 26100],
  linux: [0],
  macos: [23, 24],
};

const programs: Readonly<Record<System, readonly (readonly [string, string])[]>> = {
  windows: [
    ["C:\\Windows\\System32\\smss.exe", "SYSTEM"],
    ["C:\\Windows\\System32\\lsass.exe", "SYSTEM"],
    ["C:\\Windows\\explorer.exe", "user"],
  ],
  linux: [
    ["/usr/lib/systemd/systemd", "root"],
    ["/usr/sbin/sshd", "root"],
    ["/usr/bin/bash", "app"],
  ],
  macos: [
    ["/sbin/launchd", "root"],
    ["/usr/libexec/trustd", "_trustd"],
    ["/System/Library/CoreServices/Finder.app/Contents/MacOS/Finder", "user"],
  ],
};

const services: Readonly<Record<System, readonly string[]>> = {
  windows: ["WinDefend", "Dnscache", "EventLog", "W32Time"],
  linux: ["sshd.service", "cron.service", "systemd-journald.service"],
  macos: ["com.apple.trustd", "com.apple.mDNSResponder"],
};

const users = ["Administrator", "Guest", "svc-backup", "helpdesk"];

const some = <T>(all: readonly T[], chance: Chance): readonly T[] =>
  all.filter((_, index) => index === 0 || chance.happens(0.7));

const process = (ask: Ask): number =>
  Number(flagValue(ask.line, "--pid") ?? flagValue(ask.line, "-p") ?? 0) || 0;
/** What acting on a process by its number says; number 99999 never exists. */
const onProcess: Body = (ask) => ({ ERROR: process(ask) === 99_999 ? 87 : 0, PROCESS_ID: process(ask) });

const service = (ask: Ask, name: string): JsonObject => ({
  SVC_NAME: name,
  SVC_TYPE: 32,
  SVC_STATE: ask.chance.pick([1, 4]),
  PROCESS_ID: ask.chance.below(30_000),
  HASH: ask.chance.hex(64),
});

/** Answers about the machine as a whole. */
export const machineBodies: Readonly<Record<string, Body>> = {
  os_version: (ask) => ({ BUILD_NUMBER: ask.chance.pick(builds[systemOf(ask.sensor)]) }),
  os_packages: (ask) => ({
    PACKAGES: some(packages[systemOf(ask.sensor)], ask.chance).map((name) => ({
      PACKAGE_NAME: name,
      PACKAGE_VERSION: `${1 + ask.chance.below(20)}.${ask.chance.below(10)}.${ask.chance.below(100)}`,
    })),
  }),
  os_processes: (ask) => ({
    PROCESSES: programs[systemOf(ask.sensor)].map(([file, user], index) => ({
      PROCESS_ID: index === 0 ? 1 : 100 + ask.chance.below(30_000),
      PARENT_PROCESS_ID: index === 0 ? 0 : 1,
      COMMAND_LINE: file,
      FILE_PATH: file,
      HASH: ask.chance.hex(64),
      USER_NAME: user,
      THREADS: 1 + ask.chance.below(40),
      MEMORY_USAGE: 4096 * ask.chance.below(50_000),
    })),
  }),
  os_services: (ask) => ({
    SVCS: some(services[systemOf(ask.sensor)], ask.chance).map((name) => service(ask, name)),
    TIMESTAMP: ask.nowMs,
  }),
  os_drivers: (ask) => ({ SVCS: [service(ask, "1394ohci"), service(ask, "ACPI")] }),
  os_users: (ask) => ({ USERS: some(users, ask.chance).map((name) => ({ USER_NAME: name })) }),
  os_autoruns: (ask) => ({
    TIMESTAMP: ask.nowMs,
    AUTORUNS: [
      {
        REGISTRY_KEY: "Software\\Microsoft\\Windows\\CurrentVersion\\Run\\Sync",
        FILE_PATH: "C:\\Program Files\\Sync\\sync.exe",
        HASH: ask.chance.hex(64),
      },
    ],
  }),
  netstat: (ask) => ({
    FRIENDLY: 0,
    NETWORK_ACTIVITY: some([22, 443, 5432], ask.chance).map((port) => ({
      SOURCE: { IP_ADDRESS: "0.0.0.0", PORT: port },
      DESTINATION: { IP_ADDRESS: "0.0.0.0", PORT: 0 },
      PROTOCOL: "tcp4",
      PROCESS_ID: 100 + ask.chance.below(30_000),
      STATE: 2,
    })),
  }),
  pcap_ifaces: (ask) => ({ INTERFACE: [{ NAME: "ens4", IPV4: [ask.sensor.int_ip] }] }),
  dns_resolve: (ask) => ({ DOMAIN_NAME: ask.line.arguments.at(-1) ?? "", IP_ADDRESS: "203.0.113.10" }),
  os_kill_process: onProcess,
  os_suspend: onProcess,
  os_resume: onProcess,
  segregate_network: () => ({ ERROR: 0 }),
  rejoin_network: () => ({ ERROR: 0 }),
};
