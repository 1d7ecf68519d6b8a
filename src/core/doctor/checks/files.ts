import type { Diagnosis } from "../../model/doctor-report.js";
import type { MachineFacts } from "../facts.js";
import { diagnoser } from "./diagnosis.js";

const say = diagnoser("files");

/** Whether there is a configuration, and whether the files are valid. */
export function checkFiles({ files }: Pick<MachineFacts, "files">): Diagnosis {
  const { path, present, errors, tasks } = files;
  if (!present)
    return say(
      "note",
      `there is no ${path} here: credentials are checked as for one organization`,
      "`lctasks init` writes one; or go to the repository, or name it with --directory",
    );
  if (errors > 0)
    return say(
      "error",
      `${errors === 1 ? "1 error" : `${errors} errors`} in ${path} and the task files: nothing would be sent`,
      "`lctasks validate` shows where, and what to do",
    );
  return say("ok", `${path} is valid, ${tasks === 1 ? "1 task" : `${tasks} tasks`}`);
}
