import type { Command } from "commander";
import type { CommandContext } from "./context.js";

/** One command as `lctasks --help` lists it; its code is loaded when it is typed. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<(context: CommandContext) => Command>;
}

/** Every command. To add one: a file here, a line in this table, a test. */
export const commands: readonly CommandEntry[] = [
  {
    name: "init",
    summary: "write the first files of a repository",
    load: async () => (await import("./init.js")).initCommand,
  },
  {
    name: "validate",
    summary: "check the files, offline and without credentials",
    load: async () => (await import("./validate.js")).validateCommand,
  },
  {
    name: "test",
    summary: "run the unit tests of rules, offline",
    load: async () => (await import("./test.js")).testCommand,
  },
  {
    name: "plan",
    summary: "show what apply would do, and change nothing",
    load: async () => (await import("./plan.js")).planCommand,
  },
  {
    name: "apply",
    summary: "make the organization as the files say",
    load: async () => (await import("./apply.js")).applyCommand,
  },
  {
    name: "status",
    summary: "show how far the tasks are",
    load: async () => (await import("./status.js")).statusCommand,
  },
  {
    name: "drift",
    summary: "show what moved in live without Git",
    load: async () => (await import("./drift.js")).driftCommand,
  },
  {
    name: "shard",
    summary: "divide the organizations between jobs of a CI matrix",
    load: async () => (await import("./shard.js")).shardCommand,
  },
  {
    name: "merge-reports",
    summary: "join the reports of shards to one",
    load: async () => (await import("./merge-reports.js")).mergeReportsCommand,
  },
  {
    name: "queue",
    summary: "show what is pending now, ours and foreign",
    load: async () => (await import("./queue.js")).queueCommand,
  },
  {
    name: "adopt",
    summary: "record what somebody else queued as a task's run",
    load: async () => (await import("./adopt.js")).adoptCommand,
  },
  {
    name: "import",
    summary: "make task files of what others queued, without running it again",
    load: async () => (await import("./import.js")).importCommand,
  },
  {
    name: "rules",
    summary: "write the response rules into files that git-sync applies",
    load: async () => (await import("./rules.js")).rulesCommand,
  },
  {
    name: "resolve",
    summary: "close a run whose answer nobody knows",
    load: async () => (await import("./resolve.js")).resolveCommand,
  },
  {
    name: "accept",
    summary: "write in a task's file that its edit needs no new run",
    load: async () => (await import("./accept.js")).acceptCommand,
  },
  {
    name: "rerun",
    summary: "raise a task's run in its file",
    load: async () => (await import("./rerun.js")).rerunCommand,
  },
  {
    name: "cancel",
    summary: "cancel what is pending of tasks, now; --all stops everything",
    load: async () => (await import("./cancel.js")).cancelCommand,
  },
  {
    name: "pause",
    summary: "issue and cancel nothing until somebody resumes",
    load: async () => (await import("./pause.js")).pauseCommand,
  },
  {
    name: "resume",
    summary: "end a pause",
    load: async () => (await import("./resume.js")).resumeCommand,
  },
  {
    name: "ledger",
    summary: "the record of what was issued: create, show, history, export, import, rebuild, migrate, unlock",
    load: async () => (await import("./ledger.js")).ledgerCommand,
  },
  {
    name: "subscribe",
    summary: "subscribe to the extension that queues tasks",
    load: async () => (await import("./subscribe.js")).subscribeCommand,
  },
  {
    name: "explain",
    summary: "one page about a task",
    load: async () => (await import("./explain.js")).explainCommand,
  },
  {
    name: "selector",
    summary: "read a sensor selector",
    load: async () => (await import("./selector.js")).selectorCommand,
  },
  {
    name: "command",
    summary: "read a sensor command line",
    load: async () => (await import("./command.js")).commandCommand,
  },
  {
    name: "convert-rules",
    summary: "convert rules that call the legacy service",
    load: async () => (await import("./convert-rules.js")).convertRulesCommand,
  },
  {
    name: "doctor",
    summary: "say what is wrong with machine, credentials and organization",
    load: async () => (await import("./doctor.js")).doctorCommand,
  },
  {
    name: "completion",
    summary: "print the completion of bash, zsh or fish",
    load: async () => (await import("./completion.js")).completionCommand,
  },
  {
    name: "sandbox",
    summary: "run a pretend LimaCharlie on loopback",
    load: async () => (await import("./sandbox.js")).sandboxCommand,
  },
  {
    name: "demo",
    summary: "the whole story on a sandbox, in seconds",
    load: async () => (await import("./demo.js")).demoCommand,
  },
];
