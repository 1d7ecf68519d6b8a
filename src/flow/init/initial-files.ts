import type { LedgerBackend } from "../../core/model/configuration.js";
import { editorSchemas, workflows } from "./generated/texts.js";

/** What `lctasks init` was told. */
export interface InitAnswers {
  readonly project: string;
  /** Left out: taken from `LC_OID`, as in the workflows. */
  readonly oid?: string;
  readonly ledger: LedgerBackend;
  readonly workflows: boolean;
}

/** The schemas for editors, as this version has them. */
export const schemaFiles = [
  { path: "schemas/config.schema.json", text: editorSchemas.config },
  { path: "schemas/task.schema.json", text: editorSchemas.task },
] as const;

/** Every file of a new repository, by its path below the root. */
export function initialFiles(
  answers: InitAnswers,
): readonly { readonly path: string; readonly text: string }[] {
  return [
    { path: "lctasks.yaml", text: configurationText(answers) },
    { path: "tasks/os-version.yaml", text: firstTask },
    ...schemaFiles,
    { path: ".vscode/settings.json", text: editorSettings },
    ...(answers.workflows
      ? Object.entries(workflows).map(([name, text]) => ({ path: `.github/workflows/lctasks-${name}`, text }))
      : []),
  ];
}

function configurationText({ project, oid, ledger }: InitAnswers): string {
  const organizations =
    oid === undefined
      ? "# The organization and its key are named by LC_OID and LC_API_KEY; several are listed under `organizations:`.\n"
      : `organizations:\n  default: { oid: ${oid}, apiKeyEnv: LC_API_KEY }\n`;
  return `# yaml-language-server: $schema=schemas/config.schema.json
version: 1
project: ${project} # marks what we own; never change it
${organizations}ledger: ${ledger} # where the record of what was issued is kept
limits:
  sensorsPerTask: 1000
  sensorsPerApply: 5000
policy:
  deny: [uninstall]
`;
}

/** Reads one fact, on sensors that somebody tags for it. */
const firstTask = `# yaml-language-server: $schema=../schemas/task.schema.json
name: os-version
description: Which operating system build is on each machine of the trial?
task: os_version
tag: lctasks-trial # reaches only the sensors that you give this tag
ttl: 1d
run: 1 # the only thing that makes it run (again)
response:
  - respond:
      - { action: report, name: os-version-answered }
`;

const editorSettings = `${JSON.stringify(
  {
    "yaml.schemas": {
      "./schemas/config.schema.json": "lctasks.yaml",
      "./schemas/task.schema.json": "tasks/**/*.yaml",
    },
  },
  null,
  2,
)}\n`;
