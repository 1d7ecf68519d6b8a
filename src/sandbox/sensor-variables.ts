import type { SimulatedSensor } from "./sensor.js";

/** A value for a variable of a sensor. */
export interface NewVariable {
  readonly name: string;
  readonly value: string;
  /** Epoch milliseconds at which it ends. */
  readonly untilMs: number;
}

/** Names a sensor can have, and values a name can have (reference: D&R data, `add var`). */
const mostNames = 16;
const mostValues = 32;

/** Adds a value. One name too many clears all of them, one value too many clears the name, and the new value is lost too. */
export function addVariable(sensor: SimulatedSensor, { name, value, untilMs }: NewVariable): void {
  const { variables } = sensor;
  const values = variables.get(name) ?? new Map<string, number>();
  if (!variables.has(name) && variables.size >= mostNames) variables.clear();
  else if (!values.has(value) && values.size >= mostValues) variables.delete(name);
  else variables.set(name, values.set(value, untilMs));
}

/** Takes a value away, or all of a name's when none is given. */
export function deleteVariable(
  { variables }: SimulatedSensor,
  name: string,
  value: string | undefined,
): void {
  if (value === undefined) variables.delete(name);
  else variables.get(name)?.delete(value);
}

/** What is set at an instant: name to values. */
export function variablesOf(
  { variables }: SimulatedSensor,
  nowMs: number,
): Readonly<Record<string, readonly string[]>> {
  const named = [...variables].map(([name, values]) => [
    name,
    [...values].filter(([, untilMs]) => untilMs > nowMs).map(([value]) => value),
  ]);
  return Object.fromEntries(named) as Record<string, readonly string[]>;
}
