import { withoutFinishedSecrets } from "../../core/report/secrets.js";
import type { Console } from "../../ports/console.js";
import type { Screen } from "../../ports/screen.js";

/** A secret as any of our formats may have written it: with or without backslashes. */
const written = (secret: string): RegExp =>
  new RegExp(Array.from(secret, (character) => character.replace(/[^\w]/, "\\$&")).join("\\\\?"), "g");

const cleaned =
  (secrets: ReadonlySet<string>) =>
  (text: string): string =>
    withoutFinishedSecrets(
      [...secrets].reduce((left, secret) => left.replace(written(secret), "[secret]"), text),
    );

/** A screen through which no secret passes. */
export function screenWithoutSecrets(screen: Screen, secrets: ReadonlySet<string>): Screen {
  const clean = cleaned(secrets);
  return { show: (text) => screen.show(clean(text)), close: () => screen.close() };
}

/**
 * A console through which no secret passes, wherever it came from: our keys can come back in a queue's entries, and so can tokens and
 * what looks like the value of a password.
 */
export function withoutSecrets(console: Console, secrets: ReadonlySet<string>): Console {
  const clean = cleaned(secrets);
  return {
    print: (text) => console.print(clean(text)),
    note: (text) => console.note(clean(text)),
    progress: (text, of) => console.progress(clean(text), of),
    confirm: (question) => console.confirm(clean(question)),
  };
}
