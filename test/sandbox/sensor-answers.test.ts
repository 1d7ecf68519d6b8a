import { describe, expect, it } from "vitest";
import { allCommands } from "../../src/core/command/catalogue.js";
import type { PlatformEvent } from "../../src/sandbox/events.js";
import { type Talk, talk } from "./talk.js";

/** A sensor of a platform, and what it says when it is told a command. */
async function machine(plat: string, arch?: string) {
  const our: Talk = await talk({ sensors: 40 });
  our.sandbox.connect("all");
  const sensor = our.sandbox
    .sensors()
    .find((one) => one.plat === plat && (arch ? one.arch === arch : one.arch !== "usp_adapter"));
  if (!sensor) throw new Error(`no ${plat} in this fleet`);
  const { sid } = sensor;
  const tell = async (task: string): Promise<readonly PlatformEvent[]> => {
    const before = our.sandbox.events().length;
    await our.extension("task", { task, sid, context: "ctx" });
    return our.sandbox
      .events()
      .slice(before)
      .filter(({ routing }) => routing.sid === sid);
  };
  /** The answer proper, behind the notification. */
  const ask = async (task: string): Promise<PlatformEvent | undefined> => (await tell(task)).at(-1);
  return { our, sensor, tell, ask };
}

const first = (body: PlatformEvent["event"] | undefined) =>
  (body?.DIRECTORY_LIST as object[] | undefined)?.[0];

const typeOf = (event: PlatformEvent | undefined) => event?.routing.event_type;

describe("a sensor that is told a command", () => {
  it("says first that it has it, then answers, both with the investigation id [D]", async () => {
    const { tell, sensor, our } = await machine("windows");
    const said = await tell("os_version");
    expect(said.map(typeOf)).toEqual(["CLOUD_NOTIFICATION", "OS_VERSION_REP"]);
    expect(said.map(({ routing }) => routing.investigation_id)).toEqual(["ctx", "ctx"]);
    expect(said[0]?.event).toMatchObject({
      NOTIFICATION_ID: "OS_VERSION_REQ",
      NOTIFICATION: { INVESTIGATION_ID: "ctx" },
      HCP_IDENT: { HCP_ORG_ID: our.oid.replaceAll("-", ""), HCP_PLATFORM: 268_435_456 },
    });
    expect(said[1]?.routing).toMatchObject({
      hostname: sensor.hostname,
      plat: 268_435_456,
      moduleid: 2,
      tags: sensor.tags,
    });
    expect(said[1]?.routing.event_time).toBe(our.sandbox.nowMs());
    expect(said[1]?.ts).toBe(new Date(our.sandbox.nowMs()).toISOString().slice(0, 19).replace("T", " "));
  });

  it("says the same when asked twice, and another machine says something else", async () => {
    const { ask } = await machine("linux");
    const answer = await ask("os_processes");
    expect((await ask("os_processes"))?.event).toEqual(answer?.event);
    const mac = await machine("macos");
    expect((await mac.ask("os_processes"))?.event).not.toEqual(answer?.event);
  });

  it("answers every command of the catalogue with its documented event, or not at all where that is documented [D]", async () => {
    const { our, tell, sensor } = await machine("windows");
    for (const command of allCommands.filter(({ platforms }) => platforms.windows)) {
      const said = (await tell(`${command.name} --is-confirmed`)).map(typeOf);
      const expected = command.responseEvents[0] ?? "RECEIPT";
      if (command.receipt === "no") expect(said).toEqual(["STARTING_UP", "CONNECTED"]);
      else expect([command.name, ...said]).toEqual([command.name, "CLOUD_NOTIFICATION", expected]);
      our.sandbox.connect([sensor.sid]);
    }
  });

  it("answers UNSUPPORTED_FOR_PLATFORM where the platform cannot do it [D]", async () => {
    const { ask } = await machine("linux");
    const answer = await ask("reg_list hklm\\software");
    expect([typeOf(answer), answer?.event]).toEqual(["RECEIPT", { ERROR: "UNSUPPORTED_FOR_PLATFORM" }]);
    const adapter = await machine("linux", "usp_adapter");
    expect((await adapter.ask("os_version"))?.event).toEqual({ ERROR: "UNSUPPORTED_FOR_PLATFORM" });
    expect((await adapter.ask("no_such_command"))?.event).toEqual({ ERROR: "UNSUPPORTED_FOR_PLATFORM" });
  });

  it("answers an error to what it cannot read, does not know, or was not confirmed", async () => {
    const { ask, our, sensor } = await machine("linux");
    expect((await ask("run --shell-command 'open"))?.event).toMatchObject({ ERROR: 87 });
    expect((await ask("os_verison"))?.event).toEqual({
      ERROR: 87,
      ERROR_MESSAGE: "unknown command os_verison",
    });
    expect((await ask("# nothing"))?.event).toMatchObject({ ERROR: 87 });
    expect((await ask("reboot"))?.event).toEqual({ ERROR: 87, ERROR_MESSAGE: "not confirmed" });
    expect(our.sandbox.sensors().find(({ sid }) => sid === sensor.sid)?.online).toBe(true);
  });

  it("is cut off from the network and joins it again [D]", async () => {
    const { ask, our, sensor } = await machine("windows");
    const isolated = async () => (await our.send("GET", `/v1/${sensor.sid}`)).body.info;
    await ask("segregate_network");
    expect(await isolated()).toMatchObject({ isolated: true });
    our.sandbox.disconnect([sensor.sid]);
    our.sandbox.connect([sensor.sid]);
    expect(our.sandbox.events().at(-1)?.event).toMatchObject({
      HOST_NAME: sensor.hostname,
      IS_SEGREGATED: 1,
    });
    await ask("rejoin_network");
    expect(await isolated()).toMatchObject({ isolated: false });
  });
});

