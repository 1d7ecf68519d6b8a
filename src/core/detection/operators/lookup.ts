import type { Json, JsonObject } from "../../model/json.js";
import { type CompiledNode, judgeNode } from "../compiled-node.js";
import { parseEventPath } from "../event-path.js";
import { foldCase } from "../fold.js";
import { leafOperation, type ValueTest } from "../leaf.js";
import { findLookup, type Lookup, metadataName } from "../lookups.js";
import type { NodeSource, Operator } from "../operator.js";
import { node, text } from "../parameter-types.js";
import { optional, required } from "../parameter.js";
import { shown } from "../problem.js";
import type { Scene } from "../scene.js";
import { caseSensitive, isPlain } from "../text-comparison.js";
import { transformParameters, withTransforms } from "../transforms.js";
import { anyOf, Uncertain, type Verdict } from "../verdict.js";
import { pathParameter } from "./shared.js";
import { textAt } from "../written.js";

/** Membership in a lookup. */
export const lookup: Operator = {
  name: "lookup",
  category: "lookup",
  status: "documented",
  about: "the value is a key of the lookup, and metadata_rules match its metadata",
  parameters: [
    pathParameter,
    required("resource", text, "hive://lookup/NAME, or an API such as lcr://api/ip-geo"),
    optional("metadata_rules", node, "a node on the metadata of the hit; its paths start there"),
    { ...caseSensitive, mark: "inf" },
    ...transformParameters,
  ],
  mistaken: { value: "resource", "metadata rules": "metadata_rules" },
  forArtifacts: true,
  compile: (source) => compileLookup(source),
};

function compileLookup({ raw, child, report }: NodeSource): ReturnType<Operator["compile"]> {
  const resource = textAt(raw, "resource");
  if (!/^(hive:\/\/lookup\/|lcr:\/\/(lookup|api)\/)./.test(resource)) {
    report("resource", {
      check: "rule/resource",
      severity: "warning",
      message: `${shown(resource)} is no documented form of a resource`,
      fix: "write hive://lookup/NAME, or lcr://api/NAME for an API",
    });
  }
  const rules = raw["metadata_rules"] === undefined ? undefined : child("metadata_rules");
  const operation = leafOperation({
    path: parseEventPath(raw["path"] as string),
    wording: () => ({
      does: `is in ${resource}${rules ? " with metadata that match" : ""}`,
      doesNot: `is not in ${resource}${rules ? " with metadata that match" : ""}`,
    }),
    prepare: (scene) => withTransforms(raw, membership({ raw, resource, rules }, scene)),
  });
  return rules ? { ...operation, inner: { root: "metadata", node: rules } } : operation;
}

interface Membership {
  readonly raw: JsonObject;
  readonly resource: string;
  readonly rules: CompiledNode | undefined;
}

const stringified = new Uncertain("whether lookup reads numbers as text is not documented");

function membership({ raw, resource, rules }: Membership, scene: Scene): ValueTest {
  const found = findLookup(resource, scene.fixtures);
  if (!found) return () => new Uncertain(`the contents of ${resource} are not given`);
  const isSensitive = raw["case sensitive"] !== false;
  return (value) => {
    if (!isPlain(value)) return false;
    const verdict = anyOf(hits(found, String(value), isSensitive), (metadata) =>
      judgeHit({ resource, rules, metadata }, scene),
    );
    return verdict === true && typeof value !== "string" ? stringified : verdict;
  };
}

/** Metadata of the keys that a value is. */
function hits(found: Lookup, value: string, isSensitive: boolean): readonly Json[] {
  if (isSensitive) return Object.hasOwn(found, value) ? [found[value] as Json] : [];
  const wanted = foldCase(value);
  return Object.entries(found).flatMap(([key, metadata]) => (foldCase(key) === wanted ? [metadata] : []));
}

interface Hit {
  readonly resource: string;
  readonly rules: CompiledNode | undefined;
  readonly metadata: Json;
}

function judgeHit({ resource, rules, metadata }: Hit, scene: Scene): Verdict {
  const verdict = rules === undefined || judgeNode(rules, { ...scene, root: metadata, kind: "record" });
  if (verdict !== false) scene.metadata.set(metadataName(resource), metadata);
  return verdict;
}
