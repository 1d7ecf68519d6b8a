/** Milliseconds of each unit. */
const units: { readonly [unit: string]: number } = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Go's `time.ParseDuration`: numbers with units, `1h30m`, in milliseconds. Undefined where Go reports an error. */
export function parseGoDuration(text: string): number | undefined {
  const rest = text.replace(/^[+-]/, "");
  if (rest === "0") return 0;
  const parts = [...rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)];
  if (rest === "" || parts.map(([part]) => part).join("") !== rest) return undefined;
  const size = parts.reduce(
    (sum, [, amount, unit = ""]) => sum + Number(amount) * (units[unit] as number),
    0,
  );
  return text.startsWith("-") ? -size : size;
}
