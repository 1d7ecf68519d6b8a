import { type Block, fileOf } from "./blocks.js";
import { notHere } from "./not-here.js";

/** What stands between the outputs of two blocks. */
export const markOf = (line: number): string => `--- the block of line ${line} ---`;

/** A page as a shell script: what its reader has already, then its blocks in their order, each announced by its mark. */
export function scriptOf(blocks: readonly Block[], prepare = ""): string {
  const parts = blocks.flatMap((block) => {
    const part = partOf(block);
    return part === undefined ? [] : [`echo ${quoted(markOf(block.line))}\n${part}`];
  });
  return [prelude, prepare, ...parts, "exit 0"].join("\n");
}

const prelude = "set -euo pipefail";

function partOf(block: Block): string | undefined {
  const file = fileOf(block);
  if (file !== undefined) return `mkdir -p "$(dirname ${file})"\nprintf %s ${quoted(block.text)} > ${file}`;
  if (block.language === "ts") return `printf %s ${quoted(block.text)} > page.mjs\nnode page.mjs`;
  return block.language === "sh" ? shell(block.how, withoutNetwork(block.text)) : undefined;
}

function shell(how: string, text: string): string | undefined {
  const [word = "", rest = ""] = how.split(/:? (.*)/);
  switch (word) {
    case "":
      return text;
    case "no-run:":
    case "no-run":
      return undefined;
    case "exit":
      return `set +e\n${text}code=$?\nset -e\n[ "$code" = ${Number(rest)} ] || { echo "ended with $code instead of ${rest}"; exit 1; }`;
    case "background":
      return `exec {output}< <(${text})\nread -r first <&"$output"\necho "$first"\ncat <&"$output" > /dev/null &`;
    case "terminal":
      return `printf '%s\\n' ${rest.split(", ").map(quoted).join(" ")} | script -qefc ${quoted(`bash -euo pipefail -c ${quoted(text)}`)} /dev/null`;
    default:
      throw new Error(`nobody knows what \`\`\`sh ${how} means`);
  }
}

/** The lines that need a network are left out. */
function withoutNetwork(text: string): string {
  return text.replaceAll(/^.*$/gm, (line) => (line.replace(/ +#.*/, "") in notHere ? ":" : line));
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
