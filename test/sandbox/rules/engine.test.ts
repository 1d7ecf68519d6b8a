import { asText } from "../../../src/sandbox/as-text.js";
import { describe, expect, it } from "vitest";
import { onVersion, ruled } from "./ruled.js";

const report = (name: string, more: object = {}) => ({ action: "report", name, ...more });
const names = (detections: readonly Record<string, unknown>[]) => detections.map(({ cat }) => cat);

describe("an enabled rule", () => {
  it("that matches an event makes a detection with all about it [D]", async () => {
    const our = await ruled();
    await our.rule(
      "r",
      {
        detect: onVersion,
        respond: [report("Seen", { priority: 3, metadata: { a: [1, "{{ .routing.hostname }}"] } })],
      },
      { tags: ["t"] },
    );
    await our.task("os_version", "inv");
    const event = our.sandbox.events().at(-1);
    const hostname = our.sandbox.sensors().find(({ sid }) => sid === our.sid)?.hostname;
    const [detection, ...more] = await our.detections();
    expect(more).toEqual([]);
    expect(detection).toMatchObject({
      cat: "Seen",
      detect: event,
      routing: { ...event?.routing, latency: 0 },
      priority: 3,
      detect_mtd: { a: [1, hostname] },
      gen_time: our.sandbox.nowMs(),
      namespace: "general",
      source_rule: "general.r",
      author: "sandbox-automation",
      rule_tags: ["t"],
    });
    expect(detection?.source).toBe(
      `${our.oid}.${asText(event?.routing.iid)}.${our.sid}.20000000.${asText(event?.routing.arch)}`,
    );
    const id = String(detection?.detect_id);
    expect((await our.send("GET", `/v1/insight/${our.oid}/detections/${id}`)).body).toEqual(detection);
    expect((await our.send("GET", `/v1/insight/${our.oid}/detections/nope`)).status).toBe(404);
  });

  it("fires in either hive of rules; one that is disabled does not [D]", async () => {
    const our = await ruled();
    const data = { detect: onVersion, respond: [report("managed")] };
    await our.send("POST", `/v1/hive/dr-managed/${our.oid}/m/data`, {
      form: { data: JSON.stringify(data), usr_mtd: '{"enabled":true}' },
    });
    await our.rule("off", { detect: onVersion, respond: [report("off")] }, { enabled: false });
    await our.task("os_version");
    const found = await our.detections();
    expect(names(found)).toEqual(["managed"]);
    expect(found[0]).toMatchObject({ namespace: "managed", source_rule: "managed.m" });
  });

  it("fires only after a while when switched on, and until then as it was", async () => {
    const our = await ruled();
    our.sandbox.variants.set({ rule_delay_s: 60 });
    await our.rule("r", { detect: onVersion, respond: [report("first")] });
    await our.task("os_version");
    our.sandbox.advance(60);
    await our.rule("r", { detect: onVersion, respond: [report("second")] });
    await our.task("os_version");
    our.sandbox.advance(60);
    await our.task("os_version");
    expect(names(await our.detections())).toEqual(["first", "second"]);
  });

  it("about detections sees them by name, those beginning with __ too, which are kept nowhere [D]", async () => {
    const our = await ruled();
    await our.rule("a", { detect: onVersion, respond: [report("__step"), report("open")] });
    await our.rule("b", {
      detect: { target: "detection", event: "__step", op: "exists", path: "detect/event/BUILD_NUMBER" },
      respond: [report("chained {{ .detect.routing.hostname }}")],
    });
    await our.task("os_version");
    const hostname = our.sandbox.sensors().find(({ sid }) => sid === our.sid)?.hostname;
    expect(names(await our.detections())).toEqual([expect.stringMatching(/^chained /), "open"]);
    expect((await our.detections())[0]?.cat).toContain(hostname);
  });

  it("does not report what a false positive rule takes out", async () => {
    const our = await ruled();
    await our.rule("r", { detect: onVersion, respond: [report("wanted"), report("noise")] });
    const node = JSON.stringify({ op: "is", path: "cat", value: "noise" });
    for (const [key, enabled] of [
      ["on", true],
      ["off", false],
    ] as const) {
      await our.send("POST", `/v1/hive/fp/${our.oid}/${key}/data`, {
        form: {
          data: enabled ? node : node.replace("noise", "wanted"),
          usr_mtd: JSON.stringify({ enabled }),
        },
      });
    }
    await our.send("POST", `/v1/hive/fp/${our.oid}/broken/data`, {
      form: { data: '{"op":"nope"}', usr_mtd: '{"enabled":true}' },
    });
    await our.task("os_version");
    expect(names(await our.detections())).toEqual(["wanted"]);
  });

  it("uses lookups and the sensor's variables", async () => {
    const our = await ruled();
    const lookup = (key: string, data: object) =>
      our.send("POST", `/v1/hive/lookup/${our.oid}/${key}/data`, {
        form: { data: JSON.stringify(data), usr_mtd: '{"enabled":true}' },
      });
    await lookup("data", { lookup_data: { inv: { level: 1 } } });
    await lookup("lines", { newline_content: "inv\nother" });
    await lookup("yaml", { yaml_content: "inv: {}" });
    await lookup("broken", { yaml_content: "[" });
    const look = (name: string) => ({ ...onVersion, op: "lookup", resource: `hive://lookup/${name}` });
    for (const name of ["data", "lines", "yaml", "broken"]) {
      await our.rule(name, { detect: look(name), respond: [report(name)] });
    }
    await our.rule("set", {
      detect: onVersion,
      respond: [{ action: "add var", name: "v", value: "<<routing/investigation_id>>", ttl: 60 }],
    });
    await our.rule("var", { detect: { ...onVersion, op: "is", value: "[[v]]" }, respond: [report("var")] });
    await our.task("os_version");
    expect(names(await our.detections())).toEqual(["data", "lines", "yaml"]);
    await our.task("os_version");
    expect(names(await our.detections()).slice(3)).toContain("var");
    our.sandbox.advance(60);
    await our.rule("set", { detect: onVersion, respond: [{ action: "del var", name: "v", value: "inv" }] });
    await our.task("os_version");
    expect(names(await our.detections()).slice(7)).not.toContain("var");
  });

  it("where its answer is open does what is switched on", async () => {
    const our = await ruled();
    await our.rule("open", {
      detect: { event: "OS_VERSION_REP", op: "lookup", path: "routing/hostname", resource: "lcr://api/x" },
      respond: [report("open")],
    });
    for (const uncertain_rules of ["lean", "no_match", "match"] as const) {
      our.sandbox.variants.set({ uncertain_rules });
      await our.task("os_version");
      expect(await our.detections()).toHaveLength(uncertain_rules === "match" ? 1 : 0);
    }
  });

  it("that sets itself off is stopped, with an error of the rule, and the sandbox goes on", async () => {
    const our = await ruled();
    await our.rule("loop", {
      detect: { event: "RECEIPT", op: "exists", path: "event/ERROR" },
      respond: [{ action: "task", command: "run --shell-command whoami" }],
    });
    await our.task("run --shell-command whoami");
    expect(our.sandbox.deliveries()).toHaveLength(26);
    expect(await our.errors()).toMatchObject([
      { component: "dr-general/loop", error: "rules set each other off more than 25 times in a row" },
    ]);
    const record = await our.send("GET", `/v1/hive/dr-general/${our.oid}/loop/data`);
    expect(record.body.sys_mtd).toMatchObject({
      last_error: "rules set each other off more than 25 times in a row",
      last_error_ts: Math.floor(our.sandbox.nowMs() / 1000),
    });
    await our.send("DELETE", `/v1/errors/${our.oid}/dr-general%2Floop`);
    expect(await our.errors()).toEqual([]);
  });
});

