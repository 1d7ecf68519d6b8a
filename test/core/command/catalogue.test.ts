import { describe, expect, it } from "vitest";
import { allCommands, findCommand, insteadOf } from "../../../src/core/command/catalogue.js";

describe("the catalogue", () => {
  it("knows 68 commands, each with a name of its own", () => {
    expect(allCommands).toHaveLength(68);
    expect(new Set(allCommands.flatMap(({ name, aliases }) => [name, ...aliases])).size).toBe(68);
  });

  it.each(allCommands)("describes $name in the words of its types", (entry) => {
    expect(["read-only", "state-changing", "destructive"]).toContain(entry.effect);
    expect(["yes", "no", "unknown"]).toContain(entry.receipt);
    expect(["high", "medium", "unverified"]).toContain(entry.trust);
    expect([true, false, null]).toContain(entry.idempotent);
    expect(Object.keys(entry.platforms).toSorted()).toEqual(["chrome", "edge", "linux", "macos", "windows"]);
    expect(entry.effectReason).not.toBe("");
    for (const event of [...entry.responseEvents, ...entry.otherEvents]) expect(event).toMatch(/^[A-Z_]+$/);
    for (const { type, name, repeated } of entry.positional) {
      expect(["string", "int", "hex"], name).toContain(type);
      expect(repeated && name !== entry.positional.at(-1)?.name).toBe(false);
    }
    for (const { long, short, type, choices } of entry.flags) {
      expect(long).toMatch(/^--[A-Za-z][\w-]*$/);
      expect(short ?? "-x").toMatch(/^-[a-z]$/);
      expect(["string", "int", "bool", "enum"]).toContain(type);
      expect((choices ?? []).length > 0).toBe(type === "enum");
    }
  });

  it.each([
    ["os_version", ["OS_VERSION_REP"], "unknown", "read-only"],
    ["run", [], "yes", "destructive"],
    ["restart", [], "no", "state-changing"],
    ["upgrade_core", [], "no", "destructive"],
    ["dir_find_hash", ["DIR_FINDHASH_REP"], "unknown", "read-only"],
    ["mem_find_handle", ["MEM_FIND_HANDLES_REP", "MEM_FIND_HANDLE_REP"], "unknown", "read-only"],
    ["fim_add", ["FIM_ADD"], "unknown", "state-changing"],
  ])("says of %s: %j, receipt %s, %s", (name, responseEvents, receipt, effect) => {
    expect(findCommand(name)).toMatchObject({ name, responseEvents, receipt, effect });
  });

  it.each(["os_verion", "OS_VERSION", "", "constructor", "rejoin network"])("has no command %j", (name) => {
    expect(findCommand(name)).toBeUndefined();
  });

  it.each([
    ["os_verion", "did you mean os_version?"],
    ["OS_VERSION", "did you mean os_version?"],
    ["dir_findhash", "the command is dir_find_hash"],
    ["isolate_network", "the command is segregate_network; isolate network is a D&R action"],
    ["unseal", "the command is seal --disable"],
    ["whoami", "the first word must be a command of the sensor, such as os_version"],
  ])("says what to write instead of %s", (name, instead) => {
    expect(insteadOf(name)).toBe(instead);
  });
});
