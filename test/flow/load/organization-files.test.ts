import { describe, expect, it } from "vitest";
import type { Organization } from "../../../src/core/model/configuration.js";
import { type Content, loadWith, saidOf, task } from "./project.js";

const acme = "8cbe27f4-bfa1-4afb-ba19-138cd51389cd";
const beta = "11111111-2222-4333-8444-555555555555";
const head = "version: 1\nproject: soc\n";

const project = (content: Content, config = ""): Content => ({
  "lctasks.yaml": `${head}${config}`,
  "tasks/a.yaml": task("a"),
  ...content,
});

const loaded = (content: Content, config = "") => loadWith(project(content, config));
const organizations = (content: Content, config = ""): readonly Organization[] =>
  loaded(content, config).configuration?.organizations ?? [];
const said = (content: Content, config = "", paths?: readonly string[]) =>
  saidOf(project(content, config), paths).flatMap((text) => text.split("\n"));

describe("organization files", () => {
  it("are one organization each, called by the file's name, beside those of lctasks.yaml", () => {
    const content = {
      "organizations/beta.yaml": `oid: ${beta.toUpperCase()}\nlabels: [europe]\n`,
      "organizations/zeta.yaml": `alias: z\noid: ${beta.replaceAll("1", "2")}\n`,
    };
    expect(loaded(content, `organizations: { acme: { oid: ${acme} } }\n`).findings).toEqual([]);
    const found = organizations(content, `organizations: { acme: { oid: ${acme} } }\n`);
    expect(found.map(({ alias, oid, labels }) => [alias, oid, labels])).toEqual([
      ["acme", acme, []],
      ["beta", beta, ["europe"]],
      ["z", beta.replaceAll("1", "2"), []],
    ]);
  });

  it("can hold several documents, and stand where organizationFiles says", () => {
    const content = {
      "customers/all.yaml": `alias: acme\noid: ${acme}\n---\nalias: beta\noid: ${beta}\n`,
      "organizations/not-asked.yaml": "what: ever\n",
    };
    const aliases = organizations(content, "organizationFiles: [customers/*.yaml]\n").map(
      ({ alias }) => alias,
    );
    expect(aliases).toEqual(["acme", "beta"]);
    expect(loaded(content, "organizationFiles: [customers/*.yaml]\n").findings).toEqual([]);
  });

  it("are no task files, also where a glob of tasks matches them or somebody names them", () => {
    const content = { "organizations/acme.yaml": `oid: ${acme}\n` };
    const { findings, taskFiles } = loaded(content, "tasks: ['**/*.yaml']\n");
    expect([findings, taskFiles]).toEqual([[], 1]);
    expect(said(content, "", ["organizations/acme.yaml"])).toEqual([]);
    expect(said({ "organizations/acme.yaml": "oid: x\n" }, "", ["organizations"])[0]).toBe(
      "organizations/acme.yaml:1:6 error config/wrong-value",
    );
  });

  it("belong to the configuration: with one that is wrong there is none", () => {
    const { configuration } = loaded({
      "organizations/acme.yaml": `oid: ${acme}\n`,
      "organizations/beta.yaml": "odi: x\n",
    });
    expect(configuration).toBeUndefined();
  });

  it.each<readonly [string, Content, string, readonly string[]]>([
    [
      "a misspelt key",
      { "organizations/acme.yaml": `odi: ${acme}\n` },
      "",
      [
        "organizations/acme.yaml:1:1 error config/unknown-key",
        'Cannot use the key "odi": the organization has no such key',
        'Write "oid" if that is meant, else remove it',
      ],
    ],
    [
      "no oid: LC_OID is not for two",
      { "organizations/acme.yaml": "labels: [a]\n", "organizations/beta.yaml": "labels: [a]\n" },
      "",
      ["acme", "beta"].flatMap((alias) => [
        `organizations/${alias}.yaml:1:1 error config/missing-key`,
        'Cannot read the organization: "oid" is missing',
        `Add it, for example: oid: "${acme}"`,
      ]),
    ],
    [
      "one organization twice, in whatever case",
      {
        "organizations/acme.yaml": `oid: ${acme}\n`,
        "organizations/two.yaml": `oid: ${acme.toUpperCase()}\n`,
      },
      "",
      [
        "organizations/two.yaml:1:6 error config/same-oid",
        "Cannot use one organization under two aliases: acme and two have the same oid",
        "Remove one of the two, or correct its oid",
      ],
    ],
    [
      "an alias that lctasks.yaml has",
      { "organizations/two.yaml": `oid: ${beta}\nalias: acme\n` },
      `organizations: { acme: { oid: ${acme} } }\n`,
      [
        "organizations/two.yaml:2:8 error config/same-alias",
        'Cannot use the alias "acme" twice: lctasks.yaml:3:18 has it too',
        "Write another alias, or remove one of the two",
      ],
    ],
    [
      "a name that cannot be an alias",
      { "organizations/Acme Corp.yaml": `oid: ${beta}\n` },
      "",
      [
        "organizations/Acme Corp.yaml:1:1 error config/wrong-value",
        'Cannot use the file\'s name "Acme Corp" as an alias: it does not have the right form',
        "Write alias: in the file, or rename it; use letters, digits, dots, - and _, with a letter or digit at both ends",
      ],
    ],
    [
      "a file that is not read",
      { "organizations/acme.yml": `oid: ${beta}\n` },
      "",
      [
        "organizations/acme.yml:1:1 warning file/ignored",
        "organizations/acme.yml is not read: organizationFiles only asks for names that end with .yaml",
        "Rename it, or add its name to organizationFiles in the configuration",
      ],
    ],
    [
      "a glob that matches nothing",
      {},
      "organizationFiles: [customers/*.yaml]\n",
      [
        " warning file/no-organization-files",
        "No file matches customers/*.yaml",
        "Write an organization file, or correct organizationFiles in lctasks.yaml",
      ],
    ],
    [
      "an empty file",
      { "organizations/acme.yaml": "" },
      "",
      [
        "organizations/acme.yaml:1:1 error file/empty",
        "Cannot read organizations/acme.yaml: the file is empty",
        "Fill it, or take it away",
      ],
    ],
    [
      "a file whose YAML cannot be read",
      { "organizations/acme.yaml": "oid: [\n" },
      "",
      [
        "organizations/acme.yaml:2:1 error yaml/syntax",
        "Cannot read the YAML: a bracket or brace is not closed, or what is in it is not indented",
        "Indent the keys of one mapping alike, and close every bracket",
      ],
    ],
    [
      "limits and defaults that are out of range",
      { "organizations/acme.yaml": `oid: ${acme}\nlimits: { ttl: 0s }\ndefaults: { ttl: 9999d }\n` },
      "",
      [
        "organizations/acme.yaml:2:16 error config/wrong-value",
        'Cannot use "0s" as limits.ttl: the least is 1s',
        "Write 1s or more",
        "organizations/acme.yaml:3:18 error config/wrong-value",
        'Cannot use "9999d" as defaults.ttl: the most is 3650d',
        "Write 3650d or less",
      ],
    ],
  ])("says what is wrong: %s", (_title, content, config, expected) => {
    expect(said(content, config)).toEqual(
      expected.map((line) => (line.startsWith(" ") ? line.slice(1) : line)),
    );
  });
});

