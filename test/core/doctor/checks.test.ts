import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkAddress } from "../../../src/core/doctor/checks/address.js";
import { checkCredentials } from "../../../src/core/doctor/checks/credentials.js";
import { checkFiles } from "../../../src/core/doctor/checks/files.js";
import { checkGit } from "../../../src/core/doctor/checks/git.js";
import { checkIdentity } from "../../../src/core/doctor/checks/identity.js";
import { checkLedger } from "../../../src/core/doctor/checks/ledger.js";
import { checkNode, leastNode } from "../../../src/core/doctor/checks/node.js";
import { checkProxy } from "../../../src/core/doctor/checks/proxy.js";
import { checkSubscription } from "../../../src/core/doctor/checks/subscription.js";
import { checkToken } from "../../../src/core/doctor/checks/token.js";
import { checkWitness } from "../../../src/core/doctor/checks/witness.js";
import { commandNeeds } from "../../../src/core/doctor/command-needs.js";
import type { MachineFacts, OrganizationFacts } from "../../../src/core/doctor/facts.js";
import { routeTo } from "../../../src/core/doctor/proxy-of.js";

const api = "https://api.limacharlie.io";
const jwt = "https://jwt.limacharlie.io/";
const own = { usable: true, api, jwt, loopback: false } as const;

const organization = (members: Partial<OrganizationFacts> = {}): OrganizationFacts => ({
  alias: "default",
  credentials: {
    oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd",
    oidIsUuid: true,
    apiKeyEnv: "LC_API_KEY",
    uidEnv: "LC_UID",
    apiKey: "set",
    uid: false,
  },
  subscribes: false,
  writesRules: true,
  backend: "hive",
  ...members,
});

describe("Node", () => {
  it("has to be as new as package.json says", () => {
    const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
    expect(`>=${leastNode}`).toBe(`${engines.node}.0`);
  });

  it.each([
    ["20.19.0", "ok"],
    ["20.19.5", "ok"],
    ["22.0.0", "ok"],
    ["20.18.9", "error"],
    ["18.20.4", "error"],
    ["26.0.0-nightly", "ok"],
  ])("%s is %s", (nodeVersion, result) => {
    expect(checkNode({ nodeVersion })).toMatchObject({
      result,
      message: expect.stringContaining(nodeVersion),
    });
  });
});

describe("the files", () => {
  const files = { path: "lctasks.yaml", present: true, errors: 0, tasks: 2 };
  it.each([
    [{}, "ok", "lctasks.yaml is valid, 2 tasks"],
    [{ tasks: 1 }, "ok", "1 task"],
    [{ errors: 1 }, "error", "1 error in lctasks.yaml"],
    [{ errors: 3 }, "error", "3 errors in"],
    [{ present: false, errors: 1 }, "note", "there is no lctasks.yaml here"],
  ])("%j: %s", (members, result, message) => {
    const found = checkFiles({ files: { ...files, ...members } });
    expect(found).toMatchObject({ result, message: expect.stringContaining(message) });
  });
});

describe("Git", () => {
  const remote: MachineFacts["git"] = { version: "2.39.5", repository: true, remote: true };
  it.each([
    [remote, "hive", "none", "ok"],
    [{ ...remote, remote: false }, "hive", "none", "ok"],
    [{ ...remote, remote: false }, "git", "none", "error"],
    [{ ...remote, remote: false }, "hive", "git", "error"],
    [{ version: "2", repository: false, remote: false }, "file", "none", "note"],
    [{ version: "2", repository: false, remote: false }, "file", "git", "error"],
    [{ repository: false, remote: false }, "hive", "none", "note"],
    [{ repository: false, remote: false }, "git", "git", "error"],
  ] as const)("%j with ledger %s and witness %s: %s", (git, ledger, witness, result) => {
    const found = checkGit({ git, ledger, witness });
    expect(found.result).toBe(result);
    if (result !== "ok") expect(found.fix).toBeDefined();
  });
});

describe("the address", () => {
  it.each([
    [own, "ok"],
    [{ ...own, api: "https://lc.example" }, "warning"],
    [{ ...own, jwt: "https://jwt.example/" }, "warning"],
    [{ ...own, api: "http://127.0.0.1:1", loopback: true }, "note"],
    [{ usable: false, reason: "Cannot use the address" }, "error"],
  ] as const)("%j: %s", (addresses, result) => {
    expect(checkAddress({ addresses }).result).toBe(result);
  });
});

