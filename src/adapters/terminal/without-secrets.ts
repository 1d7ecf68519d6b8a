import type { Console } from "../../ports/console.js";

/** Three parts of base64url, the first of which says that it is a token; Markdown may have put backslashes in. */
const token = /\beyJ[\w\\-]{5,}\.[\w\\-]+\.[\w\\-]*/g;

/** A secret as any of our formats may have written it: with or without backslashes. */
const written = (secret: string): RegExp =>
  new RegExp(Array.from(secret, (character) => character.replace(/[^\w]/, "\\$&")).join("\\\\?"), "g");

/** A console through which no secret passes, wherever it came from: our keys can come back in a queue's entries, and so can tokens. */
export function withoutSecrets(console: Console, secrets: ReadonlySet<string>): Console {
  const clean = (text: string): string =>
    [...secrets]
      .reduce((left, secret) => left.replace(written(secret), "[secret]"), text)
      .replace(token, "[token]");
  return {
    print: (text) => console.print(clean(text)),
    note: (text) => console.note(clean(text)),
    progress: (text) => console.progress(clean(text)),
    confirm: (question) => console.confirm(clean(question)),
  };
}
