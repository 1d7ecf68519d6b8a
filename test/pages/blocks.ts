/** A fenced block of a page. */
export interface Block {
  /** The first word after the fence: `sh`, `yaml`, `text`. */
  readonly language: string;
  /** The words after it: `exit 4`, `no-run: why`. */
  readonly how: string;
  readonly text: string;
  /** Line of the fence, from 1. */
  readonly line: number;
}

const fence = /^(?: {0,3})```(\S*) *(.*)$/;

/** The fenced blocks of a Markdown page, in its order. */
export function blocksOf(page: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = page.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const [start, language = "", how = ""] = fence.exec(lines[at] ?? "") ?? [];
    if (start === undefined) continue;
    const end = lines.findIndex((line, index) => index > at && /^ {0,3}```\s*$/.test(line));
    if (end < 0) throw new Error(`the block of line ${at + 1} does not end`);
    const text = lines.slice(at + 1, end).join("\n");
    blocks.push({ language, how: how.trim(), text: `${text}\n`, line: at + 1 });
    at = end;
  }
  return blocks;
}

/** The file that a YAML block is: `# tasks/a.yaml` in its first line. */
export function fileOf({ language, text }: Block): string | undefined {
  return language === "yaml" ? /^# ([\w./-]+\.ya?ml)\n/.exec(text)?.[1] : undefined;
}
