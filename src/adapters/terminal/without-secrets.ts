import { withoutFinishedSecrets } from "../../core/report/secrets.js";
import type { Console } from "../../ports/console.js";

/** A secret as any of our formats may have written it: with or without backslashes. */
const written = (secret: string): RegExp =>
  new RegExp(Array.from(secret, (character) => character.replace(/[^\w]/, "\\$&")).join("\\\\?"), "g");

/**
 * A console through which no secret passes, wherever it came from: our keys can come back in a queue's entries, and so can tokens and
 * what looks like the value of a password.
 */
export function withoutSecrets(console: Console, secrets: ReadonlySet<string>): Console {
  const clean = (text: string): string =>
    withoutFinishedSecrets(
      [...secrets].reduce((left, secret) => left.replace(written(secret), "[secret]"), text),
    );
  return {
    print: (text) => console.print(clean(text)),
    note: (text) => console.note(clean(text)),
    progress: (text, of) => console.progress(clean(text), of),
    confirm: (question) => console.confirm(clean(question)),
  };
}
