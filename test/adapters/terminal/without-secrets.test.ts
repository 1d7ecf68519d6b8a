import { describe, expect, it } from "vitest";
import { withoutSecrets } from "../../../src/adapters/terminal/without-secrets.js";
import { inertMarkdown } from "../../../src/core/report/markdown-text.js";
import type { Console } from "../../../src/ports/console.js";

/** A console that keeps what it was told. */
function keeping() {
  const said: string[] = [];
  const keep = (text: string): void => void said.push(text);
  const console: Console = {
    print: keep,
    note: keep,
    progress: keep,
    confirm: async (question) => {
      keep(question);
      return true;
    },
  };
  return { said, console };
}

const key = "8cbe27f4-bfa1-4afb-ba19-138cd51389cd";

describe("a console without secrets", () => {
  it("says none, whichever way it is used", async () => {
    const { said, console } = keeping();
    const safe = withoutSecrets(console, new Set([key]));
    safe.print(`a ${key} b`);
    safe.note(`${key}${key}`);
    safe.progress(`x=${key}`);
    expect(await safe.confirm(`use ${key}?`)).toBe(true);
    expect(said).toEqual(["a [secret] b", "[secret][secret]", "x=[secret]", "use [secret]?"]);
  });

  it("knows a secret as Markdown or JSON write it, and whatever is in it", () => {
    const { said, console } = keeping();
    const odd = "a$b(c)*d\\e";
    const safe = withoutSecrets(console, new Set([key, odd]));
    safe.print(inertMarkdown(`${key} ${odd}`));
    safe.print(JSON.stringify({ odd }));
    expect(said).toEqual(["[secret] [secret]", '{"odd":"[secret]"}']);
  });

  it("learns secrets while it is used, and takes tokens for secrets", () => {
    const { said, console } = keeping();
    const secrets = new Set<string>();
    const safe = withoutSecrets(console, secrets);
    secrets.add(key);
    safe.print(`${key} eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_def and eyJ.x`);
    expect(said).toEqual(["[secret] [token] and eyJ.x"]);
  });

  it("takes what stands where a password stands for a secret, and leaves the rest of the line", () => {
    const { said, console } = keeping();
    const safe = withoutSecrets(console, new Set());
    safe.print('{"command":"run --password hunter2"}');
    safe.note("DB_PASSWORD=hunter2 is set");
    expect(said).toEqual(['{"command":"run --password [secret]"}', "DB_PASSWORD=[secret] is set"]);
  });
});
