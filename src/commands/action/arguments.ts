import { isAbsolute } from "node:path";
import type { Inputs } from "./inputs.js";

interface Place {
  /** Where a plan is written to. */
  readonly planFile: string;
  /** Whether what `status` sees may be recorded: not for what nobody has merged. */
  readonly record: boolean;
}

/** The command line that a step stands for. Values are joined to their options, so that none is taken for another option. */
export function argumentsOf(inputs: Inputs, { planFile, record }: Place): string[] {
  const { command, organizations, shard, changedSince, only, maxSensors } = inputs;
  const source = [`--directory=${inputs.directory}`, `--config=${inputs.config}`, "--format=json"];
  const terms = organizations.map((term) => `--organization=${term}`);
  const chosen = [...terms, ...(shard === undefined ? [] : [`--shard=${shard}`])];
  const since = changedSince === undefined ? [] : [`--changed-since=${changedSince}`];
  const limit = maxSensors === undefined ? [] : [`--max-sensors=${maxSensors}`];
  switch (command) {
    case "validate":
      return [command, ...source, ...since];
    case "test":
      return [command, ...source];
    case "plan":
      return [command, ...source, ...chosen, ...since, ...limit, `--out=${planFile}`];
    case "apply":
      return [
        command,
        ...source,
        ...chosen,
        ...limit,
        ...(only === undefined ? [] : [`--only=${only}`]),
        ...agreedTo(inputs.fingerprint),
      ];
    case "drift":
      return [command, ...source, ...chosen];
    case "status":
      return [command, ...source, ...chosen, ...(record ? ["--record"] : [])];
    case "merge-reports":
      return [command, `--config=${inputs.config}`, "--format=json", "--", ...reportsOf(inputs)];
  }
}

/** A plan file says more than its fingerprints: when it was made and whom it reaches. Without either, the merge is the consent. */
function agreedTo(fingerprint: string | undefined): string[] {
  if (fingerprint === undefined) return ["--yes"];
  return fingerprint.endsWith(".json") ? ["--", fingerprint] : [`--fingerprint=${fingerprint}`];
}

/** Where the reports are, from where the step starts: the command itself knows no working directory. */
const reportsOf = ({ directory, reports }: Inputs): string[] =>
  reports.map((path) => (isAbsolute(path) ? path : `${directory}/${path}`));
