import { type Answer, refuse } from "./answer.js";
import { nobody } from "./call.js";
import { endpoints } from "./endpoints/table.js";
import type { ApiRequest } from "./request.js";
import { createRouter } from "./router.js";
import type { Caller } from "./tokens.js";
import type { World } from "./world.js";

const route = createRouter(endpoints);

/**
 * Answers an API request: finds its endpoint, checks the token, does the work. Throws a Refusal for everything but a success.
 * `staleS`: reads show the state of that many seconds ago.
 */
export function respond(world: World, request: ApiRequest, staleS: number): Answer {
  const { endpoint, parts } = route(request);
  const caller = endpoint.access === "public" ? nobody : authenticate(world, request);
  const delayS = Math.max(staleS, world.variants.current().read_delay_s);
  return endpoint.handle({ world, request, parts, caller, viewMs: world.clock.nowMs() - delayS * 1000 });
}

/** Who calls; the scheme in any case (reference: API, 1.2). Throws 401. */
function authenticate(world: World, request: ApiRequest): Caller {
  const [, token = ""] = /^bearer +(\S+)$/i.exec(request.authorization) ?? [];
  const caller = world.tokens.read(token, world.clock.nowMs());
  if (!caller) throw refuse(401, "unauthorized");
  return caller;
}
