import { describe, expect, it } from "vitest";
import { limacharlieAccount } from "../../../src/adapters/limacharlie/account.js";
import { connectTo, json, oid, withServer } from "./server.js";

const whoOf = async (value: unknown, status = 200) => {
  const server = await withServer((_, response) => json(response, value, status));
  return limacharlieAccount(connectTo(server.url)).who();
};

describe("who the key is", () => {
  it.each([
    [
      { orgs: [oid], perms: ["dr.list"], ident: "ci" },
      { name: "ci", isUser: false, permissions: ["dr.list"] },
    ],
    [{ perms: [] }, { name: "without a name", isUser: false, permissions: [] }],
    [
      { user_perms: { [oid]: ["dr.list"] }, ident: "u" },
      { name: "u", isUser: true, permissions: ["dr.list"] },
    ],
    [
      { user_perms: { other: ["dr.list"] }, ident: "u" },
      { name: "u", isUser: true, permissions: [] },
    ],
  ])("is read from %j", async (value, expected) => {
    expect(await whoOf(value)).toEqual({ known: true, ...expected });
  });

  it.each([[null], [[]], [{}], [{ perms: "dr.list" }], [{ perms: [1] }], [{ user_perms: { [oid]: "x" } }]])(
    "is not guessed from %j",
    async (value) => {
      expect(await whoOf(value)).toMatchObject({ known: false, at: "who", why: "unreadable" });
    },
  );

  it("is refused by a key that may not ask", async () => {
    expect(await whoOf({ error: "unauthorized" }, 403)).toMatchObject({
      known: false,
      at: "who",
      why: "refused",
    });
  });

  it("is not known while nobody gives a token", async () => {
    const refused = await withServer(
      () => undefined,
      (_, response) => json(response, { error: "unknown api key" }, 401),
    );
    expect(await limacharlieAccount(connectTo(refused.url)).who()).toMatchObject({
      known: false,
      at: "token",
      why: "refused",
      reason: expect.stringContaining("unknown api key"),
    });
    const gone = await limacharlieAccount(connectTo("http://127.0.0.1:9")).who();
    expect(gone).toMatchObject({ known: false, at: "token", why: "unreachable" });
  });
});
