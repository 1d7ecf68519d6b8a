import { isJsonObject, type Json } from "../core/model/json.js";
import { targetSelector } from "../core/model/target.js";
import type { Task } from "../core/model/task.js";
import { namedTags } from "../core/selector/named-tags.js";
import { parseSelector } from "../core/selector/parse.js";

/** What decisions about some tasks need of an organization beyond what is always read. */
export interface Needs {
  /** False: the sensors are not listed, and nobody knows how many a run would reach. */
  readonly sensors: boolean;
  /** Tags that targets name; undefined when a target reads tags in another way than by name. */
  readonly tags: readonly string[] | undefined;
  /** True when a response sends to an output, whose name has to exist. */
  readonly outputs: boolean;
  /** All of them, where the next wave of one depends on what failed; else none. */
  readonly halting: readonly Task[];
}

/** Everything about the sensors, nothing about tags or outputs. */
export const noTasks: Needs = { sensors: true, tags: [], outputs: false, halting: [] };

/** What decisions about these tasks need. */
export function needsOf(tasks: readonly Task[], sensors = true): Needs {
  const tags = tasks.map(tagsOf);
  return {
    sensors,
    tags: tags.every((names) => names !== undefined) ? [...new Set(tags.flat())] : undefined,
    outputs: tasks.some(({ response }) => response.some(({ respond }) => respond.some(isOutput))),
    halting: tasks.some(({ haltOn }) => haltOn !== undefined) ? tasks : [],
  };
}

function tagsOf({ target }: Task): readonly string[] | undefined {
  const parsed = parseSelector(targetSelector(target));
  return parsed.ok ? namedTags(parsed.expression) : [];
}

const isOutput = (action: Json): boolean => isJsonObject(action) && action["action"] === "output";
