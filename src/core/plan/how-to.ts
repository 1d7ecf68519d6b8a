/**
 * A command line that settles something, as a person types it. Names and aliases need no quotes in a shell; what may (a task_id is
 * whatever the service gave) is quoted.
 */
export function howTo(organization: string, ...words: readonly string[]): string {
  return `\`lctasks ${[...words, "--organization", organization].map(shellWord).join(" ")}\``;
}

const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
