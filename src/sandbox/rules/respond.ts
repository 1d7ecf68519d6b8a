import { asText } from "../as-text.js";
import { parseGoDuration } from "../../core/detection/go-duration.js";
import type { JsonObject } from "../../core/model/json.js";
import { Refusal } from "../answer.js";
import type { PendingResponse } from "../appointments.js";
import { actions } from "./actions/table.js";
import { report } from "./actions/report.js";
import { ActionError, type Occasion } from "./occasion.js";
import { isSuppressed } from "./suppression.js";

/** What a detection does next: it is stored, goes to outputs and to rules about detections. */
export type OnDetection = (occasion: Occasion, detection: JsonObject, published: boolean) => void;

/** Does the actions of a rule in their order, from one of them on. One that cannot be done becomes an error of the rule; the others are done. */
export function respond(
  occasion: Occasion,
  response: { readonly actions: readonly JsonObject[]; readonly from: number },
  onDetection: OnDetection,
): void {
  for (const [index, action] of response.actions.entries()) {
    if (index < response.from) continue;
    if (action.action === "wait") {
      suspend(occasion, action, { actions: response.actions, from: index + 1 });
      return;
    }
    guarded(occasion, action, () => {
      if (isSuppressed(occasion, action, index)) return;
      perform(occasion, action, onDetection);
    });
  }
}

function perform(occasion: Occasion, action: JsonObject, onDetection: OnDetection): void {
  if (action.action === "report") {
    const detection = report(occasion, action);
    occasion.reported.detection = detection;
    onDetection(occasion, detection, action.publish !== false);
    return;
  }
  const name = asText(action.action);
  const act = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!act) throw new ActionError(`unknown action: ${name}`);
  act(occasion, action);
}

/** `wait`: the rest happens later. A duration is text as Go writes it, or seconds. */
function suspend(
  { organization, sensor, ...occasion }: Occasion,
  { duration }: JsonObject,
  rest: { readonly actions: readonly JsonObject[]; readonly from: number },
): void {
  const waitMs = typeof duration === "number" ? duration * 1000 : (parseGoDuration(asText(duration)) ?? 0);
  const { clock, oid } = organization;
  const left: PendingResponse = { ...occasion, ...rest, oid, sid: sensor?.sid };
  clock.schedule(clock.nowMs() + waitMs, { kind: "respond", ...left });
}

function guarded(occasion: Occasion, action: JsonObject, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ActionError || error instanceof Refusal)) throw error;
    const reason = error instanceof Refusal ? error.reason : error.message;
    noteError(occasion, `${asText(action.action)}: ${reason}`);
  }
}

/** Keeps what went wrong where people look: in the organization's errors and on the rule (reference: API, section 11). */
export function noteError({ organization, rule: { hive, name } }: Occasion, error: string): void {
  const { clock, errors, oid, hives } = organization;
  const component = `${hive}/${name}`;
  if (errors.get(component)?.error === error) return;
  errors.set(component, { component, error, oid, ts: clock.nowMs() });
  hives[hive].noteError(name, error, clock.nowMs());
}