describe("run", () => {
  it("leaves STDOUT out, does not cut it, beyond a megabyte of raw bytes, which UTF-16 reaches at half the text [D]", async () => {
    const linux = await machine("linux");
    const windows = await machine("windows");
    const size = async (ask: typeof linux.ask, bytes: number) => {
      const answer = (await ask(`run --shell-command 'head -c ${bytes} /dev/zero'`))?.event ?? {};
      return typeof answer.STDOUT === "string" ? answer.STDOUT.length : answer;
    };
    const megabyte = 1024 * 1024;
    expect(await size(linux.ask, megabyte)).toBe(megabyte);
    expect(await size(linux.ask, megabyte + 1)).toEqual({ ERROR: 0, STDERR: "" });
    expect(await size(windows.ask, megabyte / 2)).toBe(megabyte / 2);
    expect(await size(windows.ask, megabyte / 2 + 1)).toEqual({ ERROR: 0, STDERR: "" });
    expect((await linux.ask("run --shell-command 'head file'"))?.event).toMatchObject({ STDOUT: "" });
  });

  it("answers exit code and output in a RECEIPT [D]", async () => {
    const windows = await machine("windows");
    const linux = await machine("linux");
    const run = async (ask: typeof linux.ask, line: string) =>
      (await ask(`run --shell-command ${line}`))?.event;
    expect(await run(windows.ask, "whoami")).toEqual({
      ERROR: 0,
      STDOUT: "nt authority\\system\r\n",
      STDERR: "",
    });
    expect(await run(linux.ask, "whoami")).toEqual({ ERROR: 0, STDOUT: "root\n", STDERR: "" });
    expect(await run(linux.ask, "hostname")).toMatchObject({ STDOUT: `${linux.sensor.hostname}\n` });
    expect(await run(linux.ask, "'echo a b'")).toMatchObject({ STDOUT: "a b\n" });
    expect(await run(linux.ask, "'exit 3'")).toEqual({ ERROR: 3, STDOUT: "", STDERR: "" });
    expect(await run(linux.ask, "exit")).toMatchObject({ ERROR: 0 });
    expect(await run(linux.ask, "false")).toMatchObject({ ERROR: 1 });
    expect((await linux.ask("run --shell-command=uptime"))?.event).toEqual({
      ERROR: 0,
      STDOUT: "",
      STDERR: "",
    });
    expect((await linux.ask("run --payload-name tool"))?.event).toMatchObject({ ERROR: 0 });
  });
});

