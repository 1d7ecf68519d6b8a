import type { CommandTargets } from "../command/lint.js";
import type { Finding } from "../model/finding.js";
import type { Ignore } from "../model/ignore.js";
import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import type { DeclaredTask } from "../model/task.js";
import { commandPlatforms } from "../selector/platforms.js";
import { checks } from "./checks.js";
import { listed, quoted } from "./describe.js";
import { durationFindings, secondsOf } from "./durations.js";
import { readIgnores } from "./ignore.js";
import { commandFindings, selectorFindings } from "./languages.js";
import { brokenResponseFindings, responseFindings } from "./response.js";
import { scheduleFindings } from "./schedule.js";
import { shapeFindings, validators } from "./shape.js";
import type { Source } from "./source.js";
import { targetPlatforms } from "./target-platforms.js";
import { type TaskFile, toTask, writtenTtl } from "./task.js";

/** One document, checked by itself. `task` is there when its shape is right. */
export interface CheckedTask {
  readonly task?: DeclaredTask;
  readonly findings: readonly Finding[];
  /** What its `ignore` asks for. */
  readonly ignores: readonly Ignore[];
  /** Where variables are put in: what the task is in each group of organizations that get the same text. */
  readonly rendered?: readonly RenderedTask[];
}

/** A task as some organizations get it. */
export interface RenderedTask {
  readonly task: DeclaredTask;
  readonly aliases: readonly string[];
}

/** Checks one document of a task file by itself, with nothing to put in. `project` gives the default context. */
export function checkDocument(data: Json, project: string, source: Source): CheckedTask {
  if (validators.task(data)) return { task: toTask(data, project, source), ...checkMembers(data, source) };
  const shape = shapeFindings("task", source);
  const members = soundMembers(data, shape.broken);
  const sound = checkMembers(members, source);
  const response = shape.broken.has("response")
    ? brokenResponseFindings(data, members.task, { mistakes: shape.places, source })
    : [];
  return { ...sound, findings: [...shape.findings, ...sound.findings, ...response] };
}

/** Checks the members that have the shape that the schema says. */
export function checkMembers(file: Partial<TaskFile>, source: Source): Omit<CheckedTask, "task"> {
  const { ignores, findings } = readIgnores(file.ignore ?? [], source);
  return { ignores, findings: [...memberFindings(file, source), ...findings] };
}

/** The members that the validator did not complain of: they have the types that the schema says, the others are as if not there. */
function soundMembers(data: Json, broken: ReadonlySet<string>): Partial<TaskFile> {
  if (!isJsonObject(data)) return {};
  const sound: JsonObject = Object.fromEntries(Object.entries(data).filter(([key]) => !broken.has(key)));
  assertSound(sound);
  return sound;
}

function assertSound(_members: JsonObject): asserts _members is JsonObject & Partial<TaskFile> {}

/** Everything about single members that a schema cannot say. */
function memberFindings(file: Partial<TaskFile>, source: Source): Finding[] {
  const { selector, task: line, acknowledge: acknowledged = [], response = [] } = file;
  return [
    ...nameFindings(file, source),
    ...platformFindings(file, source),
    ...durationFindings(writtenTtl(file, source)),
    ...scheduleFindings(file, source),
    ...(selector === undefined ? [] : selectorFindings(selector, source)),
    ...(line === undefined
      ? []
      : commandFindings({ line, targets: commandTargets(file, source), acknowledged }, source)),
    ...responseFindings(response, line, source),
  ];
}

function commandTargets(file: Partial<TaskFile>, source: Source): CommandTargets {
  const ttlSeconds = secondsOf(writtenTtl(file, source));
  return {
    ...targetPlatforms(file),
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
  };
}

/** `movedFrom: none` says that nothing was renamed, so no task can be called so. */
function nameFindings({ name, movedFrom }: Partial<TaskFile>, source: Source): Finding[] {
  if (name === "none") {
    return [
      {
        check: checks.taskReservedName,
        severity: "error",
        message: 'Cannot call a task "none": movedFrom: none says that nothing was renamed',
        fix: "Choose another name",
        at: source.value(["name"]),
      },
    ];
  }
  if (movedFrom === undefined || movedFrom !== name) return [];
  return [
    {
      check: checks.taskMovedFrom,
      severity: "error",
      message: `Cannot move ${quoted(movedFrom)} to itself`,
      fix: "Write the name that the task had before, or remove the line",
      at: source.value(["movedFrom"]),
    },
  ];
}

function platformFindings({ plat }: Partial<TaskFile>, source: Source): Finding[] {
  const names = plat === undefined ? [] : [plat].flat();
  return names.flatMap((name, index) => {
    if (commandPlatforms.includes(name)) return [];
    return [
      {
        check: checks.taskPlatform,
        severity: "warning",
        message: `No agent of the platform ${quoted(name)} takes commands`,
        fix: `Write ${listed(commandPlatforms, "or")}`,
        at: source.value(Array.isArray(plat) ? ["plat", index] : ["plat"]),
      },
    ];
  });
}
