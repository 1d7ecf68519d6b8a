import type { CompiledNode } from "../detection/compiled-node.js";
import { sceneOf } from "../detection/evaluate.js";
import type { CompiledDetect } from "../detection/compiled-rule.js";
import { parseEventPath } from "../detection/event-path.js";
import { platformCodes } from "../detection/platforms.js";
import { memberOf, type Scene } from "../detection/scene.js";
import { allOf, anyOf, opposite, Uncertain, type Verdict } from "../detection/verdict.js";
import type { JsonObject } from "../model/json.js";

/** What is known of an answer before it comes. What is absent can be anything. */
export interface PossibleAnswer {
  readonly investigationId: string;
  readonly eventType?: string;
  /** Name of the sensor's platform. */
  readonly platform?: string;
}

const open = new Uncertain("it depends on more than is known of the answer");

/** Whether a rule fires on an answer, as far as event type, platform and investigation id decide it: false is certain. */
export function mayFire(detect: CompiledDetect, answer: PossibleAnswer): Verdict {
  if (detect.stateful || detect.target.name !== "edr") return open;
  return judge(detect.node, sceneOf(detect.target, recordOf(answer), {}));
}

function recordOf({ investigationId, eventType, platform }: PossibleAnswer): JsonObject {
  const plat = platform === undefined ? undefined : platformCodes.get(platform);
  return {
    routing: {
      investigation_id: investigationId,
      ...(eventType === undefined ? {} : { event_type: eventType }),
      ...(plat === undefined ? {} : { plat }),
    },
  };
}

function judge(node: CompiledNode, scene: Scene): Verdict {
  const { events, negated, isTop, times } = node;
  const isOther = events !== undefined && (scene.eventType === undefined || !events.has(scene.eventType));
  if (isOther && scene.eventType !== undefined) return isTop || !negated ? false : open;
  const own = negated ? opposite(judgeOwn(node, scene)) : judgeOwn(node, scene);
  if (!isOther && times === undefined) return own;
  return own === false && (isTop || !negated) ? false : open;
}

function judgeOwn(node: CompiledNode, scene: Scene): Verdict {
  const { combines } = node.operation;
  if (combines?.kind === "and") return allOf(combines.parts, (part) => judge(part, scene));
  if (combines?.kind === "or") return anyOf(combines.parts, (part) => judge(part, scene));
  return isDecided(node, scene) ? node.operation.judge(scene) : open;
}

/** True when a node looks at nothing but what is known of the answer. */
function isDecided({ op, raw, operation }: CompiledNode, { record }: Scene): boolean {
  if (operation.inner !== undefined || isTemplated(raw)) return false;
  const member = typeof raw["path"] === "string" ? routingMember(raw["path"]) : platformMember(op);
  return member !== undefined && memberOf(memberOf(record, "routing"), member) !== undefined;
}

/** The member of `routing` that a path leads to. */
function routingMember(path: string): string | undefined {
  const { parts } = parseEventPath(path);
  return parts.length === 2 && parts[0] === "routing" ? parts[1] : undefined;
}

/** Operators that look at the platform and have no path. */
const platformOperators: ReadonlySet<string> = new Set([
  "is platform",
  "is windows",
  "is linux",
  "is mac",
  "is chrome",
]);

const platformMember = (op: string): string | undefined => (platformOperators.has(op) ? "plat" : undefined);

/** Values that are taken from elsewhere. */
const isTemplated = (raw: JsonObject): boolean =>
  [raw["value"], raw["re"]].some((value) => typeof value === "string" && /<<|\[\[|\{\{/.test(value));
