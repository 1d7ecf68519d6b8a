import { describe, expect, it } from "vitest";
import { onVersion, type Ruled, ruled } from "./ruled.js";

const rule = (...respond: readonly object[]) => ({ detect: onVersion, respond });
const report = (name: string) => ({ action: "report", name });
const names = async (our: Ruled) => (await our.detections()).map(({ cat }) => cat);
const tagsOf = (our: Ruled) => our.sandbox.sensors().find(({ sid }) => sid === our.sid)?.tags ?? [];
const infoOf = async (our: Ruled) => (await our.send("GET", `/v1/${our.sid}`)).body.info;

describe("output", () => {
  it("sends the event to a tailored output, where it is kept [D]", async () => {
    const our = await ruled();
    await our.rule("r", rule({ action: "output", name: "tasks-output" }));
    expect(await our.output("tasks-output")).toEqual([]);
    await our.task("os_version");
    expect(await our.output("tasks-output")).toEqual([our.sandbox.events().at(-1)]);
    expect((await our.sendBare("GET", "/_sandbox/outputs/nope")).status).toBe(404);
  });

  it("to one that is not there, or of another stream, is an error of the rule", async () => {
    const our = await ruled();
    await our.send("POST", `/v1/outputs/${our.oid}`, {
      form: { name: "all", module: "slack", type: "event" },
    });
    await our.rule("a", rule({ action: "output", name: "nope" }));
    await our.rule("b", rule({ action: "output", name: "all" }));
    await our.task("os_version");
    expect((await our.errors()).map(({ component, error }) => [component, error])).toEqual([
      ["dr-general/a", "output: no tailored output nope"],
      ["dr-general/b", "output: no tailored output all"],
    ]);
  });
});

describe("outputs of whole streams", () => {
  it("get events, detections and changes, but not what is hidden from them [D]", async () => {
    const our = await ruled();
    for (const type of ["event", "detect", "audit", "billing"])
      await our.send("POST", `/v1/outputs/${our.oid}`, { form: { name: type, module: "slack", type } });
    await our.rule("r", rule(report("seen"), { ...report("quiet"), publish: false }, report("__inside")));
    await our.task("os_version", "__hidden");
    await our.task("os_version", "open");
    const ids = (await our.output("event")).map(
      (record) => (record.routing as { investigation_id?: string }).investigation_id,
    );
    expect([ids.includes("open"), ids.includes("__hidden")]).toEqual([true, false]);
    expect((await our.output("detect")).map(({ cat }) => cat)).toEqual(["seen", "seen"]);
    expect(await names(our)).toEqual(["seen", "quiet", "seen", "quiet"]);
    expect((await our.output("audit")).map(({ etype }) => etype)).toContain("output_add");
    expect(await our.output("billing")).toEqual([]);
  });
});

describe("task", () => {
  it("tells the sensor of the event a command, with templates, and its answers carry the investigation", async () => {
    const our = await ruled();
    await our.rule(
      "r",
      rule({
        action: "task",
        command: "run --shell-command 'echo {{ .routing.hostname }}'",
        investigation: "chain",
      }),
    );
    await our.task("os_version");
    const answer = our.sandbox.events().at(-1);
    const hostname = answer?.routing.hostname ?? "";
    expect(answer).toMatchObject({
      routing: { event_type: "RECEIPT", investigation_id: "chain" },
      event: { STDOUT: `${hostname}\n` },
    });
    our.sandbox.variants.set({ investigation_id: "suffix" });
    await our.task("os_version");
    expect(our.sandbox.events().at(-1)?.routing.investigation_id).toMatch(/^chain\/[0-9a-f-]{36}$/);
  });

  it("without an investigation is answered without one", async () => {
    const our = await ruled();
    our.sandbox.variants.set({ investigation_id: "suffix" });
    await our.rule("r", rule({ action: "task", command: "netstat" }));
    await our.task("os_version");
    expect(our.sandbox.events().at(-1)?.routing.event_type).toBe("NETSTAT_REP");
    expect(our.sandbox.events().at(-1)?.routing).not.toHaveProperty("investigation_id");
  });

  it("keeps the bounds of words that are given as a list", async () => {
    const our = await ruled();
    await our.rule(
      "r",
      rule({ action: "task", command: ["run", "--shell-command", "echo <<routing/investigation_id>>"] }),
    );
    await our.task("os_version", 'a "b" --c');
    expect(our.sandbox.deliveries().at(-1)?.task).toBe('run --shell-command "echo a \\"b\\" --c"');
  });
});

