// Measures everything that has to be fast, each against a floor in the same run: `npm run bench`, or
//   node bench/run.mjs [--scale 0.1] [--only name…] [--check] [--record]
// --scale: size of the work; --only: names or beginnings of names; --check: fails on a ratio 1.5 times the recorded one;
// --record: writes bench/results.json, from which `npm run generate` renews the table in docs/scale.md.
import { parseArgs } from "node:util";
import { benches } from "./benches/table.mjs";
import { kept, missed, readResults, record, tooSlow } from "./results.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: "string", default: "1" },
    only: { type: "string", multiple: true, default: [] },
    check: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
  },
});
const scale = Number(values.scale);
if (!(scale > 0)) throw new RangeError(`--scale is ${values.scale}, a number above 0 is needed`);
const only = [...values.only, ...positionals];
const wanted = benches.filter(({ name }) => only.length === 0 || only.some((each) => name.startsWith(each)));
if (wanted.length === 0) throw new RangeError(`no bench is named ${only.join(" or ")}`);

const recorded = readResults().scales[scale] ?? {};
const say = (text) => process.stdout.write(`${text}\n`);
const failures = [];

/** Measures one bench. Where that fails the check it is measured once more: a moment of a busy machine is no finding. */
async function measure(bench) {
  const first = await bench.run(scale);
  return values.check && tooSlow(bench.name, first, recorded) ? least(first, await bench.run(scale)) : first;
}

const least = (one, other) => (one.ratio < other.ratio ? one : other);

function print(bench, measured) {
  const { ms, floorMs, ratio, peakMb, clock, detail } = measured;
  const before = recorded[bench.name]?.ratio;
  const beside = before === undefined ? "" : ` (recorded ${before})`;
  say(`${bench.name}: ${bench.what}`);
  say(
    `  ${ratio.toFixed(2)} times the floor${beside}; ${ms.toFixed(0)} of ${floorMs.toFixed(0)} ms ${clock} time; peak ${peakMb.toFixed(0)} MB${detail && `; ${detail}`}`,
  );
  // Limits are meant for the full size: a small one is mostly start-up.
  if (scale === 1) for (const words of missed(bench.limit, measured)) say(`  MISSED: ${words}`);
}

say(`Node ${process.version}, scale ${scale}; times are medians and mean nothing without their floor`);
for (const bench of wanted) {
  const needed = bench.needs?.();
  if (needed !== undefined) {
    say(`${bench.name}: not measured, it needs ${needed}`);
    continue;
  }
  const measured = await measure(bench).catch((error) => error);
  if (measured instanceof Error) {
    say(`${bench.name}: ${measured.message}`);
    failures.push(`${bench.name}: not measured`);
    continue;
  }
  print(bench, measured);
  const failure = values.check ? tooSlow(bench.name, measured, recorded) : undefined;
  if (failure !== undefined) failures.push(failure);
  if (values.record) record(scale, { [bench.name]: kept(bench, scale, measured) }, benches);
}
if (failures.length > 0) say(`\nSlower than recorded, or not measured:\n${failures.join("\n")}`);
process.exit(failures.length > 0 ? 1 : 0);
