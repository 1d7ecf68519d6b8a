import type { CommandWords } from "./words.js";

/** Completion for bash; zsh reads the same through its own bridge. Words are only letters, digits and `-:._`, so nothing needs quoting. No variable has a name that zsh keeps for itself: path, words, options. */
export function bashScript(commands: readonly CommandWords[]): string {
  const top = commands.filter(({ path }) => !path.includes(" ")).map(({ path }) => path);
  const groups = [
    ...new Set(commands.filter(({ path }) => path.includes(" ")).map(({ path }) => path.split(" ")[0])),
  ];
  return `# bash completion of lctasks, made by \`lctasks completion bash\`
_lctasks() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} at=\${COMP_WORDS[1]} flags= offers= tasks=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${[...top, "help", "--help", "--version"].join(" ")}" -- "$cur"))
    return
  fi
  case $at in ${groups.join("|")}) [ "$COMP_CWORD" -gt 2 ] && at="$at \${COMP_WORDS[2]}" ;; esac
  case "$at $prev" in
${commands.flatMap(valueCases).join("\n")}
  esac
  case $at in
${commands.map(commandCase).join("\n")}
  esac
  case $cur in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$cur")) ;;
    *)
      [ -z "$tasks" ] || offers="$offers $(lctasks completion --tasks 2>/dev/null)"
      [ -z "$offers" ] || COMPREPLY=($(compgen -W "$offers" -- "$cur"))
      ;;
  esac
}
complete -o default -F _lctasks lctasks
`;
}

function valueCases({ path, options }: CommandWords): string[] {
  return options
    .filter(({ takesValue }) => takesValue)
    .map(({ short, long, choices }) => {
      const pattern = [long, ...(short === undefined ? [] : [short])]
        .map((name) => `"${path} ${name}"`)
        .join("|");
      return choices.length === 0
        ? `    ${pattern}) return ;;`
        : `    ${pattern}) COMPREPLY=($(compgen -W "${choices.join(" ")}" -- "$cur")); return ;;`;
    });
}

function commandCase({ path, options, argument, choices }: CommandWords): string {
  const names = options.flatMap(({ short, long }) => [...(short === undefined ? [] : [short]), long]);
  const parts = [
    `flags="${names.join(" ")}"`,
    ...(choices.length === 0 ? [] : [`offers="${choices.join(" ")}"`]),
    ...(argument === "tasks" ? ["tasks=yes"] : []),
  ];
  return `    "${path}") ${parts.join(" ")} ;;`;
}
