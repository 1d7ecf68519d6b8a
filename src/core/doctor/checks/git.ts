import type { Diagnosis } from "../../model/doctor-report.js";
import type { MachineFacts } from "../facts.js";
import { diagnoser } from "./diagnosis.js";

const say = diagnoser("git");

/** Whether Git is there, and the remote where the ledger or its witness need it. */
export function checkGit({
  git,
  ledger,
  witness,
}: Pick<MachineFacts, "git" | "ledger" | "witness">): Diagnosis {
  const user = ledger === "git" ? "ledger: git" : witness === "git" ? "witness: git" : undefined;
  const problem = user === undefined ? "note" : "error";
  const why = user === undefined ? "so which commit is applied is not recorded" : `and \`${user}\` needs it`;
  if (git.version === undefined) return say(problem, `Git is not installed, ${why}`, "Install Git");
  if (!git.repository)
    return say(problem, `this folder is in no Git repository, ${why}`, "Go to a clone, or run `git init`");
  if (git.remote) return say("ok", `Git ${git.version}, a repository with a remote origin`);
  if (user === undefined) return say("ok", `Git ${git.version}, a repository without a remote origin`);
  return say(
    "error",
    `this repository has no remote origin, and \`${user}\` needs one`,
    "`git remote add origin <address>`, with credentials that may push there",
  );
}
