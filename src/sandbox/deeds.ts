import { Refusal } from "./answer.js";
import { connectSensors, disconnectSensors, failSensors, mendSensors } from "./connections.js";
import { control } from "./control.js";
import type { Deed } from "./deed.js";
import { enroll } from "./enrolment.js";
import { parseRequest } from "./request.js";
import { respond } from "./respond.js";
import { whichOrganization } from "./which-organization.js";
import type { World } from "./world.js";

/** Does a deed again, at its time. */
export function redo(world: World, deed: Deed): void {
  const { clock } = world;
  clock.hold(() => {
    if (deed.at > clock.nowMs()) clock.advance((deed.at - clock.nowMs()) / 1000);
    perform(world, deed);
  });
}

function perform(world: World, deed: Deed): void {
  switch (deed.kind) {
    case "request": {
      const request = parseRequest({ ...deed.raw, body: Buffer.from(deed.raw.body, "base64") });
      const { method, path } = request;
      const at = new Date(deed.at).toISOString();
      const oid = whichOrganization(world, request);
      world.requests.push({ at, method, path, oid, action: deed.action, status: deed.status });
      refusable(() => respond(world, request, 0));
      break;
    }
    case "control": {
      const request = parseRequest({ ...deed.raw, body: Buffer.from(deed.raw.body, "base64") });
      refusable(() => control(world, request));
      break;
    }
    case "fault hit":
      world.faults.take(deed.subject);
      break;
    case "advance":
      world.clock.advance(deed.seconds);
      break;
    case "connect":
      connectSensors(world, deed.which);
      break;
    case "disconnect":
      disconnectSensors(world, deed.which);
      break;
    case "fail":
      failSensors(world, deed.which);
      break;
    case "mend":
      mendSensors(world, deed.which);
      break;
    case "enroll": {
      const organization = world.organizations.get(deed.oid);
      if (organization) enroll(organization, deed.sensors);
      break;
    }
    case "variants":
      if (deed.values === "defaults") world.variants.reset();
      else world.variants.set(deed.values);
      break;
    case "fault":
      if (deed.fault === "none") world.faults.clear();
      else world.faults.add(deed.fault);
      break;
    default:
      world.reset();
  }
}

/** A refusal was an answer then, and is nothing now. */
function refusable(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