describe("the body of an answer", () => {
  it.each([
    ["linux", "put --payload-name tool --payload-path /tmp/tool", { ERROR: 200, FILE_PATH: "/tmp/tool" }],
    ["linux", "put --payload-name tool", { ERROR: 200, FILE_PATH: "" }],
    ["linux", "file_del /tmp/x", { FILE_PATH: "/tmp/x" }],
    ["linux", "file_del /tmp/missing", { FILE_PATH: "/tmp/missing", ERROR: 2 }],
    ["linux", "file_hash", { FILE_PATH: "", ERROR: 2 }],
    ["linux", "file_mov /tmp/x /tmp/y", { SOURCE: "/tmp/x", DESTINATION: "/tmp/y" }],
    ["linux", "file_mov /nope /tmp/y", { SOURCE: "/nope", DESTINATION: "/tmp/y", ERROR: 2 }],
    ["linux", "file_mov", { SOURCE: "", DESTINATION: "", ERROR: 2 }],
    [
      "linux",
      "dir_list /nope *",
      { DIRECTORY_PATH: "/nope", FILE_PATH: "*", DIRECTORY_LIST_DEPTH: 0, ERROR: 3 },
    ],
    ["linux", "dir_list", { DIRECTORY_PATH: "", FILE_PATH: "*", DIRECTORY_LIST_DEPTH: 0, ERROR: 3 }],
    ["linux", "os_kill_process --pid 579", { ERROR: 0, PROCESS_ID: 579 }],
    ["linux", "os_kill_process -p 99999", { ERROR: 87, PROCESS_ID: 99_999 }],
    ["linux", "os_suspend", { ERROR: 0, PROCESS_ID: 0 }],
    ["linux", "yara_scan hive://yara/r", { ERROR: 0, ERROR_MESSAGE: "done" }],
    ["linux", "dns_resolve example.com", { DOMAIN_NAME: "example.com", IP_ADDRESS: "203.0.113.10" }],
    ["linux", "dns_resolve", { DOMAIN_NAME: "", IP_ADDRESS: "203.0.113.10" }],
    [
      "windows",
      "reg_list hklm\\nope",
      { ROOT: "hklm\\nope", REGISTRY_KEY: [], REGISTRY_VALUE: [], ERROR: 2 },
    ],
    [
      "windows",
      "reg_get hklm\\software\\vendor Mode",
      { ROOT: "hklm\\software\\vendor", NAME: "Mode", TYPE: 1, VALUE: "on", ERROR: 0 },
    ],
    ["windows", "reg_get", { ROOT: "", NAME: "", ERROR: 2 }],
    ["windows", "history_dump", { ERROR: 0 }],
  ])("on %s of `%s`", async (plat, task, body) => {
    expect((await (await machine(plat)).ask(task))?.event).toEqual(body);
  });

  it.each([
    ["linux", "file_get /etc/hostname", ["FILE_PATH", "FILE_SIZE", "FILE_CONTENT"]],
    ["linux", "file_hash /bin/ls", ["FILE_PATH", "HASH", "FILE_IS_SIGNED"]],
    [
      "linux",
      "file_info /bin/ls",
      ["FILE_PATH", "FILE_SIZE", "ATTRIBUTES", "CREATION_TIME", "MODIFICATION_TIME", "ACCESS_TIME"],
    ],
    ["linux", "os_packages", ["PACKAGES"]],
    ["macos", "os_services", ["SVCS", "TIMESTAMP"]],
    ["windows", "os_drivers", ["SVCS"]],
    ["windows", "os_users", ["USERS"]],
    ["windows", "os_autoruns", ["TIMESTAMP", "AUTORUNS"]],
    ["linux", "netstat", ["FRIENDLY", "NETWORK_ACTIVITY"]],
    ["linux", "pcap_ifaces", ["INTERFACE"]],
    ["linux", "mem_map --pid 1", ["PROCESS_ID", "MEMORY_MAP"]],
    ["linux", "mem_read --pid 1", ["PROCESS_ID", "MEMORY_DUMP"]],
    ["linux", "mem_strings -p 1", ["PROCESS_ID", "STRINGSA"]],
    ["windows", "mem_handles", ["HANDLES"]],
    ["windows", "reg_list hklm\\software", ["ROOT", "REGISTRY_KEY", "REGISTRY_VALUE", "ERROR"]],
  ])("on %s of `%s` has the members %j", async (plat, task, members) => {
    expect(Object.keys((await (await machine(plat)).ask(task))?.event ?? {})).toEqual(members);
  });

  it("of a listing has paths in the style of the machine", async () => {
    const windows = (await (await machine("windows")).ask("dir_list c:\\temp *"))?.event;
    expect(first(windows)).toMatchObject({
      FILE_PATH: "c:\\temp\\notes.txt",
      ATTRIBUTES: 32,
    });
    const linux = (await (await machine("linux")).ask("dir_find_hash /tmp/ * --hash x"))?.event;
    expect(first(linux)).toMatchObject({
      FILE_PATH: "/tmp/notes.txt",
      HASH: expect.any(String) as string,
    });
  });
});