describe("what an organization says for itself", () => {
  const config = `apiKeyEnv: LC_KEY_ALL
limits: { sensorsPerTask: 10, deletions: { percent: 1, floor: 2 }, ttl: 7d }
defaults: { ttl: 2d, paused: true }
vars: { share: all, tier: gold }
organizations:
  acme: { oid: ${acme} }
`;
  const content = {
    "organizations/beta.yaml": `oid: ${beta}
apiKeyEnv: LC_KEY_BETA
uidEnv: UID_BETA
limits: { sensorsPerTask: 500, deletions: { floor: 9 }, planAge: 2h }
defaults: { paused: false }
vars: { share: beta }
`,
  };

  it("counts instead of what the project says, member by member", () => {
    const [first, second] = organizations(content, config);
    expect(first).toMatchObject({
      apiKeyEnv: "LC_KEY_ALL",
      uidEnv: "LC_UID",
      limits: {
        sensorsPerTask: 10,
        sensorsPerApply: 5000,
        deletions: { percent: 1, floor: 2 },
        ttlSeconds: 604_800,
      },
      defaults: { ttlSeconds: 172_800, paused: true },
      vars: { share: "all", tier: "gold" },
    });
    expect(second).toMatchObject({
      apiKeyEnv: "LC_KEY_BETA",
      uidEnv: "UID_BETA",
      limits: {
        sensorsPerTask: 500,
        deletions: { percent: 1, floor: 9 },
        planAgeSeconds: 7200,
        ttlSeconds: 604_800,
      },
      defaults: { ttlSeconds: 172_800, paused: false },
      vars: { share: "beta", tier: "gold" },
    });
  });

  it("is the project's word where no organization is declared", () => {
    const [only] = organizations({}, "apiKeyEnv: KEY\ndefaults: { ttl: 1h }\nvars: { a: b }\n");
    expect(only).toMatchObject({
      alias: "default",
      apiKeyEnv: "KEY",
      defaults: { ttlSeconds: 3600 },
      vars: { a: "b" },
    });
  });
});
