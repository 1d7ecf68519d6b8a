import type { YAMLError } from "yaml";
import type { Finding } from "../../core/model/finding.js";
import { type CheckId, checks } from "../../core/validate/checks.js";
import type { Parsed } from "./parse.js";
import { positionAt } from "./positions.js";

type Advice = Pick<Finding, "fix"> & { readonly check: CheckId; readonly message?: string };

/** What we say about the parser's errors. Errors without advice are said in the parser's own words. */
const advice: { readonly [code in YAMLError["code"]]?: Advice } = {
  TAB_AS_INDENT: {
    check: checks.yamlTab,
    message: "a tab indents this line",
    fix: "Indent with spaces",
  },
  NON_STRING_KEY: {
    check: checks.yamlKey,
    message: "a key has to be text",
    fix: "Write the key as plain text",
  },
  TAG_RESOLVE_FAILED: {
    check: checks.yamlTag,
    fix: "Remove the tag: only plain YAML 1.2 values are read",
  },
  BAD_DIRECTIVE: {
    check: checks.yamlVersion,
    fix: "Remove the line: files are read as YAML 1.2",
  },
  RESOURCE_EXHAUSTION: {
    check: checks.yamlTooDeep,
    message: "it is nested too deep",
    fix: "Flatten it",
  },
  BAD_SCALAR_START: {
    check: checks.yamlSyntax,
    fix: "Put the whole value in single quotes",
  },
  BAD_ALIAS: {
    check: checks.yamlSyntax,
    message: "an asterisk begins an alias",
    fix: "Put it in quotes: '*' (for every sensor write all: true)",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    check: checks.yamlSyntax,
    message: "a colon and a space inside plain text begin a mapping, and none can stand here",
    fix: "Put the whole value in quotes, or correct the indentation",
  },
  BAD_DQ_ESCAPE: {
    check: checks.yamlSyntax,
    fix: "Use single quotes, or write each backslash twice",
  },
  MISSING_CHAR: { check: checks.yamlSyntax, fix: "Add what is missing" },
  MULTILINE_IMPLICIT_KEY: {
    check: checks.yamlSyntax,
    message: "this line is no `key: value`",
    fix: "Put a colon and a space after the key, or indent the line if it goes on with the one above",
  },
  BAD_INDENT: {
    check: checks.yamlSyntax,
    fix: "Indent the keys of one mapping alike, and close every bracket",
  },
};

/** Errors that leave the rest of the document readable. */
const harmless: ReadonlySet<string> = new Set(["TAG_RESOLVE_FAILED", "BAD_DIRECTIVE"]);

/** True when the document's content cannot be relied on. */
export function isUnreadable({ document }: Parsed): boolean {
  return document.errors.some((error) => !harmless.has(error.code));
}

/** The parser's complaints as findings. Of errors that break the structure only the first counts: the others follow from it. */
export function syntaxFindings(parsed: Parsed): Finding[] {
  const { errors, warnings } = parsed.document;
  const breaking = errors.find((error) => !harmless.has(error.code));
  const readable = [...errors, ...warnings].filter((error) => harmless.has(error.code));
  return [
    ...oldVersion(parsed),
    ...[...(breaking ? [breaking] : []), ...readable].map((error) => findingOf(parsed, error)),
  ];
}

/** The parser accepts `%YAML 1.1`, but we read everything as 1.2. */
function oldVersion(parsed: Parsed): Finding[] {
  const { directives, range } = parsed.document;
  if (!directives.yaml.explicit || directives.yaml.version !== "1.1") return [];
  return [
    {
      check: checks.yamlVersion,
      severity: "error",
      message: "Cannot read YAML 1.1: files are read as YAML 1.2",
      fix: "Remove the line, and write true and false instead of yes and no",
      at: positionAt(parsed, parsed.text.lastIndexOf("%YAML", range[0])),
    },
  ];
}

/** Where nesting exhausts the parser depends on the machine, so that is said of the whole document. */
function findingOf(parsed: Parsed, error: YAMLError): Finding {
  const known = isTabbed(parsed, error) ? advice.TAB_AS_INDENT : advice[error.code];
  return {
    check: known?.check ?? checks.yamlSyntax,
    severity: "error",
    message: `Cannot read the YAML: ${known?.message ?? ownWords(error)}`,
    fix: known?.fix ?? "Correct the YAML here",
    at: positionAt(parsed, error.code === "RESOURCE_EXHAUSTION" ? parsed.document.range[0] : error.pos[0]),
  };
}

/** The parser has several names for what a tab at the beginning of a line does. */
function isTabbed({ text }: Parsed, { pos }: YAMLError): boolean {
  const start = text.lastIndexOf("\n", pos[0] - 1) + 1;
  return /^[ ]*\t/.test(text.slice(start, pos[0] + 1));
}

function ownWords({ message }: YAMLError): string {
  if (message.startsWith("Flow "))
    return "a bracket or brace is not closed, or what is in it is not indented";
  return `${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}
