import { sha256Hex } from "../../model/sha256.js";
import { inert } from "../inert.js";

/** Whose comment it is, besides its author: one for each pull request, project and configuration. */
export interface MarkerInput {
  readonly project: string;
  /** The configuration's path, relative to the repository. */
  readonly configuration: string;
  /** What it is about. */
  readonly kind?: "plan" | "drift";
}

/** The hidden first line of a comment, by which it is found again. No name can end it, or be taken for another's. */
export function markerOf({ project, configuration, kind = "plan" }: MarkerInput): string {
  const parts = kind === "plan" ? [project, configuration] : [project, configuration, kind];
  return `<!-- lctasks:${parts.map(part).join(":")} -->`;
}

/** Long names keep their beginning and get a digest. */
function part(name: string): string {
  const safe = Array.from(inert(name), character)
    .join("")
    .replace(/-(?=-|$)|^-/g, "%2D");
  return safe.length <= 80
    ? safe
    : `${safe.slice(0, 60).replace(/%?.?$|-$/, "")}~${sha256Hex(name).slice(0, 16)}`;
}

const character = (one: string): string =>
  /[\w./-]/.test(one)
    ? one
    : encodeURIComponent(one).replace(/[!'()*~]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);

/** True for a text that is the comment with this marker: it begins with it. */
export function bearsMarker(body: string, marker: string): boolean {
  return body === marker || body.startsWith(`${marker}\n`) || body.startsWith(`${marker}\r\n`);
}
