import { describe, expect, it } from "vitest";
import { deniedCommands } from "../../../../src/core/policy/checks/denied-commands.js";
import { entryOf, issued, task } from "../../plan/builders.js";
import { inputOf, onlyRefusal, refusedBy } from "../builders.js";

const isDenied = (pattern: string, command: string): boolean =>
  refusedBy(deniedCommands, inputOf({ tasks: [task("x", { command })] }, { deny: [pattern] })).length > 0;

describe("policy.deny", () => {
  it.each([
    ["uninstall", "uninstall"],
    ["uninstall", "uninstall --is-confirmed"],
    ["uninstall", " UNINSTALL  --is-confirmed"],
    ["uninstall", '"uninstall"'],
    ["file_del *", "file_del /tmp/x"],
    ["file_del /tmp/*", "file_del '/tmp/a b'"],
    ["file_*", "file_get /etc/passwd"],
    ["run * *whoami*", 'run --shell-command "whoami /all"'],
    ["run --shell-command *", "run --shell-command 'a b c'"],
    ["*", "os_version"],
    ["it's", "it's open"],
    ["reboot", 'reboot "'],
  ])("%s forbids %s", (pattern, command) => {
    expect(isDenied(pattern, command)).toBe(true);
  });

  it.each([
    ["uninstall", "uninstaller"],
    ["uninstall", "run uninstall"],
    ["file_del *", "file_delete /tmp/x"],
    ["file_del /tmp/*", "file_del /var/x"],
    ["run --shell-command *", "run --payload-name x"],
    ["#", "os_version"],
  ])("%s does not forbid %s", (pattern, command) => {
    expect(isDenied(pattern, command)).toBe(false);
  });

  it("says which pattern, and where it stands", () => {
    const tasks = [task("x", { command: "uninstall" }), task("y")];
    const refusal = onlyRefusal(deniedCommands, inputOf({ tasks }, { deny: ["reboot", "un*"] }));
    expect(refusal).toMatchObject({
      refuses: [{ task: "x" }],
      reason: "policy.deny forbids `un*`",
      allow: ["take the pattern out of policy.deny in lctasks.yaml"],
    });
  });

  it("is about runs that would be issued, not about those that are queued already", () => {
    const uninstall = task("x", { command: "uninstall" });
    const world = { tasks: [uninstall], queue: [entryOf(issued(uninstall))] };
    expect(refusedBy(deniedCommands, inputOf(world, { deny: ["uninstall"] }))).toEqual([]);
  });
});
