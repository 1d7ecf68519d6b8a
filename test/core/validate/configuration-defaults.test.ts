import { describe, expect, it } from "vitest";
import { defaultLimits } from "../../../src/core/model/configuration.js";
import { loadWith, task } from "../../flow/load/project.js";

const configurationOf = (yaml: string) =>
  loadWith({ "lctasks.yaml": yaml, "tasks/a.yaml": task("a") }).configuration;

describe("a configuration", () => {
  it("gets the defaults of the documentation, with one organization from the environment", () => {
    expect(configurationOf("version: 1\nproject: acme\n")).toEqual({
      project: "acme",
      tasks: ["tasks/**/*.yaml"],
      organizationFiles: ["organizations/*.yaml"],
      organizations: [
        {
          alias: "default",
          apiKeyEnv: "LC_API_KEY",
          uidEnv: "LC_UID",
          labels: [],
          retired: false,
          limits: defaultLimits,
          defaults: {},
          vars: {},
        },
      ],
      ledger: "hive",
      witness: "none",
      subscribe: false,
      limits: {
        sensorsPerTask: 1000,
        sensorsPerApply: 5000,
        deletions: { percent: 30, floor: 5 },
        sensorDrift: { percent: 20, floor: 10 },
        planAgeSeconds: 86_400,
      },
      policy: { deny: [] },
      at: { file: "lctasks.yaml", line: 1, column: 1 },
    });
  });

  it("keeps everything that is written, organizations in their order and ids in lower case", () => {
    const yaml = `version: 1
project: acme
tasks: [a/*.yaml, ./b/*.yaml]
organizations:
  us: { oid: 8CBE27F4-BFA1-4AFB-BA19-138CD51389CD, apiKeyEnv: KEY_US, uidEnv: UID_US, labels: [x], retired: true }
  eu: { oid: 11111111-2222-4333-8444-555555555555 }
ledger: file
witness: git
subscribe: true
limits:
  sensorsPerTask: 1
  sensorsPerApply: 2
  deletions: { percent: 3 }
  sensorDrift: { floor: 4 }
  planAge: 7d
policy: { deny: [uninstall] }
ruleSettle: 2m
`;
    const limits = {
      sensorsPerTask: 1,
      sensorsPerApply: 2,
      deletions: { percent: 3, floor: 5 },
      sensorDrift: { percent: 20, floor: 4 },
      planAgeSeconds: 604_800,
    };
    const below = { limits, defaults: {}, vars: {} };
    expect(configurationOf(yaml)).toEqual({
      project: "acme",
      tasks: ["a/*.yaml", "b/*.yaml"],
      organizationFiles: ["organizations/*.yaml"],
      organizations: [
        {
          alias: "us",
          oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd",
          apiKeyEnv: "KEY_US",
          uidEnv: "UID_US",
          labels: ["x"],
          retired: true,
          ...below,
        },
        {
          alias: "eu",
          oid: "11111111-2222-4333-8444-555555555555",
          apiKeyEnv: "LC_API_KEY",
          uidEnv: "LC_UID",
          labels: [],
          retired: false,
          ...below,
        },
      ],
      ledger: "file",
      witness: "git",
      subscribe: true,
      limits,
      policy: { deny: ["uninstall"] },
      ruleSettleSeconds: 120,
      at: { file: "lctasks.yaml", line: 1, column: 1 },
    });
  });
});
