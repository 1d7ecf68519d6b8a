import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type VariantName, type VariantValues, variantChoices } from "../../src/sandbox/variants.js";
import { type TestOrganization, testOrganization } from "../support/organization.js";
import { configText, responseText, taskText } from "../support/tasks.js";

let organization: TestOrganization;
beforeEach(async () => {
  organization = await testOrganization({ sensors: 8 });
  organization.folder.write("lctasks.yaml", configText());
  organization.folder.write("tasks/os.yaml", taskText("os", { target: "tag: server", more: responseText }));
  await organization.lctasks("ledger", "create", "--run-existing");
});
afterEach(() => organization.close());

type Wanted = Partial<VariantValues>;

/** For variants that are numbers: values that matter. */
const numbers: Readonly<Partial<Record<VariantName, readonly number[]>>> = {
  list_limit: [1],
  read_delay_s: [2],
  rule_delay_s: [30],
  search_limit: [11],
};

const choicesOf = (name: VariantName): readonly unknown[] => {
  const choices: number | readonly unknown[] = variantChoices[name];
  return typeof choices === "number" ? (numbers[name] ?? []) : choices.slice(1);
};

/** Every variant alone: each value but the default. */
const alone = (Object.keys(variantChoices) as VariantName[]).flatMap((name) =>
  choicesOf(name).map((value): Wanted => ({ [name]: value })),
);

/** Variants of what our own client never asks for. */
const notAskedFor: ReadonlySet<VariantName> = new Set<VariantName>([
  "search_limit",
  "search_rows",
  "legacy_service",
  "direct_task_offline",
  "uncertain_rules",
  "replay_broken_rule_status",
  "hive_expiry_unit",
]);

const names = (Object.keys(variantChoices) as VariantName[]).filter((name) => !notAskedFor.has(name));

/** Every pair of variants that our client can meet, once; which of their values meet goes round, so that all have their turn. */
const pairs = names.flatMap((one, at) =>
  names.slice(at + 1).map((other, offset): Wanted => {
    const value = (name: VariantName, turn: number) => choicesOf(name)[turn % choicesOf(name).length];
    return { [one]: value(one, offset), [other]: value(other, at) };
  }),
);

/** Applies, lets all sensors connect, applies again: each declared task was asked for once, or it stopped with a reason and nothing was sent. */
async function applied(wanted: Wanted): Promise<void> {
  const { sandbox } = organization;
  sandbox.variants.set(wanted);
  const before = organization.sent("task");
  const first = await organization.lctasks("apply", "--yes");
  const sent = organization.sent("task") - before;
  const said = `${JSON.stringify(wanted)}: ${first.out}${first.err}`;
  expect([0, 1, 4], said).toContain(first.code);
  if (first.code !== 0) {
    expect(sent, said).toBe(0);
    expect(first.out + first.err, said).toMatch(/\S/);
    return;
  }
  expect(sent, said).toBe(1);
  const second = await organization.lctasks("apply", "--yes");
  expect(organization.sent("task") - before, `again ${said}\n${second.out}`).toBe(1);
  expect(organization.sent("untask"), said).toBe(0);
}

describe("apply under a variant of the service", () => {
  it.each(alone)("%j reaches the same result, or stops and sends nothing", async (wanted) => {
    await applied(wanted);
  });

  it.each(pairs)("%j together reach the same result, or stop and send nothing", async (wanted) => {
    await applied(wanted);
  });
});
