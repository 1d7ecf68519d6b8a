import type { Finding } from "../../core/model/finding.js";
import { isJsonObject, type Json } from "../../core/model/json.js";
import { messageOf } from "../../core/model/message-of.js";
import { type ChangedLines, renderAnnotations } from "../../core/report/annotations.js";
import { markerOf } from "../../core/report/comment/marker.js";
import { fenced, inertMarkdown } from "../../core/report/markdown-text.js";
import { inert } from "../../core/report/inert.js";
import { publish as publishText, type PublishResult, publishDrift } from "../../flow/publish.js";
import type { CodeHost } from "../../ports/code-host.js";
import type { World } from "../../world.js";
import { commentText, driftText, summaryText, type WrittenBy } from "./bodies.js";
import { isProposal, type WorkflowEvent } from "./event.js";
import type { Facts } from "./facts.js";
import type { Inputs } from "./inputs.js";
import { publishProgress } from "./publish-progress.js";
import { workflowCommand } from "./runner-text.js";
import { findingsOf, type Said } from "./said.js";

export interface Publication {
  readonly world: World;
  readonly inputs: Inputs;
  readonly event: WorkflowEvent;
  readonly said: Said;
  readonly facts: Facts;
}

/** Shows what a command said where people look: job summary, annotations, comment, drift issue. Nothing of it makes the step fail. */
export async function publish(publication: Publication): Promise<void> {
  const { world, inputs, event, said } = publication;
  const { environment, output } = world.process;
  const by = writtenBy(environment, event, inputs);
  const host = inputs.githubToken === undefined ? undefined : await world.codeHost(inputs.githubToken);
  const pullRequest = pullRequestOf(event);
  const findings = findingsOf(said).map((finding) => inRepository(finding, inputs.directory));
  output.write(renderAnnotations(findings, await changedIn(host, pullRequest)));
  const missing = host === undefined ? "" : await toPeople(publication, host, by);
  const summary = environment["GITHUB_STEP_SUMMARY"];
  if (summary) world.appendText(summary, `${await summaryText(said, by)}${missing}`);
}

/** Comment or issue. Returns what the job summary has to say about it. */
async function toPeople(publication: Publication, host: CodeHost, by: WrittenBy): Promise<string> {
  const { output } = publication.world.process;
  try {
    const result = await commentOrIssue(publication, host, by);
    if (result?.result !== "not allowed") return "";
    const { message, permissions } = result;
    output.write(workflowCommand("warning", `${inert(message)}. Give the job:\n${permissions}`));
    return `\n${inertMarkdown(message)}. What this would have said is above; the job needs:\n\n${fenced(permissions.trimEnd(), "yaml")}\n`;
  } catch (error) {
    output.write(workflowCommand("warning", inert(messageOf(error))));
    return `\n${inertMarkdown(messageOf(error))}\n`;
  }
}

async function commentOrIssue(
  { inputs, event, said, facts, world }: Publication,
  host: CodeHost,
  by: WrittenBy,
): Promise<PublishResult | undefined> {
  if (inputs.comment === "never" || said.command === "validate" || said.command === "test") return undefined;
  // Nobody has merged what is checked out: its plan belongs to its own pull request, and nothing else that is said of it belongs anywhere.
  const proposal = isProposal(event);
  if (proposal && said.command !== "plan") return undefined;
  const { project } = said.report;
  const about = { project, configuration: by.configuration };
  if (said.command === "drift") {
    if (facts.exitCode !== 0) return undefined;
    const marker = markerOf({ ...about, kind: "drift" });
    const issue = host.issues(`lctasks: drift in ${project}`);
    const body = await driftText(said.report, marker, by);
    return publishDrift(issue, { marker, body, drift: facts.drift > 0 });
  }
  if (said.command === "status") return publishProgress(said.report, { host, by, mode: inputs.comment });
  const commit = world.process.environment["GITHUB_SHA"];
  const merged = proposal || !commit ? undefined : await host.mergedWith(commit);
  const pullRequest = pullRequestOf(event) ?? merged;
  if (pullRequest === undefined) return undefined;
  const changes = facts.changes.length > 0;
  const anything = changes || facts.held + facts.warnings > 0 || facts.exitCode !== 0;
  // An apply that had nothing to do leaves standing what the one before it did.
  if (said.command === "apply" && !anything) return undefined;
  const marker = markerOf(about);
  const body = await commentText(said, marker, by);
  return publishText(host.comments(pullRequest), {
    mode: inputs.comment,
    marker,
    body,
    says: { changes, anything },
  });
}

/** A finding whose file is relative to the repository: GitHub knows no working directory. */
function inRepository(finding: Finding, directory: string): Finding {
  const { at } = finding;
  return at === undefined ? finding : { ...finding, at: { ...at, file: pathIn(directory, at.file) } };
}

/** A path below a folder, both relative to the repository. */
function pathIn(directory: string, path: string): string {
  const folder = directory.replace(/^(?:\.\/+)+|^\.$|\/+$/g, "");
  return folder === "" ? path : `${folder}/${path}`;
}

/** The lines that a pull request changes; none where that cannot be known: it only sorts. */
async function changedIn(host: CodeHost | undefined, pullRequest: number | undefined): Promise<ChangedLines> {
  if (host === undefined || pullRequest === undefined) return new Map();
  return host.changedLines(pullRequest).catch(() => new Map());
}

/** The number in the event of a pull request. */
function pullRequestOf({ payload }: WorkflowEvent): number | undefined {
  const number = isJsonObject(payload) ? memberOf(payload["pull_request"], "number") : undefined;
  return typeof number === "number" ? number : undefined;
}

const memberOf = (value: Json | undefined, name: string): Json | undefined =>
  isJsonObject(value) ? value[name] : undefined;

function writtenBy(
  environment: { readonly [name: string]: string | undefined },
  { payload }: WorkflowEvent,
  { directory, config }: Inputs,
): WrittenBy {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = environment;
  const link = server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
  const head = isJsonObject(payload) ? memberOf(memberOf(payload["pull_request"], "head"), "sha") : undefined;
  const commit = typeof head === "string" ? head : environment["GITHUB_SHA"];
  return {
    configuration: pathIn(directory, config),
    ...(commit ? { commit } : {}),
    ...(link === undefined ? {} : { link }),
  };
}