describe("extension request", () => {
  const request = (data: object, more: object = {}) => ({
    action: "extension request",
    "extension name": "ext-reliable-tasking",
    "extension action": "task",
    "extension request": data,
    ...more,
  });

  it("asks reliable tasking with values from the event and literals [D]", async () => {
    const our = await ruled();
    await our.rule(
      "r",
      rule(
        request({
          task: '{{ "netstat" }}',
          sid: "routing.sid",
          context: "{{ .routing.investigation_id }}-2",
          ttl: 60,
          tag: "event.NOPE",
        }),
      ),
    );
    await our.task("os_version", "c");
    expect(our.sandbox.deliveries().at(-1)).toMatchObject({ sid: our.sid, task: "netstat", context: "c-2" });
    expect(our.sandbox.events().at(-1)?.routing).toMatchObject({
      event_type: "NETSTAT_REP",
      investigation_id: "c-2",
    });
    expect(await our.errors()).toEqual([]);
  });

  it("can be based on the report before it", async () => {
    const our = await ruled();
    await our.rule(
      "r",
      rule(
        report("seen"),
        request({ task: '{{ "netstat" }}', sid: "routing.sid", context: "cat" }, { "based on report": true }),
      ),
    );
    await our.task("os_version");
    expect(our.sandbox.deliveries().at(-1)).toMatchObject({ task: "netstat", context: "seen" });
  });

  it("based on a report that was held back is an error of the rule, noted once", async () => {
    const our = await ruled();
    const held = { ...report("seen"), suppression: { max_count: 9, min_count: 9, period: "1h" } };
    const based = request({ task: '{{ "netstat" }}', sid: "routing.sid" }, { "based on report": true });
    await our.rule("r", rule(held, based));
    await our.task("os_version");
    await our.task("os_version");
    expect(await our.errors()).toMatchObject([
      { error: "extension request: based on report needs an earlier report" },
    ]);
  });

  it("lists and untasks as well", async () => {
    const our = await ruled();
    our.sandbox.disconnect(
      our.sandbox
        .sensors()
        .map(({ sid }) => sid)
        .filter((sid) => sid !== our.sid),
    );
    await our.extension("task", { task: "os_version", selector: "*" });
    const untask = request({ selector: '{{ "*" }}' }, { "extension action": "untask" });
    await our.rule("r", rule(request({}, { "extension action": "list" }), untask));
    await our.task("os_version");
    expect((await our.extension("list")).body.data).toEqual({});
  });

  it("that cannot be done is an error of the rule, in the extension's words", async () => {
    const our = await ruled();
    await our.rule("a", rule(request({ task: "event.NOPE", sid: "routing.sid" })));
    await our.rule("b", rule(request({}, { "extension action": "dance" })));
    await our.rule("c", rule(request({}, { "extension name": "ext-nope" })));
    await our.task("os_version");
    expect((await our.errors()).map(({ error }) => error)).toEqual([
      "extension request: missing task",
      "extension request: unknown request action: dance",
      "extension request: organization is not subscribed to ext-nope",
    ]);
  });
});

