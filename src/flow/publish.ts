import { NotAllowed } from "../core/model/not-allowed.js";
import type { Publisher } from "../ports/publisher.js";

/** When there is a comment: `auto` and `changes` make none for nothing to say, but keep an existing one true; `never` touches nothing. */
export type PublishMode = "auto" | "always" | "changes" | "never";

/** What is to be published. */
export interface Publication {
  readonly mode: PublishMode;
  readonly marker: string;
  /** Begins with the marker. */
  readonly body: string;
  /** Whether there is anything that a reviewer must know: a change, something held, a finding, a failure. */
  readonly says: { readonly changes: boolean; readonly anything: boolean };
}

export type PublishResult =
  | { readonly result: "created" | "updated" | "unchanged" | "closed" | "nothing to say" | "off" }
  /** The token may not: the text belongs into the job summary, with what to write into the workflow. */
  | { readonly result: "not allowed"; readonly message: string; readonly permissions: string };

/**
 * Keeps exactly one text of ours true: creates it, edits it in place, and takes older ones out of the way. A token that may not is a
 * result, no failure. Throws what else the publisher throws.
 */
export async function publish(publisher: Publisher, publication: Publication): Promise<PublishResult> {
  return publication.mode === "never"
    ? { result: "off" }
    : unlessNotAllowed(() => keep(publisher, publication));
}

async function keep(publisher: Publisher, publication: Publication): Promise<PublishResult> {
  const { marker, body } = publication;
  const [newest, ...older] = await publisher.find(marker);
  if (newest === undefined) {
    if (!deserves(publication)) return { result: "nothing to say" };
    await publisher.create(body);
    return { result: "created" };
  }
  const same = newest.body.replaceAll("\r\n", "\n").trimEnd() === body.trimEnd();
  if (!same) await publisher.update(newest.id, body);
  for (const { id } of older) await publisher.retire(id);
  return { result: same ? "unchanged" : "updated" };
}

async function unlessNotAllowed(attempt: () => Promise<PublishResult>): Promise<PublishResult> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error;
    return { result: "not allowed", message: error.message, permissions: neededPermissions };
  }
}

function deserves({ mode, says }: Publication): boolean {
  if (mode === "always") return true;
  return mode === "changes" ? says.changes : says.anything;
}

/** Keeps one issue open while there is drift: opens it, updates it, and closes it with a last word when drift is gone. */
export async function publishDrift(
  publisher: Publisher,
  { marker, body, drift }: { readonly marker: string; readonly body: string; readonly drift: boolean },
): Promise<PublishResult> {
  const says = { changes: true, anything: true };
  if (drift) return publish(publisher, { mode: "always", marker, body, says });
  return unlessNotAllowed(async () => {
    const open = await publisher.find(marker);
    for (const { id } of open) {
      await publisher.update(id, body);
      await publisher.retire(id);
    }
    return { result: open.length > 0 ? "closed" : "nothing to say" };
  });
}

/** What to write into a workflow whose token may not comment. */
const neededPermissions = "permissions:\n  contents: read\n  issues: write\n  pull-requests: write\n";
