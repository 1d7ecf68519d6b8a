import { lookedAt, type Walked } from "../model/report.js";
import { deliveredOf, type OrganizationStatus, type RunCounts } from "../model/status-report.js";
import { percentBars, pieChart, type Slice } from "./mermaid.js";

/** More bars than this are no picture any more. */
const mostBars = 16;

/** The parts of a run's sensors, in the order in which they are told, and what each is called. */
const parts = [
  ["delivered", "delivered"],
  ["pending", "waiting"],
  ["expired", "expired"],
  ["notTaskable", "not taskable"],
  ["unknown", "unknown"],
] as const satisfies readonly (readonly [keyof RunCounts, string])[];

/**
 * A picture of how far runs are, where it says more than the numbers: bars for a few runs, a pie of all sensors for one or for many.
 * None where there is nothing to compare, or where it is not known of how many sensors.
 */
export function deliveryChart(report: Walked<OrganizationStatus>): string | undefined {
  const organizations = lookedAt(report);
  const runs = organizations.flatMap(({ organization, tasks }) =>
    tasks.flatMap(({ task, status }) => {
      const { targeted } = status?.counts ?? {};
      if (status === undefined || targeted === undefined || targeted === 0) return [];
      const label = organizations.length > 1 ? `${organization}/${task}` : task;
      return [{ label, counts: status.counts, targeted }];
    }),
  );
  const bars = runs.flatMap(({ label, counts, targeted }): Slice[] => {
    const delivered = deliveredOf(counts);
    return delivered === undefined ? [] : [{ label, value: Math.floor((100 * delivered) / targeted) }];
  });
  if (bars.length > 1 && bars.length === runs.length && bars.length <= mostBars)
    return percentBars("percent delivered", bars);
  const slices = parts.flatMap(([name, label]): Slice[] => {
    const value = runs.reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0);
    return value === 0 ? [] : [{ label, value }];
  });
  return slices.length > 1 ? pieChart("sensors targeted", slices) : undefined;
}
