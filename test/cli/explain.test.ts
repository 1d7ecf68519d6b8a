import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { clockOf, countingIds, run } from "../support/cli.js";

const root = resolve(import.meta.dirname, "../..");
const lctasks = (...argv: string[]) =>
  run(argv, { directory: root, environment: {}, clock: clockOf(() => 0), newId: countingIds() });

describe("explain", () => {
  it("is one page that a person understands", async () => {
    const { code, out } = await lctasks("explain", "firewall-macos");
    expect(code).toBe(0);
    await expect(out).toMatchFileSnapshot("expected-explain.txt");
  });

  it("gives the same as JSON", async () => {
    const { out } = await lctasks("explain", "sshd-config", "--format", "json");
    expect(JSON.parse(out)).toMatchObject({
      organizations: ["default"],
      words: [{ written: "/etc/ssh/sshd_config" }],
      effects: ["read-only", "contents leave the host"],
      token: "examples-sshd-config.r1.xxxxxxxx",
      answers: ["FILE_GET_REP", "RECEIPT"],
      rules: [{ key: "lctasks.examples.sshd-config" }],
    });
  });

  it("says which name is near when there is no such task", async () => {
    const { code, err } = await lctasks("explain", "sshd-confg");
    expect([code, err]).toEqual([
      1,
      "Cannot explain sshd-confg: no valid task has that name. Did you mean sshd-config?\n",
    ]);
  });

  it("shows what is wrong when the files are invalid", async () => {
    const { code, err } = await lctasks("explain", "x", "--config", "nowhere.yaml");
    expect([code, err]).toEqual([3, expect.stringContaining("Cannot find nowhere.yaml")]);
  });
});
