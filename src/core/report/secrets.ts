import { isJsonObject, type Json } from "../model/json.js";

/** What stands where a secret stood. */
const hidden = "[secret]";

/** Names of secrets, as the end of a longer name or alone. `token` and `pass` alone name other things as well, so they need a flag or `=`. */
const naming = String.raw`(?:passw(?:or)?d|passphrase|pwd|secret|credentials?|(?:api|access|secret|private|account)[_-]?key|(?:access|auth|refresh|session|bearer|api|id)[_-]?token)`;
const flagging = `(?:${naming}|token|pass)`;
/** `--password x`, `-Token:x`, `/p:x`. */
const flag = String.raw`(?<![\w-])(?:--?[\w-]{0,40}?${flagging}(?:\s{1,4}(?!-)|\s{0,4}[=:]\s{0,4})|/[\w-]{0,40}?(?:${flagging}|p):)`;
/** `PASSWORD=x`, `"password": "x"`, `token=x`. */
const member = String.raw`(?<![\w-])[\w.-]{0,40}?(?:${naming}(?:\\?["'])?\s{0,4}[=:]|(?:token|pass)=)\s{0,4}`;
/** Never what is hidden already, nor the name of a place where secrets are kept. */
const start = String.raw`(?<before>${flag}|${member})(?!\\?["']?(?:\[secret\]|hive:))`;

/** One word of a command line, quotes and all. */
const word = String.raw`(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s"'])+`;
const inRaw = new RegExp(start + word, "gi");
/** In finished text a value ends before what may be markup, JSON or an escape of ours. */
const inFinished = new RegExp(
  String.raw`${start}(?:(?<quote>\\?["'])[^"'\\\n]+|[^\s"'\x60\\|,;<>()[\]{}]+)`,
  "gi",
);

/** Credentials that their own form gives away, wherever they stand. */
const forms: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?:[\w+/=\s:,]|-(?!-)|\\[nrt])*(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g,
    hidden,
  ],
  [/\beyJ[\w\\-]{5,}\.[\w\\-]+\.[\w\\-]*/g, "[token]"],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, hidden],
  [/\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,})/g, hidden],
  [/\b(?:AIza[\w-]{30,}|[sr]k_(?:live|test)_\w{10,}|sk-[\w-]{20,})/g, hidden],
  [
    /\b(authorization\s{0,4}[:=]\s{0,4}(?:(?:bearer|basic|token|digest|negotiate)\s{1,4})?)(?!\[|(?:bearer|basic|token|digest|negotiate)\b)[^\s"'`\\|,;<>]+/gi,
    `$1${hidden}`,
  ],
  [/\b(bearer\s{1,4})(?!\[)[^\s"'`\\|,;<>]{12,}/gi, `$1${hidden}`],
  [/(:\/\/[^\s/:@]{0,100}:)(?!\[)[^\s/@"'`\\|,;<>{}]{1,200}(?=@)/g, `$1${hidden}`],
];

function masked(text: string, pattern: RegExp): string {
  const known = forms.reduce((left, [form, instead]) => left.replace(form, instead), text);
  return known.replace(pattern, `$<before>${pattern === inFinished ? "$<quote>" : ""}${hidden}`);
}

/**
 * Text from outside, before anything is escaped in it, without secrets and without what looks like one: values of `--password`,
 * `api_key=` and the like, authorization headers, tokens, private keys. Doing it again changes nothing.
 */
export function withoutSecretText(text: string): string {
  return masked(text, inRaw);
}

/** As `withoutSecretText`, for text that is finished already (a line of a log, JSON, Markdown): what holds it together stays. */
export function withoutFinishedSecrets(text: string): string {
  return masked(text, inFinished);
}

/** Plain data whose texts hold no secrets: members that are secret by name, and whatever looks like one anywhere. Its shape stays. */
export function withoutSecretData<T>(data: T): T {
  return clean(data as Json, "") as T;
}

/** `name`: the member's, or where a difference is. */
function clean(data: Json, name: string): Json {
  if (typeof data === "string") return secretName.test(name) ? whole(data) : withoutSecretText(data);
  if (Array.isArray(data)) return data.map((each) => clean(each, name));
  if (!isJsonObject(data)) return data;
  const at = typeof data["path"] === "string" ? data["path"] : "";
  const nameOf = (key: string): string => (key === "before" || key === "after" ? at : key);
  return Object.fromEntries(Object.entries(data).map(([key, each]) => [key, clean(each, nameOf(key))]));
}

const secretName = new RegExp(String.raw`(?:^|[\w.\]-])${naming}$`, "i");

/** A place where secrets are kept is none. */
const whole = (text: string): string => (text === "" || text.startsWith("hive:") ? text : hidden);
