import { isJsonObject, type Json } from "../model/json.js";
import { nearestName } from "../model/nearest.js";
import { kindOf, type RulePath, type RuleProblem, shown } from "./problem.js";
import { isTimeZone, timeDescriptor, timeWindow } from "./times.js";

const nothing: readonly RuleProblem[] = [];

/** What is wrong with the time descriptors of a node that stands at a place. */
export function checkTimes(times: Json | undefined, at: RulePath): readonly RuleProblem[] {
  if (!Array.isArray(times)) return nothing;
  return times.flatMap((descriptor: Json, index) => checkDescriptor(descriptor, [...at, "times", index]));
}

const error = (message: string, fix: string, at: RulePath): RuleProblem => ({
  check: "rule/times",
  severity: "error",
  message,
  fix,
  at,
});

const names = timeDescriptor.map(({ name }) => name);

function checkDescriptor(descriptor: Json, at: RulePath): RuleProblem[] {
  if (!isJsonObject(descriptor)) {
    return [error(`a time descriptor is a map, not ${kindOf(descriptor)}`, `write ${names.join(", ")}`, at)];
  }
  const unknown = Object.keys(descriptor).filter((key) => !names.includes(key));
  const problems = [
    ...unknown.map((key) => {
      const near = nearestName(key, names);
      return error(
        `a time descriptor has no member ${shown(key)}`,
        near ? `write ${near}` : `write ${names.join(", ")}`,
        [...at, key],
      );
    }),
    ...timeDescriptor.flatMap(({ name, type }) => {
      const fault = descriptor[name] === undefined ? undefined : type.check(descriptor[name]);
      return fault?.severity === "error" ? [error(`${name} ${fault.state}`, fault.fix, [...at, name])] : [];
    }),
  ];
  return problems.length > 0 ? problems : checkWindow(descriptor, at);
}

const isDay = (day: number): boolean => day >= 1 && day <= 7;
const isMinute = (minute: number): boolean => minute >= 0 && minute <= 2359 && minute % 100 <= 59;

function checkWindow(descriptor: Json, at: RulePath): RuleProblem[] {
  const { days, hours, zone } = timeWindow(descriptor);
  const problems: RuleProblem[] = [];
  if (!days.every(isDay))
    problems.push(error("days of the week run from 1 (Sunday) to 7", "write 1 to 7", at));
  if (!hours.every(isMinute)) {
    problems.push(error("times of day are HHMM from 0 to 2359", "write for example 2230 for 22:30", at));
  }
  if (!isTimeZone(zone)) {
    const fix = "write a name of the TZ database such as America/Los_Angeles";
    problems.push(error(`${shown(zone)} is no time zone`, fix, [...at, "tz"]));
  }
  return problems.length > 0 ? problems : backwards(descriptor, at);
}

function backwards(descriptor: Json, at: RulePath): RuleProblem[] {
  const { days, hours } = timeWindow(descriptor);
  if (days[0] <= days[1] && hours[0] <= hours[1]) return [];
  return [
    {
      check: "rule/times-backwards",
      severity: "warning",
      message: "the range runs backwards; whether it wraps around is not documented",
      fix: "split it into two descriptors, one up to 2359 and one from 0",
      at,
    },
  ];
}
