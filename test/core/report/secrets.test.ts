import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  withoutFinishedSecrets,
  withoutSecretData,
  withoutSecretText,
} from "../../../src/core/report/secrets.js";
import { hostileText } from "./hostile.js";

const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_def";

/** Texts as they come from outside, and what is left of them. */
const masks: readonly (readonly [string, string])[] = [
  ["run --password hunter2 --quiet", "run --password [secret] --quiet"],
  ['x --db-password "two words" y', "x --db-password [secret] y"],
  ["x --password 'a b'c d", "x --password [secret] d"],
  ["x -Token:abc", "x -Token:[secret]"],
  ["x --token abc", "x --token [secret]"],
  ["setup /p:hunter2 /q", "setup /p:[secret] /q"],
  ["setup /password:hunter2", "setup /password:[secret]"],
  ["DB_PASSWORD=hunter2 run", "DB_PASSWORD=[secret] run"],
  ["password: hunter2", "password: [secret]"],
  ["https://h/?a=1&token=abc", "https://h/?a=1&token=[secret]"],
  ["https://me:hunter2@h/x", "https://me:[secret]@h/x"],
  ["curl -H 'Authorization: Bearer abcdef123456' h", "curl -H 'Authorization: Bearer [secret]' h"],
  ["Authorization: Basic bTpw", "Authorization: Basic [secret]"],
  ["bearer abcdef1234567", "bearer [secret]"],
  [`the ${jwt} end`, "the [token] end"],
  ["AKIAIOSFODNN7EXAMPLE", "[secret]"],
  ["aws_secret_access_key = wJalrXUtnFEMI/K7MDENG", "aws_secret_access_key = [secret]"],
  [`ghp_${"a1".repeat(18)}`, "[secret]"],
  ["xoxb-123456789012-abc", "[secret]"],
  [`sk_live_${"a".repeat(12)}`, "[secret]"],
  ["-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- x", "[secret] x"],
  ["-----BEGIN PRIVATE KEY-----\nabc", "[secret]"],
];

/** What only resembles one. */
const harmless: readonly string[] = [
  "file_get /etc/passwd",
  "x --password-file /run/secret",
  "x --password --quiet",
  "--password",
  "--secret hive://secret/token",
  "token: soc-version.r2.0a1b2c3d",
  "the bearer of news",
  "basic information",
  "file_del /tmp/secret x",
];

describe("text without secrets", () => {
  it.each(masks)("%j becomes %j", (text, left) => {
    expect(withoutSecretText(text)).toBe(left);
  });

  it.each(harmless)("%j stays", (text) => {
    expect(withoutSecretText(text)).toBe(text);
    expect(withoutFinishedSecrets(text)).toBe(text);
  });

  it("is not changed by doing it again, whatever it is", () => {
    const part = fc.oneof(
      hostileText,
      fc.constantFrom(...masks.map(([text]) => text), " ", "=", '"', "--password "),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        const once = withoutSecretText(parts.join(""));
        expect(withoutSecretText(once)).toBe(once);
        const finished = withoutFinishedSecrets(parts.join(""));
        expect(withoutFinishedSecrets(finished)).toBe(finished);
      }),
    );
  });

  it("takes no more steps than there are characters, for texts that could mislead it", () => {
    for (const piece of [
      "-",
      "--a",
      "password",
      "a.",
      "://",
      "eyJ",
      "-----BEGIN PRIVATE KEY-----",
      '--password "',
    ]) {
      const long = piece.repeat(50_000);
      expect(withoutSecretText(long).length).toBeLessThanOrEqual(long.length + 20);
    }
  });
});

describe("finished text without secrets", () => {
  it.each([
    ["| `x --password hunter2` |", "| `x --password [secret]` |"],
    ['{"password":"two words","b":1}', '{"password":"[secret]","b":1}'],
    ['{"a":"x --password \\"two words\\" y"}', '{"a":"x --password \\"[secret]\\" y"}'],
    ['{"a":["PASSWORD=hunter2"]}', '{"a":["PASSWORD=[secret]"]}'],
    ["- task: x --token abc\n+ y", "- task: x --token [secret]\n+ y"],
  ])("%j becomes %j", (text, left) => {
    expect(withoutFinishedSecrets(text)).toBe(left);
  });

  it("is still JSON", () => {
    const part = fc.oneof(hostileText, fc.constantFrom(...masks.map(([text]) => text)));
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(fc.constantFrom("password", "a"), part), part), (data) => {
        expect(() => JSON.parse(withoutFinishedSecrets(JSON.stringify(data)))).not.toThrow();
      }),
    );
  });
});

describe("data without secrets", () => {
  it("hides members that are secret by name, at any depth, and keeps its shape", () => {
    expect(
      withoutSecretData({
        password: "x",
        options: [{ api_key: ["a", "hive://secret/b"], command: "run --password x", count: 3, none: null }],
        respond: [{ path: "respond[0].secret", before: "a", after: { name: "b" } }],
      }),
    ).toEqual({
      password: "[secret]",
      options: [
        {
          api_key: ["[secret]", "hive://secret/b"],
          command: "run --password [secret]",
          count: 3,
          none: null,
        },
      ],
      respond: [{ path: "respond[0].secret", before: "[secret]", after: { name: "b" } }],
    });
  });

  it("says nothing different of what has none", () => {
    const data = { token: "soc.r1.0a1b2c3d", path: "a", before: "b", empty: { secret: "" } };
    expect(withoutSecretData(data)).toEqual(data);
  });
});
