import { type Answer, ok, refuse } from "../answer.js";
import { admit, type Call } from "../call.js";
import { objectMember, textMember } from "../replay/members.js";
import { replayQuery } from "../replay/query.js";
import { replayRule } from "../replay/rule.js";
import { replayStats } from "../replay/stats.js";
import type { Endpoint } from "./endpoint.js";

/** `POST /` of the replay host: a rule, or a query when the body has one (reference: API, 8.2). */
function replay(call: Call): Answer {
  const body = objectMember(call.request.json, "the body");
  const organization = admit(call, textMember(body.oid), "insight.evt.get");
  if (textMember(body.query) === "") {
    const outcome = replayRule(organization, body);
    return isProblem(outcome) ? brokenRule(call, outcome.problem) : ok(outcome);
  }
  const outcome = replayQuery(organization, body);
  if (!isProblem(outcome)) return ok(outcome);
  if (body.is_validation === true) return broken(outcome.problem);
  throw refuse(400, outcome.problem);
}

const isProblem = (outcome: object): outcome is { readonly problem: string } =>
  Object.hasOwn(outcome, "problem");

/** A rule that does not compile: a 200 whose `error` says so, or a 400 (reference: API, 8.2). */
function brokenRule(call: Call, problem: string): Answer {
  if (call.world.variants.current().replay_broken_rule_status === 400) throw refuse(400, problem);
  return broken(problem);
}

const broken = (problem: string): Answer =>
  ok({ error: problem, stats: replayStats([], 0), results: [], did_match: false, traces: [] });

/** The classic Python client puts a second slash behind the host (seen in the Python client). */
export const replayEndpoints: readonly Endpoint[] = [
  { method: "POST", path: "/", access: "token", handle: replay },
  { method: "POST", path: "//", access: "token", handle: replay },
];
