import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Finding, Severity } from "../../core/model/finding.js";
import { type CheckId, checks } from "../../core/validate/checks.js";
import { quoted } from "../../core/validate/describe.js";
import type { Parsed } from "./parse.js";
import { positionAt } from "./positions.js";

/** Deepest nesting that we read; the deepest real rules have about 12 levels. */
const deepest = 64;
/** Most values that a document with aliases may expand to. */
const largestExpansion = 100_000;

/** Expanded number of values and levels of a node. */
interface Extent {
  readonly values: number;
  readonly levels: number;
}

interface Walk {
  readonly parsed: Parsed;
  readonly findings: Finding[];
  /** Anchored nodes that are complete. */
  readonly anchors: Map<string, Extent>;
  /** Anchors of the nodes around the present one. */
  readonly open: Set<string>;
  firstAlias?: Node;
}

const leaf: Extent = { values: 1, levels: 1 };

/**
 * Reads every node once and finds what the parser lets through: duplicate keys, merge keys, aliases that lead nowhere, around in a
 * circle or to more than memory holds, numbers that JSON cannot carry, and numbers that YAML 1.1 read otherwise. Linear in the file's size.
 * For documents that parsed: every key is text, every node has its range and every number its source.
 */
export function walkFindings(parsed: Parsed): {
  readonly findings: readonly Finding[];
  readonly expandable: boolean;
} {
  const walk: Walk = { parsed, findings: [], anchors: new Map(), open: new Set() };
  const { values } = extentOf(walk, parsed.document.contents, 1);
  if (walk.firstAlias !== undefined && values > largestExpansion) {
    report(walk, walk.firstAlias, {
      check: checks.yamlAlias,
      message: `Cannot expand the aliases: they make more than ${largestExpansion} values`,
      fix: "Write the values out where they are needed",
    });
  }
  const blocking: ReadonlySet<string> = new Set([checks.yamlAlias, checks.yamlTooDeep]);
  return { findings: walk.findings, expandable: !walk.findings.some(({ check }) => blocking.has(check)) };
}

function extentOf(walk: Walk, node: Node | null, depth: number): Extent {
  if (isAlias(node)) return aliasExtent(walk, node, depth);
  const anchor = node?.anchor;
  if (anchor !== undefined) walk.open.add(anchor);
  const extent = isCollection<Scalar<string>, Node | null>(node)
    ? collectionExtent(walk, node, depth)
    : leafExtent(walk, node);
  if (anchor !== undefined) {
    walk.open.delete(anchor);
    walk.anchors.set(anchor, extent);
  }
  return extent;
}

function aliasExtent(walk: Walk, alias: Alias, depth: number): Extent {
  walk.firstAlias ??= alias;
  const extent = walk.open.has(alias.source) ? undefined : walk.anchors.get(alias.source);
  if (extent === undefined) {
    const circular = walk.open.has(alias.source);
    report(walk, alias, {
      check: checks.yamlAlias,
      message: `Cannot follow the alias *${alias.source}: ${circular ? "it contains itself" : "no anchor of that name stands before it"}`,
      fix: circular
        ? "Write the value out"
        : `Put the text in quotes, or write &${alias.source} before the value that is meant`,
    });
    return leaf;
  }
  return depth + extent.levels > deepest ? tooDeep(walk, alias) : extent;
}

function collectionExtent(
  walk: Walk,
  node: YAMLMap<Scalar<string>, Node | null> | YAMLSeq<Node | null>,
  depth: number,
): Extent {
  if (depth > deepest) return tooDeep(walk, node);
  const children = isMap<Scalar<string>, Node | null>(node) ? valuesOf(walk, node) : node.items;
  let values = 1;
  let levels = 0;
  for (const child of children) {
    const extent = extentOf(walk, child, depth + 1);
    values += extent.values;
    levels = Math.max(levels, extent.levels);
  }
  return { values, levels: levels + 1 };
}

/** One finding is enough: the levels below are not read. */
function tooDeep(walk: Walk, node: Node): Extent {
  if (!walk.findings.some(({ check }) => check === checks.yamlTooDeep)) {
    report(walk, node, {
      check: checks.yamlTooDeep,
      message: `Cannot read the YAML: it is nested more than ${deepest} levels deep`,
      fix: "Flatten it",
    });
  }
  return leaf;
}

function valuesOf(walk: Walk, map: YAMLMap<Scalar<string>, Node | null>): (Node | null)[] {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (seen.has(key.value)) {
      report(walk, key, {
        check: checks.yamlDuplicateKey,
        message: `Cannot use the key ${quoted(key.value)} twice in one mapping`,
        fix: "Remove one of the two",
      });
    }
    seen.add(key.value);
    if (key.value === "<<" && key.type === "PLAIN") reportMergeKey(walk, key);
  }
  return map.items.map(({ value }) => value);
}

function reportMergeKey(walk: Walk, key: Node): void {
  report(walk, key, {
    check: checks.yamlMergeKey,
    message: "Cannot merge mappings with <<: YAML 1.2 has no merge keys",
    fix: "Write the keys out",
  });
}

function leafExtent(walk: Walk, node: Node | null): Extent {
  if (isScalar(node) && typeof node.value === "number") checkNumber(walk, node, node.value);
  return leaf;
}

function checkNumber(walk: Walk, node: Scalar, value: number): void {
  const written = node.source!;
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    report(walk, node, {
      check: checks.yamlNumber,
      message: `Cannot use ${quoted(written)} as a number: it is read as ${value}`,
      fix: `Put it in quotes if it is text: "${written}"`,
    });
  } else if (/^[-+]?0\d+$/.test(written)) {
    report(walk, node, {
      check: checks.yamlLeadingZero,
      severity: "warning",
      message: `${written} is the number ${value}: YAML 1.2 has no octal numbers with a leading zero`,
      fix: `Write ${value}, or put it in quotes if it is text: "${written}"`,
    });
  }
}

type Report = Pick<Finding, "message" | "fix"> & { readonly check: CheckId; readonly severity?: Severity };

function report(walk: Walk, node: Node, { severity = "error", ...finding }: Report): void {
  walk.findings.push({ ...finding, severity, at: positionAt(walk.parsed, node.range![0]) });
}