describe("tags of sensors", () => {
  it("are added, for a while when asked, and removed", async () => {
    const our = await ruled();
    await our.rule(
      "add",
      rule(
        { action: "add tag", tag: "seen-{{ .routing.investigation_id }}" },
        { action: "add tag", tag: "brief", ttl: 60, entire_device: true },
      ),
    );
    await our.task("os_version", "x");
    expect(tagsOf(our)).toEqual(expect.arrayContaining(["seen-x", "brief"]));
    our.sandbox.advance(30);
    await our.task("os_version", "x");
    our.sandbox.advance(45);
    expect(tagsOf(our)).toContain("brief");
    our.sandbox.advance(15);
    expect(tagsOf(our)).not.toContain("brief");
    await our.rule("add", rule({ action: "remove tag", tag: "seen-x" }));
    await our.task("os_version", "x");
    expect(tagsOf(our)).not.toContain("seen-x");
  });

  it("that restrict access are not set by rules", async () => {
    const our = await ruled();
    await our.rule("r", rule({ action: "add tag", tag: "acl:{{ .routing.investigation_id }}" }));
    await our.task("os_version");
    expect(await our.errors()).toMatchObject([{ error: "add tag: acl: tags are not set by rules" }]);
  });
});

describe("the sensor's state", () => {
  it("is isolated and let back, sealed and unsealed", async () => {
    const our = await ruled();
    const act = async (...actions: readonly string[]) => {
      await our.rule("r", rule(...actions.map((action) => ({ action }))));
      await our.task("os_version");
      return infoOf(our);
    };
    expect(await act("isolate network", "seal")).toMatchObject({
      isolated: true,
      should_isolate: true,
      should_seal: true,
    });
    expect(await act("rejoin network", "unseal")).toMatchObject({
      isolated: false,
      should_isolate: false,
      should_seal: false,
    });
  });
});

describe("variables of the sensor", () => {
  const isSet = { event: "OS_VERSION_REP", op: "is", path: "routing/investigation_id", value: "[[v]]" };
  const addVar = (name: string, value: string) => ({ action: "add var", name, value });

  it("are lost with the 17th name, and a name with its 33rd value [D]", async () => {
    const our = await ruled();
    const wasSet = async () => {
      const before = (await our.detections()).length;
      await our.rule("look", { detect: isSet, respond: [report("set")] });
      await our.task("os_version");
      await our.rule("look", { detect: isSet, respond: [] });
      return (await our.detections()).length > before;
    };
    const add = async (...actions: readonly object[]) => {
      await our.rule("add", rule(...actions));
      await our.task("os_version");
      await our.rule("add", rule());
    };
    const several = (count: number, of: (index: number) => object) =>
      Array.from({ length: count }, (_, index) => of(index));
    await add(addVar("v", "inv"), ...several(15, (index) => addVar(`n${index}`, "x")));
    expect(await wasSet()).toBe(true);
    await add(addVar("one too many", "x"));
    expect(await wasSet()).toBe(false);
    await add(addVar("v", "inv"), ...several(31, (index) => addVar("v", `${index}`)));
    expect(await wasSet()).toBe(true);
    await add(addVar("v", "inv"));
    expect(await wasSet()).toBe(true);
    await add(addVar("v", "one too many"));
    expect(await wasSet()).toBe(false);
  });

  it("of a value that is not there are left alone", async () => {
    const our = await ruled();
    await our.rule("a", rule({ action: "del var", name: "nope", value: "x" }));
    await our.task("os_version");
    expect(await our.errors()).toEqual([]);
  });
});

