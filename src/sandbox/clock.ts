import type { Appointment } from "./appointments.js";

/** The sandbox's own time, which everything in it follows: the `Date` header, token and queue expiries, event times. */
export interface Clock<Task = Appointment> {
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Jumps forward by this many seconds; what is scheduled on the way happens at its own time. Throws a RangeError for a negative number or a jump beyond the year 9999. */
  advance(seconds: number): void;
  /** Lets something happen when the clock reaches an instant (epoch milliseconds). */
  schedule(atMs: number, task: Task): void;
  /** Lets what is overdue happen, then does the work while time stands still. */
  hold<T>(work: () => T): T;
  /** What is scheduled, in order. */
  agenda(): readonly Scheduled<Task>[];
  /** Goes on from an instant with what was scheduled then. */
  resume(atMs: number, agenda: readonly Scheduled<Task>[]): void;
  /** Forgets what is scheduled. */
  clear(): void;
}

/** Something that will happen. `atMs`: epoch milliseconds. */
export interface Scheduled<Task> {
  readonly atMs: number;
  readonly task: Task;
}

/** How a clock starts. `speed` is sandbox seconds per real second; 0 stands still until advanced. */
export interface ClockOptions<Task> {
  readonly startMs: number;
  readonly speed: number;
  /** Does what was scheduled. */
  readonly perform: (task: Task) => void;
}

/** The last instant that every text form of a date can write. */
const lastMs = Date.UTC(9999, 11, 31);

/** Timers longer than this are set again when they fire (a platform timer counts 31 bits). */
const longestTimerMs = 3_600_000;

/** Starts a clock. A running one holds no process alive. */
export function createClock<Task = Appointment>(options: ClockOptions<Task>): Clock<Task> {
  return new RunningClock(options);
}

class RunningClock<Task> implements Clock<Task> {
  readonly #agenda: Scheduled<Task>[] = [];
  readonly #speed: number;
  readonly #perform: (task: Task) => void;
  #baseMs: number;
  #anchorMs = performance.now();
  #heldMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ startMs, speed, perform }: ClockOptions<Task>) {
    this.#baseMs = startMs;
    this.#speed = speed;
    this.#perform = perform;
  }

  nowMs(): number {
    return Math.floor(this.#heldMs ?? this.#runningMs());
  }

  advance(seconds: number): void {
    if (!(seconds >= 0)) throw new RangeError("Cannot advance the clock: it only goes forward");
    const targetMs = this.nowMs() + Math.round(seconds * 1000);
    if (targetMs > lastMs) throw new RangeError("Cannot advance the clock: it ends with the year 9999");
    this.#runUntil(targetMs);
    this.#moveTo(targetMs);
    this.#arm();
  }

  schedule(atMs: number, task: Task): void {
    this.#agenda.splice(placeFor(this.#agenda, atMs), 0, { atMs, task });
    this.#arm();
  }

  hold<T>(work: () => T): T {
    if (this.#heldMs !== undefined) return work();
    this.#catchUp();
    this.#heldMs = this.nowMs();
    try {
      return work();
    } finally {
      this.#heldMs = undefined;
      this.#arm();
    }
  }

  agenda(): readonly Scheduled<Task>[] {
    return [...this.#agenda];
  }

  resume(atMs: number, agenda: readonly Scheduled<Task>[]): void {
    this.#agenda.splice(0, this.#agenda.length, ...agenda);
    this.#moveTo(atMs);
    this.#arm();
  }

  clear(): void {
    this.#agenda.length = 0;
    clearTimeout(this.#timer);
  }

  #runningMs(): number {
    return this.#baseMs + (performance.now() - this.#anchorMs) * this.#speed;
  }

  /** While work is done at an instant that is held, moving only moves that instant. */
  #moveTo(ms: number): void {
    this.#baseMs = ms;
    this.#anchorMs = performance.now();
    if (this.#heldMs !== undefined) this.#heldMs = ms;
  }

  #runUntil(ms: number): void {
    for (let next = this.#agenda[0]; next && next.atMs <= ms; next = this.#agenda[0]) {
      this.#agenda.shift();
      const before = this.#heldMs;
      const now = Math.max(next.atMs, this.nowMs());
      this.#moveTo(now);
      this.#heldMs = now;
      this.#perform(next.task);
      this.#heldMs = before === undefined ? undefined : now;
    }
  }

  /** Lets what is overdue happen, each at its own time, and comes back to the present. */
  #catchUp(): void {
    const presentMs = this.#runningMs();
    const next = this.#agenda[0];
    if (!next || next.atMs > presentMs) return;
    const realMs = performance.now();
    this.#moveTo(Math.min(this.#baseMs, next.atMs));
    this.#runUntil(presentMs);
    this.#baseMs = presentMs;
    this.#anchorMs = realMs;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const next = this.#agenda[0];
    if (!next || this.#speed === 0) return;
    const waitMs = Math.max(0, (next.atMs - this.#runningMs()) / this.#speed);
    this.#timer = setTimeout(() => this.#wake(), Math.min(waitMs, longestTimerMs)).unref();
  }

  #wake(): void {
    this.#catchUp();
    this.#arm();
  }
}

/** Index behind every appointment that is not later: equal times keep their order. */
function placeFor(agenda: readonly Scheduled<unknown>[], atMs: number): number {
  let low = 0;
  let high = agenda.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((agenda[middle] as Scheduled<unknown>).atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

let lastText = { ms: 0, text: "1970-01-01 00:00:00" };

/** An instant as sensor records and events write it: `YYYY-MM-DD HH:MM:SS`, UTC (reference: API, 7.2). Many events share an instant. */
export function clockText(ms: number): string {
  if (ms !== lastText.ms) lastText = { ms, text: new Date(ms).toISOString().slice(0, 19).replace("T", " ") };
  return lastText.text;
}
