import { describe, expect, it } from "vitest";
import { clockOf, countingIds, run } from "../support/cli.js";

const process = { directory: "/", environment: {}, clock: clockOf(() => 0), newId: countingIds() };

describe("a folder that does not exist", () => {
  it.each([
    ["plan", "plan"],
    ["apply", "apply", "--yes"],
    ["explain", "explain", "version"],
    ["test", "test"],
    ["validate", "validate"],
  ])("is a finding of %s in JSON as well", async (_name, ...argv) => {
    const { code, out } = await run([...argv, "-C", "/no/such/folder", "--format", "json"], process);
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      findings: [{ check: "file/missing", severity: "error", fix: expect.stringContaining("--directory") }],
    });
  });
});
