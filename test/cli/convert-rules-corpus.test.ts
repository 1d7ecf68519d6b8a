import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { convertRule } from "../../src/core/legacy/convert-rule.js";
import type { Fault } from "../../src/sandbox/start.js";
import { type LegacyRule, legacyRules } from "../core/legacy/legacy-rules.js";
import { type TestOrganization, testOrganization } from "../support/organization.js";

const cli = resolve(import.meta.dirname, "../../dist/cli.js");
const hives = ["dr-general", "dr-managed"];
const places = hives.flatMap((hive) => legacyRules.map((rule) => ({ hive, rule })));
const convertible = places.filter(({ rule }) => rule.result === "converted").length;

let organization: TestOrganization;

beforeEach(async () => {
  organization = await testOrganization();
  for (const { hive, rule } of places) {
    await organization.api("POST", `${pathOf(hive)}/${rule.name}/data`, {
      data: JSON.stringify(rule.data),
      usr_mtd: JSON.stringify(rule.metadata),
    });
  }
});
afterEach(() => organization.close());

const pathOf = (hive: string): string => `/hive/${hive}/${organization.sandbox.oid}`;

interface Live {
  readonly data: unknown;
  readonly usr_mtd: unknown;
  readonly sys_mtd: { readonly etag: string };
}

const liveRules = (hive: string) =>
  organization.api("GET", pathOf(hive)) as Promise<{ readonly [key: string]: Live }>;

function wantedData({ data, result }: LegacyRule): unknown {
  const converted = convertRule(data);
  return result === "converted" && converted.result === "converted" ? converted.data : data;
}

/** Every rule of the corpus is what it should be, or with `orBefore` still as it was; metadata are the same. Returns how many are converted. */
async function compare(orBefore: boolean): Promise<number> {
  let converted = 0;
  for (const hive of hives) {
    const live = await liveRules(hive);
    expect(Object.keys(live).toSorted()).toEqual(legacyRules.map(({ name }) => name));
    for (const rule of legacyRules) {
      const { data, usr_mtd } = live[rule.name] as Live;
      expect([rule.name, usr_mtd]).toEqual([rule.name, expect.objectContaining(rule.metadata)]);
      const isBefore = JSON.stringify(data) === JSON.stringify(rule.data);
      if (!(orBefore && isBefore)) expect([rule.name, data]).toEqual([rule.name, wantedData(rule)]);
      if (rule.result === "converted" && !isBefore) converted += 1;
    }
  }
  return converted;
}

/** Runs the built program until the sandbox holds back an answer, and kills it there. */
async function killedAt(effect: Fault["do"], writesBefore: number): Promise<void> {
  const { sandbox, folder } = organization;
  sandbox.faults.add({
    match: { method: "POST", path: "/v1/hive/", skip: writesBefore, times: 1 },
    do: { delay_ms: 3_600_000, ...effect },
  });
  const program = spawn(process.execPath, [cli, "convert-rules", "--no-dry-run"], {
    cwd: folder.path,
    env: { PATH: process.env["PATH"], HOME: folder.path, ...sandbox.env },
    stdio: "ignore",
  });
  const ended = new Promise((done) => program.once("close", (code, signal) => done(signal ?? code)));
  await new Promise<void>((held, failed) => {
    void ended.then((how) => failed(new Error(`it ended by itself: ${String(how)}`)));
    const look = () => (sandbox.faults.list()[0]?.hit === 1 ? held() : setImmediate(look));
    look();
  });
  program.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
  sandbox.faults.clear();
}

describe("convert-rules on a corpus of rules", () => {
  it("converts what can be, says why the others cannot, and keeps everything else and all metadata", async () => {
    const { code, out } = await organization.lctasks("convert-rules", "--no-dry-run", "--format", "json");
    const { rules } = JSON.parse(out) as { rules: { name: string; result: string; reasons: string[] }[] };
    const said = rules.map(({ name, result }) => `${name} ${result}`);
    const wanted = places.flatMap(({ hive, rule }) =>
      rule.result === "untouched" ? [] : [`${hive}/${rule.name} ${rule.result}`],
    );
    expect([code, said.toSorted()]).toEqual([4, wanted.toSorted()]);
    for (const { result, reasons } of rules) expect(reasons.length > 0).toBe(result === "refused");
    expect(await compare(false)).toBe(convertible);
  });

  it.each<[string, Fault["do"], number]>([
    ["before its first write is done", { status: 504 }, 0],
    ["when its fourth write is done and not answered", { when: "after" }, 3],
    ["before its fifth write is done", { status: 504 }, 4],
    ["when the last write of a hive is done and not answered", { when: "after" }, convertible / 2 - 1],
  ])("killed %s, can be run again and ends the same", async (_when, effect, writesBefore) => {
    await killedAt(effect, writesBefore);
    const done = writesBefore + (effect.when === "after" ? 1 : 0);
    expect(await compare(true)).toBe(done);
    const before = await liveRules("dr-general");
    const { code, out } = await organization.lctasks("convert-rules", "--no-dry-run", "--format", "json");
    const { rules } = JSON.parse(out) as { rules: { result: string }[] };
    expect([code, rules.filter(({ result }) => result === "converted").length]).toEqual([
      4,
      convertible - done,
    ]);
    expect(await compare(false)).toBe(convertible);
    const after = await liveRules("dr-general");
    const written = Object.keys(after).filter(
      (key) => after[key]?.sys_mtd.etag !== before[key]?.sys_mtd.etag,
    );
    expect(written).toHaveLength(Math.max(0, convertible / 2 - done));
  });
});
