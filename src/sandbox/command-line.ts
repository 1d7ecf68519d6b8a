/** A task as a sensor reads it: the command and what follows. */
export interface CommandLine {
  readonly name: string;
  readonly arguments: readonly string[];
}

/** Words that are not flags and come before the first flag. */
export function positionals(line: CommandLine): readonly string[] {
  const end = line.arguments.findIndex((word) => word.startsWith("-"));
  return end < 0 ? line.arguments : line.arguments.slice(0, end);
}

/** The value of a flag, as `--flag value` or `--flag=value`; undefined when it is not there. */
export function flagValue(line: CommandLine, flag: string): string | undefined {
  const at = line.arguments.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = line.arguments[at];
  return word === flag ? line.arguments[at + 1] : word?.slice(flag.length + 1);
}
