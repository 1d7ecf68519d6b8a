import type { Others } from "./others.js";
import { type Alias, liveRules, type Service } from "./service.js";

/** At the end, when every sensor was there: which promises what was told and what is left breaks. */
export function verdict(service: Service, others: Others): string[] {
  return [...toldTwice(service, others), ...lostTasks(service, others), ...changedRules(service, others)];
}

/** No sensor got one token under two task_ids; what somebody else queued may be whatever it is. */
function toldTwice({ world }: Service, { everQueued }: Others): string[] {
  const told = new Map<string, string>();
  return [...world.organizations.values()].flatMap(({ oid, deliveries }) =>
    deliveries.flatMap(({ sid, context, task_id }) => {
      if (everQueued.has(task_id)) return [];
      const before = told.get(`${oid} ${sid} ${context}`);
      told.set(`${oid} ${sid} ${context}`, task_id);
      const isSame = before === undefined || before === task_id;
      return isSame ? [] : [`${sid} was told ${context} as ${before} and as ${task_id}`];
    }),
  );
}

/** What somebody else queued waits for, or reached, every sensor it was for. */
function lostTasks(service: Service, { tasks }: Others): string[] {
  return tasks.flatMap(({ alias, id, sids }) => {
    const { queue, deliveries } = service.organization(alias);
    const told = new Set(deliveries.flatMap(({ sid, task_id }) => (task_id === id ? [sid] : [])));
    const missing = sids.filter((sid) => !told.has(sid) && queue.waitingFor(sid, id).length === 0);
    return missing.length === 0 ? [] : [`a foreign task lost ${missing.length} of ${sids.length} sensors`];
  });
}

function changedRules(service: Service, { rules }: Others): string[] {
  return [...rules].flatMap(([place, record]) => {
    const [alias, key = ""] = place.split(" ");
    const live = liveRules(service, alias as Alias).get(key);
    const isSame =
      JSON.stringify(live?.data) === JSON.stringify(record.data) && live?.usr_mtd.enabled === true;
    return isSame ? [] : [`the foreign rule ${key} is not what it was`];
  });
}
