import type { JsonObject } from "../model/json.js";
import type { Parameter } from "./parameter.js";
import type { RuleProblem, RulePath } from "./problem.js";

/** What an action does, at worst. `depends`: on the command, extension, service or agent that it calls. */
export type ActionEffect = "notify" | "delay" | "state-changing" | "destructive" | "depends";

/** A respond action of the D&R language (reference: D&R data, actions). */
export interface Action {
  readonly name: string;
  /** `used`: in official examples, but not on the page of the actions. */
  readonly status: "documented" | "legacy" | "used";
  /** What it does, as one sentence. */
  readonly about: string;
  readonly parameters: readonly Parameter[];
  readonly effect: ActionEffect;
  /** Why it has that effect, or what it depends on. */
  readonly effectReason: string;
  readonly actsOnSensor: boolean;
  /** Data goes to a third party or another system. */
  readonly leavesPlatform: boolean;
  /** Whether it holds on after a reboot; undefined where that is no question. */
  readonly persistent?: boolean;
  /** The action that takes it back. */
  readonly undo?: string;
  /** The sensor command with the same purpose, and how it differs. */
  readonly counterpart?: string;
  /** Targets of rules that it works in; undefined for all but artifact. */
  readonly targets?: readonly string[];
  /** Keys that people write, with what is meant. */
  readonly mistaken?: { readonly [key: string]: string };
  /** True where new parameters come without notice: unknown ones are then warnings. */
  readonly isGrowing?: boolean;
  /** What is wrong beyond the types of single parameters. */
  readonly check?: (raw: JsonObject, at: RulePath) => readonly RuleProblem[];
}

/** Targets whose records come from a sensor. */
export const sensorTargets: readonly string[] = ["edr", "detection", "deployment", "schedule"];
