import { Document, isScalar, type Node, Pair, type Scalar, YAMLMap } from "yaml";
import type { Draft } from "../../core/import/draft.js";
import { inert } from "../../core/report/inert.js";

/** What a file says beside its draft. */
export interface FileSettings {
  /** Alias of the organization that it is for. */
  readonly organization: string;
  /** When the queue was read, epoch milliseconds. */
  readonly nowMs: number;
  /** The YAML that a rule has in another file, with its comments, by key. */
  readonly written?: ReadonlyMap<string, YAMLMap>;
}

const hourMs = 3_600_000;

/** The text of the task file of a draft: what is known, and in its comments what is not. */
export function taskFileText(draft: Draft, settings: FileSettings): string {
  const { name, command, context, run, target } = draft;
  const document = new Document(
    {
      name,
      task: command,
      ...plainTarget(target),
      ...(context === undefined ? {} : { context }),
      ...ttlOf(draft, settings.nowMs),
      ...(run === 1 ? {} : { run }),
      organizations: [settings.organization],
    },
    { version: "1.2", compat: "yaml-1.1", aliasDuplicateObjects: false },
  );
  if (draft.rules.length > 0) document.set("response", responseOf(document, draft, settings));
  document.commentBefore = commentOf(draft, settings);
  return document.toString({ lineWidth: 0 });
}

/** One sensor is written without a list. */
function plainTarget(target: Draft["target"]): object {
  if (!("sid" in target)) return target;
  const [sid, ...others] = [target.sid].flat();
  return { sid: others.length === 0 ? sid : target.sid };
}

/** What is left of it, in whole hours: the ttl that it was sent with is not known. */
function ttlOf({ expiresAtMs }: Draft, nowMs: number): { ttl?: string } {
  if (expiresAtMs === undefined) return {};
  const hours = Math.min(Math.max(1, Math.ceil((expiresAtMs - nowMs) / hourMs)), 87_600);
  return { ttl: `${hours}h` };
}

function responseOf(document: Document, { rules }: Draft, { written }: FileSettings): Node {
  return document.createNode(
    rules.map(({ key, data }) => {
      const { detect, respond, tests } = data;
      const known = written?.get(key);
      if (known === undefined) return { key, detect, respond, ...(tests === undefined ? {} : { tests }) };
      const map = new YAMLMap();
      map.items.push(document.createPair("key", key), ...membersOf(known));
      if (known.comment) map.comment = known.comment;
      return map;
    }),
  );
}

/** The pairs that a response can have. What stands above the first one belongs to the whole map as YAML is read. */
function membersOf({ items, commentBefore }: YAMLMap): Pair[] {
  const [first, ...others] = items.filter(({ key }) => isMember(String(key)));
  if (first === undefined || !commentBefore || !isScalar(first.key)) return first ? [first, ...others] : [];
  const key = first.key.clone() as Scalar;
  key.commentBefore = commentBefore;
  return [new Pair(key, first.value), ...others];
}

const isMember = (key: string): boolean => ["detect", "respond", "tests"].includes(key);

function commentOf(draft: Draft, { organization }: FileSettings): string {
  const { target, taskIds, wireContext, context, rules, expiresAtMs } = draft;
  const requests = taskIds.map((id) => quoted(id)).join(", ");
  const lines = [
    `Imported from ${organization}: somebody else queued it (task_id ${requests}).`,
    "The ledger has that as its run: nothing is sent for it, and its removal cancels nothing.",
    ...("sid" in target
      ? [
          "sid: the sensors that still waited at the import. Which ones got it before is not known, nor its selector.",
        ]
      : []),
    ...(expiresAtMs === undefined
      ? ["ttl: left out, because the queue does not show when it ends."]
      : ["ttl: what was left of it at the import, in whole hours."]),
    ...(context === undefined ? [contextComment(wireContext)] : []),
    ...(rules.length === 0
      ? []
      : [
          "response: rules that existed and that hear its answers. They keep their names, and are never deleted by us.",
        ]),
  ];
  return lines.map((line) => ` ${line}`).join("\n");
}

const contextComment = (wireContext: string): string =>
  wireContext === ""
    ? "context: it was sent without one, so its answers cannot be told from others."
    : `context: it was sent with ${quoted(wireContext)}, which this file cannot have; runs from this file have their own.`;

/** Text of others in a comment: on one line, and not longer than anybody reads. */
const quoted = (text: string): string =>
  `"${inert(text.length > 100 ? `${text.slice(0, 100)}…` : text).replaceAll('"', "'")}"`;
