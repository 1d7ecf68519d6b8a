/** One `task` request: what all its sensors are to run. */
export interface QueuedTask {
  readonly task_id: string;
  /** The command line. */
  readonly task: string;
  readonly context: string;
  readonly createdMs: number;
  /** Epoch milliseconds; checked at each delivery attempt only (reference: API, 4.4). */
  readonly expiresMs: number;
  /** The selector of the request, for the older forms of `list`. */
  readonly selector: string;
  /** Sensors that have confirmed. */
  readonly acknowledged: Set<string>;
}

/** One sensor's part of a task. */
export interface PendingDelivery {
  readonly sid: string;
  readonly task: QueuedTask;
}

interface Removal extends PendingDelivery {
  readonly atMs: number;
}

/** Everything that a queue remembers, to be kept over a restart. */
export interface QueueMemory {
  readonly bySensor: ReadonlyMap<string, ReadonlyMap<string, QueuedTask>>;
  readonly removed: readonly Removal[];
}

/** Removals that are remembered to show an earlier state of the queue. */
const removalsKept = 10_000;

/** Everything that waits in one organization, by sensor and by task: no step looks at all of it but a full listing. */
export class TaskQueue {
  readonly #bySensor = new Map<string, Map<string, QueuedTask>>();
  #removed: Removal[] = [];

  /** Pending deliveries in all, expired ones that nobody looked at yet included. */
  get size(): number {
    let size = 0;
    for (const tasks of this.#bySensor.values()) size += tasks.size;
    return size;
  }

  add(task: QueuedTask, sid: string): void {
    const waiting = this.#bySensor.get(sid);
    if (waiting) waiting.set(task.task_id, task);
    else this.#bySensor.set(sid, new Map([[task.task_id, task]]));
  }

  /** What waits for a sensor, oldest first; of one task only when its id is given. A copy: deliveries change the queue. */
  waitingFor(sid: string, taskId?: string): readonly QueuedTask[] {
    const waiting = this.#bySensor.get(sid);
    if (taskId === undefined) return [...(waiting?.values() ?? [])];
    const task = waiting?.get(taskId);
    return task ? [task] : [];
  }

  /** Takes one sensor's part away; false when it was not there. */
  remove(sid: string, task: QueuedTask, atMs: number): boolean {
    const waiting = this.#bySensor.get(sid);
    if (!waiting?.delete(task.task_id)) return false;
    if (waiting.size === 0) this.#bySensor.delete(sid);
    this.#remember({ sid, task, atMs });
    return true;
  }

  /** What waited at an instant for these sensors (all of them when left out) and had not expired at `nowMs`, grouped by sensor. */
  *pending(nowMs: number, atMs: number, sids?: ReadonlySet<string>): Generator<PendingDelivery> {
    const lives = (task: QueuedTask): boolean => task.expiresMs > nowMs && task.createdMs <= atMs;
    for (const sid of sids ?? this.#bySensor.keys()) {
      for (const task of this.#bySensor.get(sid)?.values() ?? []) if (lives(task)) yield { sid, task };
    }
    for (const removal of this.#removed) {
      if (removal.atMs > atMs && lives(removal.task) && (!sids || sids.has(removal.sid))) yield removal;
    }
  }

  remember(): QueueMemory {
    return { bySensor: this.#bySensor, removed: this.#removed };
  }

  /** Takes over what another queue remembered. */
  recall({ bySensor, removed }: QueueMemory): void {
    for (const [sid, tasks] of bySensor) this.#bySensor.set(sid, new Map(tasks));
    this.#removed = [...removed];
  }

  #remember(removal: Removal): void {
    this.#removed.push(removal);
    if (this.#removed.length >= removalsKept * 2) this.#removed = this.#removed.slice(-removalsKept);
  }
}
