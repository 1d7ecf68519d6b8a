import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { filesAt } from "./adapters/disk/files.js";
import { cacheFolder } from "./adapters/disk/cache-folder.js";
import { fileJournal } from "./adapters/disk/journal-file.js";
import { newFile } from "./adapters/disk/new-file.js";
import { replaceFile } from "./adapters/disk/replace-file.js";
import { appendFile, freshFile } from "./adapters/disk/runner-files.js";
import { type TemporaryFolder, temporaryFolder } from "./adapters/disk/temporary-folder.js";
import { systemClock } from "./adapters/system/clock.js";
import { failAtEnd } from "./adapters/system/fail-at-end.js";
import { operatorOf } from "./adapters/system/operator.js";
import { onFirstSignal } from "./adapters/system/signals.js";
import { compileWasmLater } from "./adapters/system/wasm-tiering.js";
import type { Budget, Credential } from "./adapters/limacharlie/budget.js";
import { askerOf } from "./adapters/terminal/asker.js";
import { consoleOf, type Streams } from "./adapters/terminal/console.js";
import { outlive } from "./adapters/terminal/outlive.js";
import { screenWithoutSecrets, withoutSecrets } from "./adapters/terminal/without-secrets.js";
import { screenOf } from "./adapters/terminal/screen.js";
import { styleFor } from "./adapters/terminal/style.js";
import type { Created, NewFile } from "./adapters/disk/create-files.js";
import type { GitState } from "./adapters/git/state.js";
import type { Endpoints } from "./adapters/limacharlie/endpoints.js";
import type { Configuration, Organization } from "./core/model/configuration.js";
import type { Style } from "./core/report/style.js";
import type { Asker } from "./ports/asker.js";
import type { Clock } from "./ports/clock.js";
import type { CodeHost } from "./ports/code-host.js";
import type { Console } from "./ports/console.js";
import type { EarlierFiles } from "./ports/earlier-files.js";
import type { Files } from "./ports/files.js";
import type { History } from "./ports/history.js";
import type { KeptResults } from "./ports/kept-results.js";
import type { LedgerStore } from "./ports/ledger.js";
import type { Screen } from "./ports/screen.js";
import type { Witness } from "./ports/witness.js";
import type { Patience, ReadableOrganization, WritableOrganization } from "./ports/organization.js";

/** What a process brings: its arguments' world. Tests bring their own. */
export interface Process extends Streams {
  /** The working directory, absolute. */
  readonly directory: string;
  readonly clock: Clock;
  /** A fresh random id. */
  newId(): string;
  /** Calls back when a person asks to stop. Returns how to stop listening. */
  onStop(callback: () => void): () => void;
}

/** The process we are. What of its output is lost makes it fail at its end. */
export function thisProcess(): Process {
  for (const stream of [process.stdout, process.stderr]) outlive(stream, () => failAtEnd(process));
  return {
    input: process.stdin,
    output: process.stdout,
    error: process.stderr,
    environment: process.env,
    directory: process.cwd(),
    clock: systemClock,
    newId: () => globalThis.crypto.randomUUID(),
    onStop: (callback) => onFirstSignal(callback, process),
  };
}

/** Something that has to be closed at the end. */
export type Opened<T> = T & { readonly close: () => Promise<void> };

