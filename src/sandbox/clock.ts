/** The sandbox's own time, which everything in it follows: the `Date` header, token and queue expiries, event times. */
export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Jumps forward by this many seconds; what is scheduled on the way happens at its own time. Throws a RangeError for a negative number or a jump beyond the year 9999. */
  advance(seconds: number): void;
  /** Runs an action when the clock reaches an instant (epoch milliseconds). */
  schedule(atMs: number, action: () => void): void;
  /** Forgets what is scheduled. */
  clear(): void;
}

/** How a clock starts. `speed` is sandbox seconds per real second; 0 stands still until advanced. */
export interface ClockOptions {
  readonly startMs: number;
  readonly speed: number;
}

interface Appointment {
  readonly atMs: number;
  readonly action: () => void;
}

/** The last instant that every text form of a date can write. */
const lastMs = Date.UTC(9999, 11, 31);

/** Timers longer than this are set again when they fire (a platform timer counts 31 bits). */
const longestTimerMs = 3_600_000;

/** Starts a clock. A running one holds no process alive. */
export function createClock(options: ClockOptions): Clock {
  const agenda: Appointment[] = [];
  let baseMs = options.startMs;
  let anchorMs = performance.now();
  let timer: NodeJS.Timeout | undefined;

  const nowMs = (): number => Math.floor(baseMs + (performance.now() - anchorMs) * options.speed);
  const moveTo = (ms: number): void => {
    baseMs = ms;
    anchorMs = performance.now();
  };
  const runUntil = (ms: number, move: boolean): void => {
    for (let next = agenda[0]; next && next.atMs <= ms; next = agenda[0]) {
      agenda.shift();
      if (move) moveTo(Math.max(next.atMs, baseMs));
      next.action();
    }
  };
  const arm = (): void => {
    clearTimeout(timer);
    const next = agenda[0];
    if (!next || options.speed === 0) return;
    const waitMs = Math.max(0, (next.atMs - nowMs()) / options.speed);
    timer = setTimeout(wake, Math.min(waitMs, longestTimerMs)).unref();
  };
  const wake = (): void => {
    runUntil(nowMs(), false);
    arm();
  };

  return {
    nowMs,
    advance(seconds) {
      if (!(seconds >= 0)) throw new RangeError("Cannot advance the clock: it only goes forward");
      const targetMs = nowMs() + Math.round(seconds * 1000);
      if (targetMs > lastMs) throw new RangeError("Cannot advance the clock: it ends with the year 9999");
      runUntil(targetMs, true);
      moveTo(targetMs);
      arm();
    },
    schedule(atMs, action) {
      agenda.splice(placeFor(agenda, atMs), 0, { atMs, action });
      arm();
    },
    clear() {
      agenda.length = 0;
      clearTimeout(timer);
    },
  };
}

/** Index behind every appointment that is not later: equal times keep their order. */
function placeFor(agenda: readonly Appointment[], atMs: number): number {
  let low = 0;
  let high = agenda.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((agenda[middle] as Appointment).atMs <= atMs) low = middle + 1;
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
