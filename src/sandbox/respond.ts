import { type Answer, Refusal, refuse } from "./answer.js";
import { nobody } from "./call.js";
import type { ApiRequest } from "./request.js";
import { route } from "./router.js";
import type { Caller } from "./tokens.js";
import type { World } from "./world.js";

/** Answers an API request: finds its endpoint, checks the token, does the work. Never throws. `staleS`: reads show the state of that many seconds ago. */
export function respond(world: World, request: ApiRequest, staleS: number): Answer {
  return refusalsAnswered(() => {
    const { endpoint, parts } = route(request);
    const caller = endpoint.access === "public" ? nobody : authenticate(world, request);
    const delayS = Math.max(staleS, world.variants.current().read_delay_s);
    return endpoint.handle({ world, request, parts, caller, viewMs: world.clock.nowMs() - delayS * 1000 });
  });
}

/** Runs a handler; a refusal is its answer. */
export function refusalsAnswered(handle: () => Answer): Answer {
  try {
    return handle();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/** Who calls; the scheme in any case (reference: API, 1.2). Throws 401. */
function authenticate(world: World, request: ApiRequest): Caller {
  const [, token = ""] = /^bearer +(\S+)$/i.exec(request.authorization) ?? [];
  const caller = world.tokens.read(token, world.clock.nowMs());
  if (!caller) throw refuse(401, "unauthorized");
  return caller;
}
