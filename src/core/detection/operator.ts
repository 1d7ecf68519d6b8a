import type { JsonObject } from "../model/json.js";
import type { CompiledNode, Operation } from "./compiled-node.js";
import type { Parameter } from "./parameter.js";
import type { RuleProblem, RulePath } from "./problem.js";

/** What a problem of a node says; where it is and its check are added. */
export type NodeRemark = Omit<RuleProblem, "at">;

/** A node as it is written, for the operator that makes something of it. Its parameters have passed their types. */
export interface NodeSource {
  readonly at: RulePath;
  readonly raw: JsonObject;
  /** Compiles the node that is the value of a parameter. */
  readonly child: (parameter: string) => CompiledNode;
  /** Compiles the nodes of a list. */
  readonly children: (parameter: string) => readonly CompiledNode[];
  readonly report: (parameter: string, remark: NodeRemark) => void;
}

/** An operator of the D&R language. */
export interface Operator {
  readonly name: string;
  readonly category:
    | "logic"
    | "compare"
    | "structure"
    | "string"
    | "sensor"
    | "lookup"
    | "address"
    | "time"
    | "external";
  /** `legacy`: of older pages; `recent`: newer than the reference. */
  readonly status: "documented" | "shorthand" | "legacy" | "recent";
  /** What it does, as one sentence. */
  readonly about: string;
  readonly parameters: readonly Parameter[];
  /** Keys that people write, with what is meant. */
  readonly mistaken?: { readonly [key: string]: string };
  /** Whether records of target artifact support it. */
  readonly forArtifacts?: boolean;
  readonly compile: (source: NodeSource) => Operation;
}
