/** A workflow command of GitHub's runner: `::name::value`, on one line whatever the value is. */
export function workflowCommand(name: string, value: string): string {
  const line = value.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return `::${name}::${line}\n`;
}

/** Masks of a secret, as a whole and line by line: the log is masked by lines. */
export function maskCommands(secret: string): string {
  const lines = secret.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.map((line) => workflowCommand("add-mask", line)).join("");
}

/** One entry of a file like GITHUB_OUTPUT. The delimiter is one that no value has, so that none can add a second entry. */
export function fileEntry(name: string, value: string, delimiter: string): string {
  if (value.includes(delimiter))
    throw new Error(`Cannot write the output ${name}: it has the delimiter in it`);
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
