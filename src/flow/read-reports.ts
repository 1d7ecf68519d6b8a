import { isJsonObject, type Json, type JsonObject } from "../core/model/json.js";
import type { ReportInFile, WalkedReport } from "../core/model/merge-reports.js";
import { messageOf } from "../core/model/message-of.js";
import { drift, plan, status } from "../core/validate/generated/report-validators.js";

/** Longest report that is read, in characters: some thousand organizations with all that can be said of them. */
const longestReport = 100_000_000;

const validators = { plan, apply: plan, drift, status } as const;

/**
 * A report as `--format json` prints it, or a plan file. It is data from a file: what has not exactly the shape that its schema says is
 * refused. Throws an Error that says what is wrong with it.
 */
export function readReport(file: string, text: string): ReportInFile {
  if (text.length > longestReport) throw notReadable(file, `it has more than ${longestReport} characters`);
  const value = parse(file, text);
  const validate = validatorOf(value);
  if (validate === undefined)
    throw notReadable(
      file,
      "its `command` is none of plan, apply, drift, status; write it with --format json",
    );
  if (!validate(value)) {
    const [error] = validate.errors ?? [];
    throw notReadable(file, `${error?.instancePath || "it"} ${error?.message ?? "has another shape"}`);
  }
  const { version: _version, verdict: _verdict, exitCode: _exitCode, ...report } = value as JsonObject;
  return { file, report: report as unknown as WalkedReport };
}

function validatorOf(value: Json): (typeof validators)[keyof typeof validators] | undefined {
  const command = isJsonObject(value) ? value["command"] : undefined;
  const name = (["plan", "apply", "drift", "status"] as const).find((one) => one === command);
  return name && validators[name];
}

function parse(file: string, text: string): Json {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notReadable(file, messageOf(error));
  }
}

const notReadable = (file: string, why: string): Error =>
  new Error(`Cannot read the report in ${file}: ${why}`);
