/** One measurement, as bench/results.mjs keeps it. Times in milliseconds, memory in MB. */
interface Measurement {
  readonly what: string;
  /** At full size: times the floor, time in all, time beyond the floor, peak memory. */
  readonly limit: {
    readonly ratio?: number;
    readonly ms?: number;
    readonly beyondMs?: number;
    readonly peakMb?: number;
  };
  /** How many of what; absent where there is nothing to count. */
  readonly count?: number;
  readonly of?: string;
  readonly ms: number;
  readonly floorMs: number;
  readonly ratio: number;
  readonly peakMb: number;
  readonly clock: "processor" | "elapsed";
  readonly detail: string;
  readonly node: string;
  readonly date: string;
}

type Measurements = { readonly [name: string]: Measurement };

interface Results {
  /** By size of the work: `1` is all of it. */
  readonly scales: { readonly [scale: string]: Measurements };
}

/** What was measured, one row for each bench: at full size, and the ratio at a tenth. What was recorded at a tenth only says so. */
export function benchTable(text: string): string {
  const { full, tenth } = scalesOf(text);
  const rows = Object.entries({ ...tenth, ...full }).map(([name, measured]) =>
    row([
      measured.what,
      full[name] === undefined ? "not recorded" : `**${measured.ratio}**`,
      full[name] === undefined ? "" : limits(measured),
      `${shown(measured.floorMs)} ms ${measured.clock}`,
      `${measured.peakMb} MB`,
      tenth[name] === undefined ? "" : `${tenth[name].ratio}`,
      measured.detail,
    ]),
  );
  const head = ["what", "× floor", "limit", "floor", "peak", "× at a tenth", "of what"];
  return [row(head), row(head.map(() => "-")), ...rows, "", measuredWith({ ...tenth, ...full })].join("\n");
}

/** What one more of something costs: the difference between the two sizes, divided by how many more there were. */
export function slopeTable(text: string): string {
  const { full, tenth } = scalesOf(text);
  const rows = Object.entries(full).flatMap(([name, large]) => {
    const small = tenth[name];
    if (small?.count === undefined || large.count === undefined || large.count <= small.count) return [];
    const more = large.count - small.count;
    const microseconds = ((large.ms - small.ms) / more) * 1000;
    const kilobytes = ((large.peakMb - small.peakMb) / more) * 1024;
    const time = `${shown(microseconds)} µs ${large.clock}`;
    return [row([`\`${name}\``, `one more ${large.of ?? "of them"}`, time, `${shown(kilobytes)} KB`])];
  });
  return [row(["bench", "what", "time", "peak memory"]), row(["-", "-", "-", "-"]), ...rows].join("\n");
}

function scalesOf(text: string): { readonly full: Measurements; readonly tenth: Measurements } {
  const { scales } = JSON.parse(text) as Results;
  return { full: scales["1"] ?? {}, tenth: scales["0.1"] ?? {} };
}

function limits({ limit, ms, floorMs, ratio, peakMb }: Measurement): string {
  const each = [
    limited(limit.ratio, ratio, "×"),
    limited(limit.ms, ms, "ms in all"),
    limited(limit.beyondMs, ms - floorMs, "ms beyond the floor"),
    limited(limit.peakMb, peakMb, "MB"),
  ];
  return each.filter((part) => part !== "").join(", ");
}

const limited = (most: number | undefined, found: number, unit: string): string =>
  most === undefined ? "" : `${shown(most)} ${unit}${found > most ? " (**missed**)" : ""}`;

/** Two digits that count below a hundred, whole numbers above. */
const shown = (value: number): string =>
  (Math.abs(value) < 100 ? Number(value.toPrecision(2)) : Math.round(value)).toLocaleString("en-US");

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function measuredWith(measurements: Measurements): string {
  const all = Object.values(measurements);
  const nodes = [...new Set(all.map(({ node }) => node))].toSorted();
  const dates = [...new Set(all.map(({ date }) => date))].toSorted();
  const days = dates.length > 1 ? `${dates[0]} to ${dates.at(-1)}` : dates[0];
  return `Measured ${days} with Node ${nodes.join(", ")}.`;
}
