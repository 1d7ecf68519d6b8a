/** One input of the action: what action.yml and the README say of it. */
export interface ActionInput {
  readonly name: InputName;
  /** What it is when nobody gives it; empty: nothing. */
  readonly byDefault: string;
  /** The option of the command line that it becomes, for the commands that have it. */
  readonly option?: { readonly name: string; readonly commands: readonly ActionCommand[] };
  /** The environment variable that it becomes. */
  readonly variable?: string;
  /** It never appears in a log. */
  readonly secret?: boolean;
}

export const actionCommands = [
  "validate",
  "test",
  "plan",
  "apply",
  "drift",
  "status",
  "merge-reports",
] as const;
export type ActionCommand = (typeof actionCommands)[number];

const inputNames = [
  "command",
  "working-directory",
  "config",
  "organizations",
  "shard",
  "changed-since",
  "reports",
  "api-key",
  "uid",
  "oid",
  "github-token",
  "comment",
  "fail-on",
  "fingerprint",
  "only",
  "max-sensors",
] as const;
export type InputName = (typeof inputNames)[number];

export const failureKinds = ["error", "changes", "drift", "held", "warnings"] as const;
export type FailureKind = (typeof failureKinds)[number];
/** What the command line ends with another code than 0 for. */
export const defaultFailOn = ["error", "held"] as const satisfies readonly FailureKind[];

const online = ["plan", "apply", "drift", "status"] as const;
const withFiles = ["validate", "test", ...online] as const;

/** Every input. To add one: a name above, a line here, action.yml, a row in the README; a test compares them. */
export const actionInputs: readonly ActionInput[] = [
  { name: "command", byDefault: "validate" },
  { name: "working-directory", byDefault: ".", option: { name: "--directory", commands: withFiles } },
  { name: "config", byDefault: "lctasks.yaml", option: { name: "--config", commands: actionCommands } },
  { name: "organizations", byDefault: "", option: { name: "--organization", commands: online } },
  { name: "shard", byDefault: "", option: { name: "--shard", commands: online } },
  {
    name: "changed-since",
    byDefault: "",
    option: { name: "--changed-since", commands: ["plan", "validate"] },
  },
  { name: "reports", byDefault: "" },
  { name: "api-key", byDefault: "", variable: "LC_API_KEY", secret: true },
  { name: "uid", byDefault: "", variable: "LC_UID" },
  { name: "oid", byDefault: "", variable: "LC_OID" },
  { name: "github-token", byDefault: "${{ github.token }}", secret: true },
  { name: "comment", byDefault: "auto" },
  { name: "fail-on", byDefault: defaultFailOn.join(",") },
  { name: "fingerprint", byDefault: "", option: { name: "--fingerprint", commands: ["apply"] } },
  { name: "only", byDefault: "", option: { name: "--only", commands: ["apply"] } },
  { name: "max-sensors", byDefault: "", option: { name: "--max-sensors", commands: ["plan", "apply"] } },
];

const commentModes = ["auto", "always", "changes", "never"] as const;
export type CommentMode = (typeof commentModes)[number];

/** The inputs of one step, checked. */
export interface Inputs {
  readonly command: ActionCommand;
  readonly directory: string;
  readonly config: string;
  readonly organizations: readonly string[];
  /** One part of the organizations, such as `3/10`. */
  readonly shard?: string;
  /** What a person calls a commit. */
  readonly changedSince?: string;
  /** The reports to merge, relative to `directory`; a folder ends with /. At least one where `command` is merge-reports. */
  readonly reports: readonly string[];
  readonly githubToken?: string;
  readonly comment: CommentMode;
  readonly failOn: readonly FailureKind[];
  /** Fingerprints, a file of them, or a plan file. */
  readonly fingerprint?: string;
  readonly only?: string;
  readonly maxSensors?: string;
}

type Environment = { readonly [name: string]: string | undefined };

/** The text of an input as the runner passes it (`INPUT_API-KEY`), without spaces around it; its default when it is empty. */
export function inputText(environment: Environment, name: InputName): string {
  const given = environment[`INPUT_${name.toUpperCase()}`]?.trim() ?? "";
  if (given !== "") return given;
  const { byDefault } = actionInputs.find((input) => input.name === name) ?? { byDefault: "" };
  return byDefault.startsWith("${{") ? "" : byDefault;
}

/** Reads every input. Throws an Error that names the input which cannot be right. */
export function readInputs(environment: Environment): Inputs {
  const text = (name: InputName): string => inputText(environment, name);
  const optional = <K extends keyof Inputs>(key: K, name: InputName): { [key in K]?: string } =>
    text(name) === "" ? {} : ({ [key]: text(name) } as { [key in K]: string });
  const command = oneOf("command", text("command"), actionCommands);
  const reports = linesOf(text("reports"));
  if (command === "merge-reports" && reports.length === 0)
    throw new Error(
      "Cannot merge reports: the input reports names none. Write files, or a folder with / at its end, one per line",
    );
  return {
    command,
    directory: text("working-directory"),
    config: text("config"),
    organizations: listOf(text("organizations")),
    comment: oneOf("comment", text("comment"), commentModes),
    failOn: listOf(text("fail-on")).map((word) => oneOf("fail-on", word, failureKinds)),
    reports,
    ...optional("shard", "shard"),
    ...optional("changedSince", "changed-since"),
    ...optional("githubToken", "github-token"),
    ...optional("fingerprint", "fingerprint"),
    ...optional("only", "only"),
    ...optional("maxSensors", "max-sensors"),
  };
}

/** Words between commas, spaces or line ends. */
const listOf = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== "");

/** Lines that have something in them, without the spaces around it. */
const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

function oneOf<T extends string>(name: InputName, text: string, choices: readonly T[]): T {
  const choice = choices.find((each) => each === text);
  if (choice !== undefined) return choice;
  throw new Error(`Cannot use ${JSON.stringify(text)} for the input ${name}: write ${choices.join(", ")}`);
}