/** Everything outside, chosen once. Heavy adapters are loaded when they are asked for. */
export interface World {
  readonly process: Process;
  readonly console: Console;
  /** The terminal's whole screen; undefined where standard output is none. */
  screen(): Screen | undefined;
  /** For standard output and for standard error. */
  readonly style: { readonly output: Style; readonly error: Style };
  files(root: string): Files;
  /** The text of any file, relative to the working directory. Throws when it cannot be read. */
  readText(path: string): string;
  /** Writes the text of a file, a new one or one that exists; nobody reads half of it. Throws when it cannot be written. */
  replaceText(path: string, text: string): void;
  /** Makes a new file below a folder, relative to that. Throws when something has its name or leads out of the folder. */
  createText(root: string, path: string, text: string): void;
  /** Appends to a file. Throws when it cannot be written. */
  appendText(path: string, text: string): void;
  /** The path of a new file with this name, in a folder of its own below `parent`. Throws when there cannot be one. */
  freshFile(name: string, parent: string | undefined): string;
  /** An empty folder where the system keeps what may go. Throws when there cannot be one. */
  temporaryFolder(): TemporaryFolder;
  history(root: string): Promise<History>;
  /** The repository's files as they were at a commit. */
  earlierFiles(root: string): Promise<EarlierFiles>;
  /** What earlier runs of this program made of the files below a root, where there is a place to keep it. */
  kept<T>(root: string): Promise<KeptResults<T> | undefined>;
  /** Where the workflow that we run in belongs, as its token reaches it; undefined outside of one. */
  codeHost(token: string): Promise<CodeHost | undefined>;
  /** Whether the repository has a Git remote that a ledger could be kept on. */
  hasRemote(root: string): Promise<boolean>;
  /** Makes files that do not exist below a folder; what exists is left as it is. All or none: throws when one cannot be made. */
  createFiles(root: string, files: readonly NewFile[]): Promise<Created>;
  /** Somebody to ask, line by line. */
  asker(): Asker;
  /** Git as the repository sees it: the program, the repository, the remote. Never throws. */
  git(root: string): Promise<GitState>;
  /** Where requests go. Throws for an address that a credential must not travel to. */
  addresses(): Promise<Endpoints>;
  /** One organization, read-only. Throws when an address or a credential is missing or cannot be right. */
  reading(
    organization: Organization,
    configuration: Configuration,
    root: string,
  ): Promise<Opened<ReadableOrganization>>;
  /** One organization, with what changes it. Throws like `reading`. */
  writing(
    organization: Organization,
    configuration: Configuration,
    root: string,
  ): Promise<Opened<WritableOrganization>>;
}

/** The world of a process. */
export function openWorld(process: Process): World {
  const secrets = new Set<string>();
  const budgetOf = budgetsOf(process);
  const open = (organization: Organization, configuration: Configuration, root: string) => {
    const key = process.environment[organization.apiKeyEnv];
    if (key) secrets.add(key);
    return openOrganization({ process, organization, configuration, root, budgetOf });
  };
  return {
    process,
    console: withoutSecrets(consoleOf(process), secrets),
    screen: () => {
      const screen = screenOf(process);
      return screen && screenWithoutSecrets(screen, secrets);
    },
    style: {
      output: styleFor(process.output, process.environment),
      error: styleFor(process.error, process.environment),
    },
    files: (root) => filesAt(existing(resolve(process.directory, root))),
    readText: (path) => readFileSync(resolve(process.directory, path), "utf8"),
    replaceText: (path, text) => replaceFile(resolve(process.directory, path), text),
    createText: (root, path, text) => newFile(resolve(process.directory, root), path, text),
    appendText: (path, text) => appendFile(resolve(process.directory, path), text),
    freshFile,
    temporaryFolder,
    kept: async (root) => {
      const folder = cacheFolder(process.environment);
      if (folder === undefined) return undefined;
      const { keptResults } = await import("./adapters/disk/kept-results.js");
      return keptResults({ folder, root: resolve(process.directory, root), build: __LCTASKS_BUILD__ });
    },
    history: async (root) => {
      const { historyAt } = await import("./adapters/git/history.js");
      return historyAt(resolve(process.directory, root));
    },
    earlierFiles: async (root) => {
      const { earlierFilesAt } = await import("./adapters/git/earlier-files.js");
      return earlierFilesAt(resolve(process.directory, root));
    },
    hasRemote: async (root) => {
      const { hasRemote } = await import("./adapters/git/remote.js");
      return hasRemote(resolve(process.directory, root));
    },
    createFiles: async (root, files) => {
      const { createFiles } = await import("./adapters/disk/create-files.js");
      return createFiles(existing(resolve(process.directory, root)), files);
    },
    asker: () => askerOf(process),
    git: async (root) => {
      const { gitState } = await import("./adapters/git/state.js");
      return gitState(resolve(process.directory, root));
    },
    addresses: async () => {
      const { checkEndpoints } = await import("./adapters/limacharlie/endpoints.js");
      return checkEndpoints(addressesIn(process.environment));
    },
    codeHost: (token) => openCodeHost(process, token),
    reading: open,
    writing: open,
  };
}

async function openCodeHost({ environment, clock }: Process, token: string): Promise<CodeHost | undefined> {
  const repository = environment["GITHUB_REPOSITORY"];
  if (!repository) return undefined;
  compileWasmLater();
  const { gitHubHost } = await import("./adapters/github/host.js");
  return gitHubHost({
    apiUrl: environment["GITHUB_API_URL"] || "https://api.github.com",
    graphqlUrl: environment["GITHUB_GRAPHQL_URL"] || undefined,
    token,
    repository,
    version: __LCTASKS_VERSION__,
    sleep: (ms) => clock.sleep(ms),
  });
}

