import { describe, expect, it } from "vitest";
import { commands } from "../../src/commands/registry.js";
import { clockOf, countingIds, run } from "../support/cli.js";
import { temporaryFolder } from "../support/repository.js";
import { configText, taskText } from "../support/tasks.js";

const process = { directory: "/", environment: {}, clock: clockOf(() => 0), newId: countingIds() };

describe("the command line", () => {
  it("lists every command, and each says what it does", async () => {
    const { out } = await run([], process);
    expect((await run(["--help"], process)).out).toBe(out);
    expect((await run(["-h"], process)).out).toBe(out);
    expect((await run(["help"], process)).out).toBe(out);
    for (const { name, summary } of commands) {
      expect(out).toContain(`  ${name.padEnd(13)}  ${summary}\n`);
      const help = await run([name, "--help"], process);
      expect([help.code, help.out]).toEqual([0, expect.stringContaining(`Usage: lctasks ${name}`)]);
    }
    expect((await run(["-V"], process)).out).toBe("0.0.0-test\n");
  });

  it("tells of one command what its --help tells, and of a command below it", async () => {
    for (const words of [["plan"], ["ledger"], ["ledger", "create"]]) {
      const help = await run([...words, "--help"], process);
      expect(help.out).toContain(`Usage: lctasks ${words.join(" ")}`);
      expect(await run(["help", ...words], process)).toEqual(help);
    }
    expect((await run(["help", "aply"], process)).err).toContain("Did you mean apply?");
  });

  it("is inert about options that nobody knows", async () => {
    const { code, err } = await run(["plan", "--\u001b[2Jnope"], process);
    expect([code, err]).toEqual([1, "error: unknown option '--\\u{1b}[2Jnope'\n"]);
  });

  it("names the nearest command, and none when nothing is near", async () => {
    expect((await run(["aply"], process)).err).toContain("Did you mean apply?");
    expect((await run(["\u001b[2Jxyzzy"], process)).err).toBe(
      "Cannot run \\u{1b}[2Jxyzzy: there is no such command.\n",
    );
  });

  it("exits with 1 for a wrong option or argument", async () => {
    for (const argv of [
      ["plan", "--nope"],
      ["plan", "--format", "xml"],
      ["selector"],
      ["ledger", "destroy"],
      ["test", "--min-tests", "x"],
    ]) {
      const { code, err, out } = await run(argv, process);
      expect([argv, code, out]).toEqual([argv, 1, ""]);
      expect(err).toContain("error:");
    }
  });

  it("says in one line what a broken outside is, and never in a stack trace", async () => {
    const folder = temporaryFolder();
    folder.write("lctasks.yaml", configText("ledger: file\n"));
    folder.write("tasks/a.yaml", taskText("a"));
    const here = { ...process, directory: folder.path };
    for (const [environment, problem] of [
      [{}, "LC_OID is not set"],
      [{ LC_OID: "11111111-1111-4111-8111-111111111111" }, "LC_API_KEY is not set"],
      [{ LC_OID: "x", LC_API_KEY: "22222222-2222-4222-8222-222222222222" }, "default"],
      [
        {
          LC_OID: "11111111-1111-4111-8111-111111111111",
          LC_API_KEY: "22222222-2222-4222-8222-222222222222",
          LCTASKS_API_URL: "http://127.0.0.1:9",
          LCTASKS_JWT_URL: "http://127.0.0.1:9/jwt",
        },
        "default",
      ],
      [
        {
          LC_OID: "11111111-1111-4111-8111-111111111111",
          LC_API_KEY: "22222222-2222-4222-8222-222222222222",
          LCTASKS_API_URL: "http://example.org",
        },
        "default",
      ],
    ] as const) {
      const { code, out, err } = await run(["plan"], { ...here, environment });
      expect([code, out]).toEqual([1, expect.stringContaining(problem)]);
      expect(out + err).not.toMatch(/\n\s+at /);
    }
    folder.dispose();
  });
});
