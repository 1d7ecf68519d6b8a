import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { filesAt } from "../../src/adapters/disk/files.js";
import { defaultOrganization } from "../../src/core/model/configuration.js";
import type { QueueEntry } from "../../src/core/model/queue.js";
import type { Task } from "../../src/core/model/task.js";
import { tasksIn } from "../../src/core/validate/task-in-organization.js";
import { readProject } from "../../src/flow/load/project.js";
import { temporaryFolder } from "../support/repository.js";

/** What stands beside a stored ledger: the files of that time, what the queue shows, and what a plan has to say. */
export interface GoldenCase {
  readonly about: string;
  /** When it is planned, epoch milliseconds. */
  readonly nowMs: number;
  /** Task files, as people wrote them. */
  readonly tasks: readonly { readonly [member: string]: unknown }[];
  readonly queue: readonly QueueEntry[];
  /** One line per decision: verb or state, subject, row. */
  readonly expected: readonly string[];
}

export const goldenFolder = "test/golden-ledgers";

/** The tasks of a case, through the whole of reading and validation. */
export function tasksOf({ tasks }: Pick<GoldenCase, "tasks">): readonly Task[] {
  const folder = temporaryFolder();
  try {
    folder.write("lctasks.yaml", "version: 1\nproject: acme\n");
    for (const each of tasks) folder.write(`tasks/${String(each["name"])}.yaml`, stringify(each));
    const { tasks: declared } = readProject({ files: filesAt(folder.path), configPath: "lctasks.yaml" });
    return tasksIn(defaultOrganization, declared);
  } finally {
    folder.dispose();
  }
}

/** A file of a case as text. */
export const goldenText = (file: string): string => readFileSync(join(goldenFolder, file), "utf8");