/** Throws for a folder that does not exist. */
function existing(folder: string): string {
  if (existsSync(folder)) return folder;
  throw new Error(
    `Cannot open ${folder}: there is no such folder. Go to the repository, or name it with --directory`,
  );
}

interface OpenInput {
  readonly process: Process;
  readonly organization: Organization;
  readonly configuration: Configuration;
  readonly root: string;
  readonly budgetOf: BudgetOf;
}

type BudgetOf = (credential: Credential) => Promise<Budget>;

/** What all organizations of one credential share. */
function budgetsOf({ clock }: Process): BudgetOf {
  const outside = {
    monotonicMs: () => clock.monotonicMs(),
    sleep: (ms: number) => clock.sleep(ms),
    random: Math.random,
  };
  let shared: Promise<(credential: Credential) => Budget> | undefined;
  return async (credential) => {
    shared ??= import("./adapters/limacharlie/budget.js").then(({ sharedBudgets }) => sharedBudgets(outside));
    return (await shared)(credential);
  };
}

async function openOrganization(input: OpenInput): Promise<Opened<WritableOrganization>> {
  const { environment } = input.process;
  compileWasmLater();
  const { limacharlieOrganization } = await import("./adapters/limacharlie/organization.js");
  const { timeoutsOf } = await import("./adapters/limacharlie/timeouts.js");
  const oid = required(input.organization.oid ?? environment["LC_OID"], "LC_OID");
  const credential = {
    apiKey: required(environment[input.organization.apiKeyEnv], input.organization.apiKeyEnv),
    uid: environment[input.organization.uidEnv] || undefined,
  };
  const remote = limacharlieOrganization({
    oid,
    ...credential,
    budget: await input.budgetOf(credential),
    timeouts: timeoutsOf(environment["LCTASKS_REQUEST_TIMEOUT"]),
    ...addressesIn(environment),
    version: __LCTASKS_VERSION__,
    local: input.process.clock,
  });
  return {
    ...remote,
    alias: input.organization.alias,
    ruleWriter: input.configuration.rulesTo === undefined ? remote.rules : undefined,
    ledger: await openLedger(input, remote),
    witness: await openWitness(input, remote.oid),
    journal: fileJournal({
      root: resolve(input.process.directory, input.root),
      project: input.configuration.project,
      oid: remote.oid,
    }),
    patience: await patienceOf(input, remote.taskTimeoutMs),
    operator: { ...operatorOf(environment), newId: () => input.process.newId() },
  };
}

const addressesIn = (environment: Process["environment"]) => ({
  apiUrl: environment["LCTASKS_API_URL"] || undefined,
  jwtUrl: environment["LCTASKS_JWT_URL"] || undefined,
});

function required(value: string | undefined, variable: string): string {
  if (value === undefined || value === "")
    throw new Error(`Cannot sign in: the environment variable ${variable} is not set`);
  return value;
}

async function openLedger(
  { configuration, process, root }: OpenInput,
  remote: { readonly oid: string; hiveLedger(project: string): LedgerStore },
): Promise<LedgerStore> {
  const { ledger, project } = configuration;
  if (ledger === "hive") return remote.hiveLedger(project);
  if (ledger === "git") {
    const { gitLedger } = await import("./adapters/git/ledger-git.js");
    const sleep = (ms: number): Promise<void> => process.clock.sleep(ms);
    return gitLedger({ root: resolve(process.directory, root), project, oid: remote.oid, sleep });
  }
  const { fileLedger } = await import("./adapters/disk/ledger-file.js");
  return fileLedger({ root: resolve(process.directory, root), project, oid: remote.oid });
}

async function openWitness(
  { configuration, process, root }: OpenInput,
  oid: string,
): Promise<Witness | undefined> {
  const { witness, project } = configuration;
  if (witness === "none") return undefined;
  const { gitWitness } = await import("./adapters/git/witness.js");
  return gitWitness({ root: resolve(process.directory, root), project, oid });
}

/** On loopback nothing has to settle: there is no service behind it that loads rules late (unless a test says so). */
async function patienceOf(
  { configuration, process }: OpenInput,
  requestTimeoutMs: number,
): Promise<Patience> {
  const { isLoopbackUrl } = await import("./adapters/limacharlie/endpoints.js");
  const near = isLoopbackUrl(process.environment["LCTASKS_API_URL"]);
  return {
    ruleSettleMs: (configuration.ruleSettleSeconds ?? (near ? 0 : 30)) * 1000,
    listSettleMs: near ? 0 : 5000,
    witnessSettleMs: near ? 0 : 10_000,
    requestTimeoutMs,
  };
}
