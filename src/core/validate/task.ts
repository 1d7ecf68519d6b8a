import type { Shapes } from "../../schema/schemas.js";
import { bucketsFor } from "../model/buckets.js";
import { parseDuration } from "../model/duration.js";
import { type DeclaredTarget, wireTarget } from "../model/target.js";
import type { DeclaredTask, HaltOn, Recurrence, TaskTexts } from "../model/task.js";
import type { DeclaredResponse } from "../model/rule.js";
import { secondsOf, type WrittenDuration } from "./durations.js";
import type { Source } from "./source.js";

/** One document of a task file as its schema accepts it. */
export type TaskFile = Shapes["task"];

/** A task whose shape is right, with its defaults, as the program uses it. `project` gives the default context. */
export function toTask(file: TaskFile, project: string, source: Source): DeclaredTask {
  const ttlSeconds = secondsOf(writtenTtl(file, source));
  const every = recurrenceOf(file);
  return {
    name: file.name,
    ...(file.description === undefined ? {} : { description: file.description }),
    context: `${project}-${file.name}`,
    ...declaredTexts(file),
    contextWritten: file.context !== undefined,
    exactContext: file.exactContext ?? false,
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
    run: file.run ?? 1,
    ...(every === undefined ? {} : { every }),
    ...wavesOf(file),
    ...(file.coverage === undefined ? {} : { coverage: file.coverage }),
    ...(file.movedFrom === undefined ? {} : { movedFrom: file.movedFrom }),
    accept: [file.accept ?? []].flat(),
    ...(file.paused === undefined ? {} : { paused: file.paused }),
    onRemove: file.onRemove ?? "cancel",
    acknowledge: file.acknowledge ?? [],
    ...(file.organizations === undefined ? {} : { organizations: [file.organizations].flat() }),
    at: source.value([]),
  };
}

/** What is sent, where, and what happens with the answers. */
export function declaredTexts(
  file: TaskTexts,
): Pick<DeclaredTask, "command" | "target" | "response"> & Partial<Pick<DeclaredTask, "context">> {
  return {
    command: file.task.trim(),
    target: wireTarget(declaredTarget(file)),
    ...(file.context === undefined ? {} : { context: file.context }),
    response: responsesOf(file),
  };
}

/** The task's time to live as the file writes it. */
export const writtenTtl = (file: Pick<TaskFile, "ttl">, source: Source): WrittenDuration => ({
  kind: "task",
  path: ["ttl"],
  value: file.ttl,
  minimumSeconds: 1,
  source,
});

/** The recurrence of a file; undefined when its run is issued once. */
function recurrenceOf({ every, catchUp }: TaskFile): Recurrence | undefined {
  const seconds = every === undefined ? undefined : parseDuration(every);
  return seconds === undefined ? undefined : { seconds, catchUp: catchUp ?? false };
}

/** The steps of a file; undefined when its run reaches everybody at once. */
function wavesOf({ waves, haltOn }: TaskFile): Pick<DeclaredTask, "waves" | "haltOn"> {
  if (waves === undefined) return {};
  const steps = waves.map(({ percent, soak = 0 }) => ({
    buckets: bucketsFor(percent),
    soakSeconds: parseDuration(soak) ?? 0,
  }));
  return { waves: steps, ...(haltOn === undefined ? {} : { haltOn: haltOf(haltOn) }) };
}

function haltOf({ failures, percent, confirmed }: NonNullable<TaskFile["haltOn"]>): HaltOn {
  return {
    ...(failures === undefined ? {} : { failures }),
    ...(percent === undefined ? {} : { percent }),
    ...(confirmed === undefined
      ? {}
      : { confirmed: { run: confirmed.run, buckets: bucketsFor(confirmed.percent) } }),
  };
}

/** The schema lets exactly one of the five through. Sensor ids are compared in lower case everywhere. */
function declaredTarget({ selector, sid, tag, plat }: TaskTexts): DeclaredTarget {
  if (selector !== undefined) return { selector };
  if (sid !== undefined) return { sid: [sid].flat().map((id) => id.toLowerCase()) };
  if (tag !== undefined) return { tag };
  return plat === undefined ? { all: true } : { plat };
}

function responsesOf({ response = [] }: TaskTexts): readonly DeclaredResponse[] {
  return response.map(({ key, detect, respond, tests }) => ({
    ...(key === undefined ? {} : { key }),
    ...(detect === undefined ? {} : { detect }),
    respond,
    ...(tests === undefined ? {} : { tests }),
  }));
}
