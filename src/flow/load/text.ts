import type { Finding, Position } from "../../core/model/finding.js";
import { checks } from "../../core/validate/checks.js";
import type { FoundFile } from "../../ports/files.js";

/** The text of a file, or why there is none. */
export type FileText = { readonly text: string } | { readonly finding: Finding };

/** Decodes a file as UTF-8; a byte order mark is dropped. Never throws. */
export function textOf(file: FoundFile): FileText {
  if ("problem" in file) return { finding: problemFinding(file) };
  const text = decode(file.bytes);
  return text === undefined ? { finding: encodingFinding(file.path, file.bytes) } : { text };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const problems = {
  linked: {
    check: checks.fileLinkedFolder,
    severity: "note",
    state: "its files are read by another path",
    fix: "Remove the link; nothing else is missing",
  },
  outside: {
    severity: "error",
    check: checks.fileOutside,
    state: "it leads out of the repository",
    fix: "Put the file itself into the repository, not a link to it",
  },
  "too-large": {
    severity: "error",
    check: checks.fileTooLarge,
    state: "it is too large",
    fix: "Split it: one task needs a few hundred bytes",
  },
  unreadable: {
    severity: "error",
    check: checks.fileUnreadable,
    state: "it cannot be opened",
    fix: "Make it a file that this user may read, or take it away",
  },
} as const;

function problemFinding(file: Extract<FoundFile, { problem: string }>): Finding {
  const { check, severity, state, fix } = problems[file.problem];
  return {
    check,
    severity,
    message: `${severity === "error" ? "Cannot" : "Does not"} read ${file.path}: ${state} (${file.detail})`,
    fix,
    at: { file: file.path, line: 1, column: 1 },
  };
}

function encodingFinding(path: string, bytes: Uint8Array): Finding {
  return {
    check: checks.fileEncoding,
    severity: "error",
    message: `Cannot read ${path}: it is not UTF-8 text`,
    fix: `Save it as UTF-8${looksLikeUtf16(bytes) ? " (it looks like UTF-16)" : ""}`,
    at: firstBadByte(path, bytes),
  };
}

const looksLikeUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** The first line that does not decode by itself, and in it the first character that got lost. No byte of a UTF-8 sequence is a line feed. */
function firstBadByte(file: string, bytes: Uint8Array): Position {
  const lines = linesOf(bytes);
  const index = lines.findIndex((line) => decode(line) === undefined);
  const column = new TextDecoder().decode(lines[index]).indexOf("\uFFFD") + 1;
  return { file, line: index + 1, column };
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let feed = bytes.indexOf(0x0a); feed >= 0; feed = bytes.indexOf(0x0a, start)) {
    lines.push(bytes.subarray(start, feed));
    start = feed + 1;
  }
  return [...lines, bytes.subarray(start)];
}
