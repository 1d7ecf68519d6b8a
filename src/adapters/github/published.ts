import { isJsonObject, type Json } from "../../core/model/json.js";
import { bearsMarker } from "../../core/report/comment/marker.js";
import { GitHubError } from "./client.js";

/** A comment or an issue as the REST API gives it. */
export interface RestText {
  readonly id: string;
  readonly nodeId: string;
  readonly body: string;
  readonly author: string;
}

/** Reads a comment (`numbered` by `id`) or an issue (by `number`). Throws a GitHubError for anything else. */
export function restText(json: Json, numbered: "id" | "number"): RestText {
  const user = isJsonObject(json) ? json["user"] : undefined;
  if (!isJsonObject(json) || typeof json[numbered] !== "number")
    throw new GitHubError("Cannot read GitHub's answer: it is not a comment or an issue", 200);
  return {
    id: String(json[numbered]),
    nodeId: typeof json["node_id"] === "string" ? json["node_id"] : "",
    body: typeof json["body"] === "string" ? json["body"] : "",
    author: isJsonObject(user) && typeof user["login"] === "string" ? user["login"] : "",
  };
}

/** Those by one author that begin with a marker, the newest first. A name of GraphQL lacks the `[bot]` that REST has. */
export function ours(texts: readonly RestText[], marker: string, author: string): RestText[] {
  const names = new Set([author, `${author.replace(/\[bot\]$/, "")}[bot]`]);
  return texts
    .filter((text) => names.has(text.author) && bearsMarker(text.body, marker))
    .toSorted((a, b) => Number(b.id) - Number(a.id));
}
