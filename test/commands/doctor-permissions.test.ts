import { describe, expect, it } from "vitest";
import { commandNeeds } from "../../src/core/doctor/command-needs.js";
import { afterwards } from "../adapters/limacharlie/server.js";
import { asUser } from "../support/as-user.js";
import { clockOf, countingIds, run } from "../support/cli.js";
import { type TestOrganization, testOrganization } from "../support/organization.js";
import { configText, responseText, taskText } from "../support/tasks.js";

interface Typed {
  readonly argv: readonly string[];
  /** What happens before, by somebody who may do everything. */
  readonly before?: (scene: Scene) => Promise<void>;
  /** Permissions whose use this scene does not reach. */
  readonly unreached?: readonly string[];
}

interface Scene {
  readonly bench: TestOrganization;
  readonly lctasks: (...argv: string[]) => Promise<void>;
}

const issued = async ({ lctasks }: Scene): Promise<void> => lctasks("apply", "--yes");

/** What is typed for each command of the table. */
const typed: { readonly [command: string]: Typed } = {
  validate: { argv: [] },
  test: { argv: [] },
  explain: { argv: ["version"] },
  plan: { argv: [] },
  status: { argv: ["--failures"] },
  "status --detections": { argv: [] },
  drift: { argv: [] },
  queue: { argv: [] },
  apply: {
    argv: ["--yes"],
    before: async ({ bench, lctasks }) => {
      bench.folder.write("tasks/old.yaml", taskText("old", { task: "os_users", more: responseText }));
      await lctasks("apply", "--yes");
      bench.sandbox.advance(4 * 86_400);
      bench.folder.remove("tasks/old.yaml");
      bench.folder.write("tasks/new.yaml", taskText("new", { task: "os_packages", more: responseText }));
    },
  },
  "status --record": {
    argv: [],
    before: async (scene) => {
      scene.bench.sandbox.disconnect("all");
      await issued(scene);
      scene.bench.sandbox.connect("all");
      scene.bench.sandbox.advance(60);
    },
  },
  adopt: {
    argv: ["version", "--yes"],
    before: async ({ bench }) => {
      bench.sandbox.disconnect("all");
      await asUser(bench.sandbox, "POST", "/extension/request/ext-reliable-tasking", {
        oid: bench.sandbox.oid,
        action: "task",
        data: JSON.stringify({ task: "os_version", tag: "workstation", context: "soc-version" }),
      });
    },
  },
  import: {
    argv: ["--yes"],
    before: async ({ bench }) => {
      bench.sandbox.disconnect("all");
      await asUser(bench.sandbox, "POST", "/extension/request/ext-reliable-tasking", {
        oid: bench.sandbox.oid,
        action: "task",
        data: JSON.stringify({ task: "os_users", tag: "workstation", context: "by-hand" }),
      });
    },
  },
  cancel: { argv: ["version", "--yes"], before: issued },
  pause: { argv: ["version", "--yes"] },
  resume: { argv: ["version", "--yes"], before: ({ lctasks }) => lctasks("pause", "version", "--yes") },
  resolve: { argv: ["version", "--yes"], unreached: ["lookup.set"] },
  rules: {
    argv: ["--write"],
    before: async ({ bench }) => bench.folder.write("lctasks.yaml", configText("rulesTo: rules\n")),
  },
  rerun: { argv: ["version", "--yes"] },
  accept: { argv: ["version", "--yes"] },
  "ledger unlock": { argv: ["--yes"], unreached: ["lookup.set"] },
  "ledger show": { argv: [] },
  "ledger history": { argv: ["version"] },
  "ledger export": { argv: [] },
  "ledger create": { argv: ["--run-existing"] },
  subscribe: { argv: [] },
};

const groups = commandNeeds({ ledger: "hive", subscribe: false, writesRules: true });

/** An organization with a ledger, whose key has these permissions. */
async function withKey(permissions: readonly string[], command: string): Promise<TestOrganization> {
  const bench = afterwards(await testOrganization({ permissions, sensors: 6 }));
  const { sandbox, folder } = bench;
  folder.write("lctasks.yaml", configText());
  folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  const environment = { ...sandbox.env, LC_API_KEY: sandbox.user.apiKey, LC_UID: sandbox.user.uid };
  const newId = countingIds();
  const clock = clockOf(() => sandbox.nowMs());
  const scene: Scene = {
    bench,
    lctasks: async (...argv) => {
      const ended = await run(argv, { directory: folder.path, environment, clock, newId });
      if (ended.code !== 0) throw new Error(`${argv.join(" ")}: ${ended.out}${ended.err}`);
    },
  };
  if (command !== "ledger create") await scene.lctasks("ledger", "create", "--run-existing");
  await typed[command]?.before?.(scene);
  return bench;
}

/** Whether a command with these permissions failed for want of one. */
async function isRefused(command: string, permissions: readonly string[]): Promise<boolean> {
  const bench = await withKey(permissions, command);
  const { out, err } = await bench.lctasks(...command.split(" "), ...(typed[command]?.argv ?? []));
  return /lacks the permission/.test((out + err).replaceAll(/\s+/g, " "));
}

describe.each(groups.flatMap(({ commands, needs }) => commands.map((command) => ({ command, needs }))))(
  "$command",
  ({ command, needs }) => {
    const least = needs.filter(({ optional }) => optional !== true).map(({ anyOf }) => anyOf[0]);
    const reached = least.filter((permission) => !typed[command]?.unreached?.includes(permission));

    it("works with the least that the table says", async () => {
      expect(typed).toHaveProperty([command]);
      expect(await isRefused(command, least)).toBe(false);
    });

    it.each(reached.map((permission) => ({ permission })))(
      "does not without $permission",
      async ({ permission }) => {
        const others = least.filter((each) => each !== permission);
        expect(await isRefused(command, others)).toBe(true);
      },
    );
  },
);
