import type { Json } from "../model/json.js";
import type { ParameterType } from "./parameter-types.js";

/** Who says so: a page of the vendor, the vendor's code, or what follows from published rules. */
export type Mark = "doc" | "src" | "inf";

/** A parameter of an operator, of an action, or of every node. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly required: boolean;
  /** What holds when it is left out; null for nothing. */
  readonly default: Json;
  readonly about: string;
  readonly mark: Mark;
}

/** A parameter that must be given. */
export function required(name: string, type: ParameterType, about: string): Parameter {
  return { name, type, required: true, default: null, about, mark: "doc" };
}

/** What may differ from the usual in an optional parameter. */
interface Options {
  readonly default?: Json;
  readonly mark?: Mark;
}

/** A parameter that may be left out. */
export function optional(name: string, type: ParameterType, about: string, options: Options = {}): Parameter {
  return {
    name,
    type,
    required: false,
    default: options.default ?? null,
    about,
    mark: options.mark ?? "doc",
  };
}