describe("a rule about a sequence of events", () => {
  const onTwo = {
    event: "OS_VERSION_REP",
    op: "exists",
    path: "event/BUILD_NUMBER",
    "with events": { event: "NETSTAT_REP", op: "exists", path: "event", count: 2, within: 60 },
  };

  it("fires when the last one comes, and starts anew when it is changed [D]", async () => {
    const our = await ruled();
    const data = { detect: onTwo, respond: [report("both"), { action: "output", name: "tasks-output" }] };
    await our.rule("r", data);
    await our.task("os_version");
    const first = our.sandbox.events().at(-1);
    await our.task("netstat");
    expect(await our.detections()).toEqual([]);
    await our.task("netstat");
    expect(await our.detections()).toMatchObject([{ cat: "both", detect: first }]);
    expect(await our.output("tasks-output")).toEqual([our.sandbox.events().at(-1)]);
    await our.task("os_version");
    await our.rule("r", data);
    await our.task("netstat");
    await our.task("netstat");
    expect(await our.detections()).toHaveLength(1);
  });
});

describe("a rule is saved", () => {
  const refused = async (data: object) => {
    try {
      await (await ruled()).rule("r", data);
      return "";
    } catch (error) {
      return (JSON.parse((error as Error).message) as { error: string }).error;
    }
  };
  const tests = (match: unknown, non_match: unknown = []) => ({
    detect: { event: "NEW_PROCESS", op: "is", path: "event/PID", value: 1 },
    respond: [],
    tests: { match, non_match },
  });
  const event = (PID: number, event_type = "NEW_PROCESS") => ({ event: { PID }, routing: { event_type } });

  it("when it compiles and its unit tests pass [D]", async () => {
    expect(
      await refused(tests([[event(1)], [event(2), event(1)]], [[event(2)], [event(1, "NEW_DOCUMENT")]])),
    ).toBe("");
    expect(await refused({ ...tests([]), tests: null })).toBe("");
    expect(
      await refused({
        detect: { target: "detection", event: "x", op: "exists", path: "cat" },
        respond: [],
        tests: { match: [[{ cat: "x" }]] },
      }),
    ).toBe("");
  });

  it.each([
    [
      tests([[event(2)]]),
      expect.stringMatching(/^test 1 failed validation: event 1 does not match/) as string,
    ],
    [
      tests([[event(1)]], [[event(1)]]),
      expect.stringMatching(/^test 2 failed validation: event 1 matches, and should not/) as string,
    ],
    [
      tests([[event(1)], [event(1, "NEW_DOCUMENT")]]),
      "test 2 failed validation: test event type 'NEW_DOCUMENT' does not match rule's expected event(s): [NEW_PROCESS]",
    ],
    [
      { ...tests([[{ event: {} }]]), detect: { events: ["A", "B"], op: "exists", path: "event" } },
      "test 1 failed validation: test event type '' does not match rule's expected event(s): [A B]",
    ],
    [{ ...tests([]), tests: [] }, "error parsing rule: tests: tests must be a map, not a list"],
    [
      { ...tests([]), tests: { not_match: [] } },
      expect.stringMatching(/^error parsing rule: tests\.not_match: tests has no member/) as string,
    ],
    [tests([event(1)]), expect.stringMatching(/^error parsing rule: tests\.match/) as string],
    [tests({}), expect.stringMatching(/^error parsing rule: tests\.match/) as string],
    [
      {
        ...tests([[event(1)]]),
        detect: {
          event: "NEW_PROCESS",
          op: "exists",
          path: "event",
          "with child": { event: "NEW_PROCESS", op: "exists", path: "event" },
        },
      },
      "error parsing rule: rule context does not support stateful operators",
    ],
    [
      { detect: { event: "A", op: "isnt", path: "event" }, respond: [] },
      expect.stringMatching(/^error parsing rule: detect/) as string,
    ],
    [
      { detect: { event: "A", op: "exists", path: "event" }, respond: [{ action: "repot", name: "x" }] },
      expect.stringMatching(/^error parsing rule: respond\[0\]/) as string,
    ],
  ])("else refused: %j", async (data, error) => {
    expect(await refused(data)).toEqual(error);
  });
});
