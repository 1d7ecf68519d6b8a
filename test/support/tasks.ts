/** The text of a small configuration. */
export const configText = (more = ""): string => `version: 1\nproject: soc\n${more}`;

/** The text of a task file; `more` is appended as it is. */
export function taskText(
  name: string,
  {
    task = "os_version",
    target = "tag: workstation",
    run = 1,
    ttl = "1d",
    more = "",
  }: Partial<TaskText> = {},
): string {
  return `name: ${name}\ntask: ${task}\n${target}\nrun: ${run}\nttl: ${ttl}\n${more}`;
}

interface TaskText {
  readonly task: string;
  readonly target: string;
  readonly run: number;
  readonly ttl: string;
  readonly more: string;
}

/** A response of one action, to be appended to a task. */
export const responseText = "response:\n  - respond:\n      - { action: output, name: tasks-output }\n";
