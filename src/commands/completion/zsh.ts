import { bashScript } from "./bash.js";
import type { CommandWords } from "./words.js";

/** Completion for zsh: that of bash, through the bridge that comes with zsh. */
export function zshScript(commands: readonly CommandWords[]): string {
  return `#compdef lctasks
# zsh completion of lctasks, made by \`lctasks completion zsh\`
autoload -Uz compinit bashcompinit
(( $+functions[compdef] )) || compinit
bashcompinit
${bashScript(commands).replace(/^#.*\n/, "")}`;
}
