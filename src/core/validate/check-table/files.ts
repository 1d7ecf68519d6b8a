import type { CheckId } from "../checks.js";
import { type CheckPage, error, note, unsilencable, warning } from "./check-page.js";

/** The checks of `validate` on files, their YAML, the configuration, tasks and response rules. */
export const fileChecks: { readonly [check in CheckId]: CheckPage } = {
  "file/missing": error(
    "The configuration or a path that was named does not exist.",
    "Create it, or correct the path.",
  ),
  "file/outside-repository": error(
    "A path, glob or symbolic link leaves the repository, where nobody reviews what it holds.",
    "Move the file into the repository.",
  ),
  "file/too-large": error(
    "A file is larger than any file that people write.",
    "Split it, or take the data out of it.",
  ),
  "file/unreadable": error(
    "The file exists and cannot be read.",
    "Check its permissions, and that it is a file.",
  ),
  "file/empty": error(
    "A file with nothing in it says nothing, and looks like one whose content got lost.",
    "Write a task, or delete the file.",
  ),
  "file/not-utf-8": error("The file is in another encoding than UTF-8.", "Save it as UTF-8."),
  "file/ignored": warning(
    "A file that looks like a task file is not read.",
    "Rename it so that the globs of the configuration match it, or move it away.",
  ),
  "file/linked-folder": note(
    "A symbolic link leads to a folder whose files are read by another path; nothing is read twice.",
    "Remove the link; nothing else is missing.",
  ),
  "file/no-task-files": warning(
    "No file matches the globs of the configuration: nothing is declared.",
    "Correct `tasks:` in lctasks.yaml, or add a task file.",
  ),
  "file/no-organization-files": warning(
    "No file matches the globs that the configuration gives for organization files.",
    "Correct `organizationFiles:` in lctasks.yaml, or add an organization file.",
  ),

  "yaml/syntax": error("The file cannot be read as YAML.", "Correct the text at the place that is named."),
  "yaml/tab": error("YAML does not allow tabs in indentation.", "Indent with spaces."),
  "yaml/duplicate-key": error(
    "A key stands twice in one map, and one value would silently win.",
    "Remove one of the two.",
  ),
  "yaml/key-not-text": error(
    "A key is a map, a list or null.",
    "Write the key as text, in quotes where needed.",
  ),
  "yaml/tag": error("A custom tag asks for a type that plain data does not have.", "Remove the tag."),
  "yaml/version": error("The file asks for another version of YAML than 1.2.", "Remove the `%YAML` line."),
  "yaml/merge-key": error(
    "`<<` merges maps in YAML 1.1 only; in YAML 1.2 it is a key like any other.",
    "Write the members out.",
  ),
  "yaml/alias": error(
    "An alias has no anchor, contains itself, or the aliases of a file grow beyond what anybody writes.",
    "Write the values out.",
  ),
  "yaml/too-deep": error("Values are nested deeper than anything that people write.", "Write them flat."),
  "yaml/number": error(
    "A number is too large to be kept exactly, or is none.",
    "Put it in quotes if it is text.",
  ),
  "yaml/leading-zero": warning(
    "`012` is 10 in YAML 1.1 and 12 in YAML 1.2.",
    "Write the number without the zero, or put it in quotes.",
  ),
  "yaml/several-documents": error(
    "A file that holds one document has several.",
    "Remove the `---`, or split the file.",
  ),

  "config/unknown-key": error(
    "The configuration has no such key.",
    "Correct the name; the finding names the nearest one.",
  ),
  "config/missing-key": error("A key that the configuration needs is not there.", "Add it."),
  "config/wrong-type": error(
    "A value of the configuration is of another kind, such as text where a list is meant.",
    "Write the kind of value that is named.",
  ),
  "config/wrong-value": error(
    "A value of the configuration is out of its range or not of its form.",
    "Write a value as described.",
  ),
  "config/same-oid": error(
    "Two aliases are one organization: everything would run there twice.",
    "Remove one of the two, or correct its oid.",
  ),
  "config/same-alias": error(
    "Two organizations have one alias: nobody could say which of them is meant.",
    "Give one of them another `alias`.",
  ),
  "config/organization-dropped": error(
    "With `--changed-since`: an organization that the commit declares is declared no more, and was not retired there. What is queued in it and its response rules would stay for ever.",
    "Declare it again with `retired: true` and apply that; remove it after that.",
  ),
  "config/no-such-commit": error(
    "With `--changed-since`: the clone does not have the commit that is named.",
    "Fetch it (`fetch-depth: 0` for actions/checkout), or correct the name.",
  ),

  "task/unknown-key": error(
    "A task has no such key; a misspelt one would be ignored in silence.",
    "Correct the name; the finding names the nearest one.",
  ),
  "task/missing-key": error("A key that a task needs is not there.", "Add it."),
  "task/wrong-type": error(
    "A value of a task is of another kind, such as a number where text is meant.",
    "Write the kind of value that is named, in quotes where it is text.",
  ),
  "task/wrong-value": error(
    "A value of a task is out of its range or not of its form.",
    "Write a value as described.",
  ),
  "task/target": error("A task goes to exactly one of selector, sid, tag, plat, all.", "Keep one of them."),
  "task/reserved-name": error(
    "`none` has a meaning in `movedFrom`, so no task can be called so.",
    "Choose another name.",
  ),
  "task/duplicate-name": error(
    "Two tasks have one name, and the ledger knows tasks by name.",
    "Rename one of them.",
  ),
  "task/moved-from": error(
    "`movedFrom` names the task itself, or one that is still declared.",
    "Write the name that the task had before, or remove the line.",
  ),
  "task/organizations": error(
    "`organizations` names none that the configuration has.",
    "Correct the alias, glob or label.",
  ),
  "task/platform": warning(
    "No agent of this platform takes commands.",
    "Write windows, linux, macos or chrome.",
  ),
  "task/ttl-over-period": warning(
    "A recurring task would be kept longer than its period: a sensor that returns would run several copies. The period is in force.",
    "Write a `ttl` of at most `every`, or leave it out.",
  ),
  "task/schedule": error(
    "What says when and for whom a run goes on by itself contradicts something else in the file.",
    "Remove one of the two that the finding names.",
  ),
  "task/wave-share": note(
    "The share of a wave is no whole number of the 256 buckets that sensor ids fall into: what it really reaches is said.",
    "Nothing to do.",
  ),
  "task/same-context": error(
    "Two tasks of one organization have one context: their answers cannot be told apart.",
    "Give each task its own context, or leave it out.",
  ),
  "task/context-collides": error(
    "The rule of one task also hears the answers of another.",
    "Leave `detect` out, or compare with the whole beginning of the token: `op: starts with`, `value: <context>.r`.",
  ),

  "vars/unknown-variable": error(
    "An organization that the task is meant for has no variable of this name.",
    "Add it to `vars` of the organization, or of lctasks.yaml for all of them.",
  ),
  "vars/not-a-variable": error(
    "`${{` stands for something else than `${{ vars.name }}`; nothing else is put in, and nothing is put in twice.",
    "Write `${{ vars.name }}`, or take the `${{` out.",
  ),
  "vars/breaks-out": error(
    "A variable's value ends a quote, splits a word or binds to what is beside it: the command or selector would be another than the file shows.",
    "Put the variable in quotes (back-ticks in a selector, parentheses around a condition), or change the value.",
  ),

  "response/no-answer": error(
    "No event that answers the command carries the token, so no condition can be generated.",
    "Write `detect` yourself, or remove the rule.",
  ),
  "response/never-fires": error(
    "No answer that the task can get makes the rule fire: its token, its event types or its platforms do not fit. Conditions on the body of the event are taken as possible.",
    "Leave `detect` out: it is then generated from the command and the token.",
  ),
  "response/not-tied-to-token": warning(
    "The rule does not ask for the task's token: it also fires on answers to other tasks and people.",
    "Add a rule with `op: starts with`, `path: routing/investigation_id` and `value: <context>.r`.",
  ),
  "response/receipt-only": warning(
    "The rule hears that the command was received, and not the event that has its answer.",
    "Leave `detect` out, or let it listen to the answer's event too.",
  ),
  "response/same-key": error(
    "Two responses name one existing rule: each apply would write the one over the other.",
    "Leave `key` out in one of them.",
  ),
  "response/unknown-field": warning(
    "A condition looks at a field that no documented answer of the command has: mostly a misspelt one, and then it never holds.",
    "Write the field's documented name; the finding has the nearest one. Documentation is not complete: look at a real answer.",
  ),

  "ignore/unknown-check": error(
    "`ignore` names a check that does not exist; what it was meant for would be said all the same.",
    "Correct the id; the finding names the nearest one.",
  ),
  "ignore/not-silencable": error(
    "`ignore` names a check that stays: its findings say that something cannot run, or are a limit or policy.",
    "Put right what it says; limits and policy yield to `acknowledge`, `limits` and `policy`.",
  ),
  "ignore/not-needed": unsilencable(
    note("`ignore` names a check that finds nothing here to silence or to change.", "Remove the entry."),
  ),
};
