import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";
import { filesAt } from "../../../src/adapters/disk/files.js";
import type { Finding } from "../../../src/core/model/finding.js";
import type { Loaded } from "../../../src/flow/load.js";
import { readProject } from "../../../src/flow/load/project.js";

const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** What a repository holds: path to content. */
export interface Content {
  readonly [path: string]: string | Uint8Array;
}

/** A real folder with these files; it goes away after the test. */
export function folderWith(content: Content): string {
  const folder = mkdtempSync(join(tmpdir(), "lctasks-"));
  made.push(folder);
  for (const [path, text] of Object.entries(content)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A configuration that is valid and has two organizations. */
export const config = `version: 1
project: acme
organizations:
  prod: { oid: 8cbe27f4-bfa1-4afb-ba19-138cd51389cd, apiKeyEnv: LC_API_KEY, labels: [pilot] }
  eu-west: { oid: 11111111-2222-4333-8444-555555555555, apiKeyEnv: LC_API_KEY_EU, labels: [europe] }
`;

/** A task that has nothing to complain about. */
export const task = (name: string, more = ""): string =>
  `name: ${name}\ntask: os_version\nselector: plat == \`windows\` and arch != \`usp_adapter\`\nttl: 1d\n${more}`;

/** Loads a folder with these files and a valid configuration, where none is given. */
export function loadWith(content: Content, paths?: readonly string[]): Loaded {
  const files = filesAt(folderWith({ "lctasks.yaml": config, ...content }));
  return readProject({ files, configPath: "lctasks.yaml", ...(paths === undefined ? {} : { paths }) });
}

/** A finding as lines: where, how bad, which check; what; what to do. */
export function said({ at, severity, check, message, fix }: Finding): string {
  const place = at === undefined ? "" : `${at.file}:${at.line}:${at.column} `;
  return `${place}${severity} ${check}\n${message}\n${fix}`;
}

/** What loading says about these files. */
export function saidOf(content: Content, paths?: readonly string[]): string[] {
  return loadWith(content, paths).findings.map(said);
}

/** What loading says about one task file. */
export const saidOfTask = (text: string | Uint8Array): string[] => saidOf({ "tasks/a.yaml": text });
