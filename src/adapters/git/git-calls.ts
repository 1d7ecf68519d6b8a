import { simpleGit } from "simple-git";

/** Runs Git with these words, the text on its standard input; resolves with what it printed. Rejects with what it complained about. */
export type Git = (words: readonly string[], input?: string) => Promise<string>;

/**
 * Git for plumbing and for talking to a remote. It asks nobody for a password, starts no clean-up in the background, speaks English (so
 * that its complaints can be told apart), and needs neither `user.name` nor `user.email`. Of Git's own variables only those are passed
 * on that say how to reach the remote.
 */
export function gitCallsIn(directory: string): Git {
  const environment = gitEnvironment(process.env);
  return (words, input) =>
    simpleGit({
      baseDir: directory,
      config: ["gc.auto=0", "maintenance.auto=false"],
      allowEnvironment: [...reach, ...Object.keys(ours)],
      unsafe: { allowUnsafeSshCommand: true, allowUnsafeAskPass: true },
      timeout: { block: silenceMs },
      completion: { onClose: true, onExit: lingerMs },
      errors: (error, { exitCode, stdErr, stdOut }) =>
        error ?? (exitCode === 0 ? undefined : Buffer.concat([...stdErr, ...stdOut, ending(exitCode)])),
      ...(input === undefined ? {} : { input: () => input }),
    })
      .env(environment)
      .raw([...words]);
}

/** A Git that says nothing for so long is ended. */
const silenceMs = 120_000;

/** A program that Git leaves behind (a shared ssh connection) may keep its output open; what was printed is there long before. */
const lingerMs = 2000;

const ending = (exitCode: number): Buffer => Buffer.from(`\nGit ended with ${exitCode}`);

/** Variables of the person who started us that say how a remote is reached. */
const reach = ["GIT_SSH_COMMAND", "GIT_SSH", "GIT_SSH_VARIANT", "GIT_ASKPASS", "SSH_ASKPASS"];

const ours = {
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: "lctasks",
  GIT_AUTHOR_EMAIL: "lctasks@localhost",
  GIT_COMMITTER_NAME: "lctasks",
  GIT_COMMITTER_EMAIL: "lctasks@localhost",
};

/** The variables of a process, without those that could make Git work on another repository or start a program of somebody's choice. */
function gitEnvironment(all: NodeJS.ProcessEnv): Record<string, string> {
  const passed = Object.entries(all).filter(
    ([name]) => reach.includes(name) || !/^(?:git_.*|editor|visual|pager|prefix|ssh_askpass)$/i.test(name),
  );
  return { ...(Object.fromEntries(passed) as Record<string, string>), ...ours, LC_ALL: "C" };
}
