/** Nobody reads more of a foreign text than this. */
const defaultLength = 300;
/** Text is cut to this after known secrets are gone, so that patterns cost little on a huge answer. */
const searchedLength = 8192;

/**
 * Text from outside made fit to print: secrets replaced, control and direction characters escaped, bounded length.
 * Redaction comes before shortening, so no half of a secret is left at the cut.
 */
export function safeText(text: string, secrets: Iterable<string>, maxLength = defaultLength): string {
  let safe = text;
  for (const secret of secrets) safe = replaceAllCases(safe, secret);
  safe = redactPatterns(safe.slice(0, searchedLength));
  return shorten(inert(safe).trim(), maxLength);
}

const redacted = "[redacted]";

function replaceAllCases(text: string, secret: string): string {
  if (secret === "" || text.length < secret.length) return text;
  return text.replace(new RegExp(secret.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "gi"), redacted);
}

/** Credentials that we do not know but whose form tells: authorization headers and JSON web tokens. */
function redactPatterns(text: string): string {
  return text
    .replace(/\b(?:authorization\s*[:=]\s*)?bearer\s+[^\s"',;<>]{8,}/gi, redacted)
    .replace(/\bauthorization\s*[:=]\s*[^\s"',;<>]+/gi, redacted)
    .replace(/\beyJ[\w-]*\.[\w-]+\.[\w-]*/g, redacted);
}

function inert(text: string): string {
  return text
    .replace(/[\t\r\n ]+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => escaped(character));
}

const escaped = (character: string): string =>
  `\\u{${Number(character.codePointAt(0)).toString(16).padStart(4, "0")}}`;

function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
