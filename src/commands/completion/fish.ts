import type { CommandWords, OptionWords } from "./words.js";

/** Completion for fish: one line per command and option, with what each does. */
export function fishScript(commands: readonly CommandWords[]): string {
  const top = commands.filter(({ path }) => !path.includes(" "));
  return `# fish completion of lctasks, made by \`lctasks completion fish\`
function __lctasks_at
    set -l words (commandline -opc)
    set -l wanted (string split ' ' -- $argv[1])
    test (count $words) -gt (count $wanted); or return 1
    set -l last (math 1 + (count $wanted))
    test "$words[2..$last]" = "$wanted"
end
complete -c lctasks -n "test (count (commandline -opc)) -eq 1" -f
${top.map(({ path, summary }) => `complete -c lctasks -n "test (count (commandline -opc)) -eq 1" -a ${path} -d ${quoted(summary)}`).join("\n")}
${commands.flatMap(lines).join("\n")}
`;
}

function lines(command: CommandWords): string[] {
  const start = `complete -c lctasks -n "__lctasks_at '${command.path}'"`;
  return [
    ...(command.argument === "files" ? [] : [`${start} -f`]),
    ...(command.choices.length === 0 ? [] : [`${start} -a ${quoted(command.choices.join(" "))}`]),
    ...(command.argument === "tasks" ? [`${start} -a "(lctasks completion --tasks 2>/dev/null)"`] : []),
    ...command.options.map((option) => `${start} ${optionText(option)}`),
  ];
}

function optionText({ short, long, summary, takesValue, choices }: OptionWords): string {
  return [
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    `-l ${long.slice(2)}`,
    ...(takesValue ? [choices.length === 0 ? "-r" : `-x -a ${quoted(choices.join(" "))}`] : []),
    `-d ${quoted(summary)}`,
  ].join(" ");
}

const quoted = (text: string): string => `'${text.replace(/['\\]/g, "\\$&")}'`;