describe("tags of hive records", () => {
  it("are added and removed, the rest of the record stays", async () => {
    const our = await ruled();
    const target = { "hive name": "dr-general", "record name": "r", tag: "hit" };
    await our.rule("r", rule({ action: "add hive tag", ...target }), { tags: ["own"], comment: "c" });
    const metadata = async () => (await our.send("GET", `/v1/hive/dr-general/${our.oid}/r/mtd`)).body.usr_mtd;
    await our.task("os_version");
    await our.task("os_version");
    expect(await metadata()).toMatchObject({ tags: ["own", "hit"], comment: "c", enabled: true });
    await our.rule("s", rule({ action: "remove hive tag", ...target }));
    await our.task("os_version");
    expect(await metadata()).toMatchObject({ tags: ["own"] });
  });

  it("of a record that is not there are an error of the rule", async () => {
    const our = await ruled();
    await our.rule(
      "r",
      rule({ action: "add hive tag", "hive name": "lookup", "record name": "nope", tag: "x" }),
    );
    await our.rule(
      "s",
      rule({ action: "add hive tag", "hive name": "no_such_hive", "record name": "x", tag: "x" }),
    );
    await our.task("os_version");
    expect((await our.errors()).map(({ error }) => error)).toEqual([
      "add hive tag: no record nope in lookup",
      "add hive tag: unknown hive: no_such_hive",
    ]);
  });
});

describe("wait", () => {
  it.each([{ duration: "30s" }, { duration: 30 }])("%j holds back the actions behind it", async (wait) => {
    const our = await ruled();
    await our.rule("r", rule(report("before"), { action: "wait", ...wait }, report("behind")));
    await our.task("os_version");
    our.sandbox.advance(29);
    expect(await names(our)).toEqual(["before"]);
    our.sandbox.advance(1);
    expect(await names(our)).toEqual(["before", "behind"]);
  });
});

describe("an action that the sandbox does not do", () => {
  it("is an error of the rule, and the next is done", async () => {
    const our = await ruled();
    await our.rule("r", rule({ action: "undelete sensor" }, report("next")));
    await our.task("os_version");
    expect(await our.errors()).toMatchObject([
      { error: 'undelete sensor: "undelete sensor" is not simulated' },
    ]);
    expect(await names(our)).toEqual(["next"]);
  });
});

describe("suppression", () => {
  const suppressed = (suppression: object) => rule({ ...report("hit"), suppression });
  const hits = async (our: Ruled, times: number) => {
    for (let time = 0; time < times; time += 1) await our.task("os_version");
    return (await our.detections()).length;
  };

  it("lets at most so many through in a window, then again [D]", async () => {
    const our = await ruled();
    await our.rule("r", suppressed({ max_count: 2, period: "1h" }));
    expect(await hits(our, 4)).toBe(2);
    our.sandbox.advance(3599);
    expect(await hits(our, 1)).toBe(2);
    our.sandbox.advance(1);
    expect(await hits(our, 1)).toBe(3);
  });

  it("waits for so many, and with both numbers equal acts once in a window", async () => {
    const our = await ruled();
    await our.rule("r", suppressed({ min_count: 3, max_count: 3, period: "1h" }));
    expect(await hits(our, 2)).toBe(0);
    expect(await hits(our, 5)).toBe(1);
  });

  it("counts by keys, across rules when they are equal and global", async () => {
    const our = await ruled();
    const global = {
      max_count: 1,
      period: "1h",
      is_global: true,
      keys: ["k", "{{ .routing.investigation_id }}"],
    };
    await our.rule("a", suppressed(global));
    await our.rule("b", suppressed(global));
    await our.task("os_version", "1");
    await our.task("os_version", "1");
    expect(await our.detections()).toHaveLength(1);
    await our.task("os_version", "2");
    expect(await our.detections()).toHaveLength(2);
  });

  it("adds the number at a path of the event", async () => {
    const our = await ruled();
    await our.rule("r", suppressed({ max_count: 1, period: "1h", count_path: "event/BUILD_NUMBER" }));
    await our.rule(
      "s",
      suppressed({ max_count: 1, period: "1h", is_global: true, count_path: "event/NOPE" }),
    );
    expect(await hits(our, 3)).toBe(1 + 3);
  });
});

describe("a template that cannot be rendered", () => {
  it("is an error of the rule", async () => {
    const our = await ruled();
    await our.rule("r", rule(report('{{ index .detect.event.NOPE "x" "y" }}')));
    await our.task("os_version");
    expect(await our.errors()).toMatchObject([
      { error: expect.stringMatching(/^report: cannot render: /) as string },
    ]);
  });
});
