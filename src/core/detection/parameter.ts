import type { Json } from "../model/json.js";
import type { ParameterType } from "./parameter-type.js";

/** Who says so: a page of the vendor, the vendor's code, or what follows from published rules. */
export type Mark = "doc" | "src" | "inf";

/** How texts of a parameter are rendered: templates of the event or of the detection, a transform, or texts with `<<path>>`. */
export type TemplateUse = "event" | "detection" | "transform" | "lookback";

/** A parameter of an operator, of an action, or of every node. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly required: boolean;
  /** What holds when it is left out; null for nothing. */
  readonly default: Json;
  readonly about: string;
  readonly mark: Mark;
  readonly template?: TemplateUse;
}

/** What may differ from the usual: no default, said by a page of the vendor, not rendered. */
type Options = Partial<Pick<Parameter, "default" | "mark" | "template">>;

/** A parameter that must be given. */
export function required(name: string, type: ParameterType, about: string, options: Options = {}): Parameter {
  return { name, type, required: true, default: null, about, mark: "doc", ...options };
}

/** A parameter that may be left out. */
export function optional(name: string, type: ParameterType, about: string, options: Options = {}): Parameter {
  return { ...required(name, type, about, options), required: false };
}