describe("the proxy", () => {
  it.each([
    [{}, {}],
    [{ HTTPS_PROXY: "http://p:3128" }, { proxy: "p:3128", variable: "HTTPS_PROXY" }],
    [{ HTTPS_PROXY: "http://u:secret@p:3128/" }, { proxy: "p:3128", variable: "HTTPS_PROXY" }],
    [
      { https_proxy: "http://a:1", HTTPS_PROXY: "http://b:2" },
      { proxy: "a:1", variable: "https_proxy" },
    ],
    [{ HTTP_PROXY: "http://p:80" }, { proxy: "p:80", variable: "HTTP_PROXY" }],
    [
      { HTTPS_PROXY: "", HTTP_PROXY: "http://p:80" },
      { proxy: "p:80", variable: "HTTP_PROXY" },
    ],
    [{ HTTPS_PROXY: "p:3128" }, { variable: "HTTPS_PROXY", wrong: true }],
    [{ NO_PROXY: "*" }, {}],
    ...[
      "*",
      "limacharlie.io",
      ".limacharlie.io",
      "*.limacharlie.io",
      "a.example, API.limacharlie.io",
      "limacharlie.io:443",
    ].map((NO_PROXY) => [{ HTTPS_PROXY: "http://p:1", NO_PROXY }, { variable: "NO_PROXY" }] as const),
    ...["charlie.io", "jwt.limacharlie.io", "limacharlie.io:8443", "x.api.limacharlie.io"].map(
      (no_proxy) =>
        [
          { HTTPS_PROXY: "http://p:1", no_proxy },
          { proxy: "p:1", variable: "HTTPS_PROXY" },
        ] as const,
    ),
  ] as readonly (readonly [{ readonly [name: string]: string }, object])[])(
    "%j: %j",
    (environment, route) => {
      expect(routeTo("api.limacharlie.io", environment)).toEqual(route);
    },
  );

  it("is told for each host, and a wrong one is an error", () => {
    const environment = { HTTPS_PROXY: "http://p:1", NO_PROXY: "jwt.limacharlie.io" };
    expect(checkProxy({ addresses: own, environment })).toMatchObject({
      result: "ok",
      message: "api.limacharlie.io through p:1 (HTTPS_PROXY); jwt.limacharlie.io straight (NO_PROXY)",
    });
    expect(checkProxy({ addresses: own, environment: { HTTPS_PROXY: "p" } })).toMatchObject({
      result: "error",
    });
    const unusable = { usable: false, reason: "x" } as const;
    expect(checkProxy({ addresses: unusable, environment })).toMatchObject({ result: "not-checked" });
  });
});

describe("the credentials", () => {
  it("that no client can be made of say why", () => {
    expect(checkCredentials(organization({ unopened: "Cannot use the address: x" }))).toMatchObject({
      result: "error",
      message: "Cannot use the address: x",
    });
  });

  it("of a user name the variable", () => {
    const { credentials } = organization();
    expect(checkCredentials(organization({ credentials: { ...credentials, uid: true } })).message).toContain(
      "LC_UID",
    );
  });
});

describe("token and identity", () => {
  const unknown = (at: "token" | "who", reason: string, why: "refused" | "unreachable" = "unreachable") =>
    organization({ identity: { known: false, at, why, reason } });
  it("say what helps against a certificate in between, and against silence", () => {
    expect(checkToken(unknown("token", "the connection failed (SELF_SIGNED_CERT_IN_CHAIN)")).fix).toContain(
      "NODE_EXTRA_CA_CERTS",
    );
    expect(checkToken(unknown("token", "no answer")).fix).toContain("firewall");
    expect(checkIdentity(unknown("token", "no answer")).result).toBe("not-checked");
  });

  it("tell a token that was got from a question that was not answered", () => {
    const asked = unknown("who", "Cannot ask who the key is: HTTP 403", "refused");
    expect([checkToken(asked).result, checkIdentity(asked).result]).toEqual(["ok", "error"]);
  });

  it("refuse a key that sees only what it made itself", () => {
    const identity = { known: true, name: "ci [segment]", isUser: false, permissions: [] } as const;
    expect(checkIdentity(organization({ identity }))).toMatchObject({ result: "error" });
  });
});

describe("subscription, ledger and witness", () => {
  it("that could not be looked at say why", () => {
    const failure = { failure: "Cannot list the subscriptions" };
    expect(checkSubscription(organization({ subscribed: failure }))).toMatchObject({ result: "error" });
    expect(checkLedger(organization({ ledger: failure }))).toMatchObject({ result: "error" });
  });

  it("tell a ledger that is nearly full", () => {
    const seen = { state: "present", serial: 7, bytes: 76, limitBytes: 100, tasks: 1, nowMs: 0 } as const;
    expect(checkLedger(organization({ ledger: { seen } }))).toMatchObject({
      result: "warning",
      message: "serial 7 in hive, 1 task, 76 % of the size it may grow to",
    });
  });

  it.each([
    [{ state: "none" }, "note"],
    [{ state: "nothing-yet" }, "ok"],
    [{ state: "agrees", serial: 3 }, "ok"],
    [{ state: "doubt", reason: "rolled back", decide: ["restore it", "or not"] }, "error"],
  ] as const)("%j: %s", (witness, result) => {
    expect(checkWitness(organization({ witness }))).toMatchObject({ result });
  });
});

describe("the needs of commands", () => {
  it("ask nothing of the hive where the ledger is elsewhere, and to subscribe only who is told to", () => {
    const all = (input: Parameters<typeof commandNeeds>[0]): string[] =>
      commandNeeds(input)
        .filter(({ commands }) => commands.includes("apply"))
        .flatMap(({ needs }) => needs.flatMap(({ anyOf }) => (anyOf.length === 1 ? anyOf : [])));
    expect(
      all({ ledger: "git", subscribe: false, writesRules: true }).filter((each) =>
        each.startsWith("lookup."),
      ),
    ).toEqual([]);
    expect(all({ ledger: "hive", subscribe: false, writesRules: true })).not.toContain("ext.sub");
    expect(all({ ledger: "hive", subscribe: true, writesRules: true })).toContain("ext.sub");
    expect(
      commandNeeds({ ledger: "file", subscribe: false, writesRules: true }).find(({ commands }) =>
        commands.includes("pause"),
      )?.needs,
    ).toEqual([]);
  });
});
