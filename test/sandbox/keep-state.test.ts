import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/start.js";

const startMs = Date.UTC(2026, 0, 1);

function statePath(): string {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-state-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "state");
}

async function start(state: string, options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ startMs, seed: 7, state, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

async function api(
  sandbox: Sandbox,
  method: string,
  path: string,
  form: Record<string, string> = {},
): Promise<unknown> {
  const body = new URLSearchParams({ oid: sandbox.oid, secret: sandbox.apiKey });
  const { jwt } = (await (await fetch(`${sandbox.url}/jwt`, { method: "POST", body })).json()) as {
    jwt: string;
  };
  const headers = { authorization: `Bearer ${jwt}` };
  const carried = method === "GET" ? {} : { body: new URLSearchParams(form) };
  return (await fetch(sandbox.url + path, { method, headers, ...carried })).json();
}

const dump = async (sandbox: Sandbox): Promise<unknown> =>
  (await fetch(`${sandbox.url}/_sandbox/state`)).json();

const task = (sandbox: Sandbox, data: object) =>
  api(sandbox, "POST", "/v1/extension/request/ext-reliable-tasking", {
    oid: sandbox.oid,
    action: "task",
    data: JSON.stringify(data),
  });

const rule = JSON.stringify({
  detect: { event: "OS_VERSION_REP", op: "exists", path: "event" },
  respond: [
    { action: "report", name: "seen", suppression: { max_count: 5, period: "1h" } },
    { action: "output", name: "tasks-output" },
    { action: "add tag", tag: "asked", ttl: 600 },
    { action: "add var", name: "v", value: "x" },
    { action: "wait", duration: "5m" },
    { action: "report", name: "later" },
  ],
});

/** Does a bit of everything that leaves a trace. */
async function live(sandbox: Sandbox): Promise<void> {
  await api(sandbox, "POST", `/v1/hive/dr-general/${sandbox.oid}/r/data`, {
    data: rule,
    usr_mtd: '{"enabled":true}',
  });
  await task(sandbox, { task: "os_version", selector: "*", context: "a" });
  sandbox.advance(60);
  sandbox.disconnect("all");
  await task(sandbox, { task: "netstat", tag: "server", ttl: 3600 });
  sandbox.connect([sandbox.sensors()[0]?.sid ?? ""]);
  sandbox.variants.set({ list_shape: "by_task" });
  sandbox.faults.add({ match: { path: "/v1/orgs", skip: 1 }, do: { status: 503 } });
  await api(sandbox, "GET", `/v1/orgs/${sandbox.oid}`);
  await fetch(`${sandbox.url}/_sandbox/clock`, { method: "POST", body: '{"advance_s":1}' });
  await fetch(`${sandbox.url}/_sandbox/clock`, { method: "POST", body: '{"advance_s":"x"}' });
  await api(sandbox, "DELETE", `/v1/hive/dr-general/${sandbox.oid}/nope`);
}

/** Everything that can be seen of a sandbox. */
const seen = async (sandbox: Sandbox) => ({
  state: await dump(sandbox),
  events: sandbox.events(),
  deliveries: sandbox.deliveries(),
  faults: sandbox.faults.list(),
  detections: ((await api(sandbox, "GET", `/v1/insight/${sandbox.oid}/detections`)) as { detects: unknown })
    .detects,
  audit: ((await api(sandbox, "GET", `/v1/insight/${sandbox.oid}/audit`)) as { events: unknown }).events,
  output: await (await fetch(`${sandbox.url}/_sandbox/outputs/tasks-output`)).json(),
  nowMs: sandbox.nowMs(),
});

describe("a kept state", () => {
  it.each(["closed", "copied in the middle of everything"])("brings back all there was, %s", async (how) => {
    const path = statePath();
    const first = await start(path);
    await live(first);
    const before = await seen(first);
    const copy = `${path}.copy`;
    if (how === "closed") await first.close();
    writeFileSync(copy, readFileSync(path));
    const second = await start(copy);
    expect(await seen(second)).toEqual(before);
    const third = how === "closed" ? undefined : first;
    for (const sandbox of [second, ...(third ? [third] : [])]) {
      sandbox.connect("all");
      sandbox.advance(600);
    }
    if (third) expect(await seen(second)).toEqual(await seen(third));
    expect(JSON.stringify((await seen(second)).detections)).toContain('"later"');
    expect(second.sensors().flatMap(({ tags }) => tags)).not.toContain("asked");
  });

  it("leaves out a last line that was cut off", async () => {
    const path = statePath();
    const first = await start(path);
    await task(first, { task: "os_version", selector: "*" });
    const before = await seen(first);
    const copy = `${path}.copy`;
    writeFileSync(copy, readFileSync(path));
    appendFileSync(copy, '{"at":1767225600000,"kind":"advance","sec');
    expect(await seen(await start(copy))).toEqual(before);
  });

  it("remembers switches, faults and resets made as a library", async () => {
    const path = statePath();
    const first = await start(path);
    first.variants.set({ list_limit: 3 });
    first.variants.reset();
    first.faults.add({ match: {}, do: { stale_s: 1 } });
    first.faults.clear();
    first.connect("all");
    first.reset();
    first.variants.set({ list_limit: 4 });
    const copy = `${path}.copy`;
    writeFileSync(copy, readFileSync(path));
    const second = await start(copy);
    expect([second.variants.current().list_limit, second.faults.list()]).toEqual([4, []]);
    expect(second.sensors()).toEqual(first.sensors());
  });

  it("is readable by its owner only, and nothing else stays beside it", async () => {
    const path = statePath();
    const sandbox = await start(path);
    await task(sandbox, { task: "os_version", selector: "*" });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await sandbox.close();
    expect(readdirSync(join(path, ".."))).toEqual(["state"]);
  });

  it("is made small again as it grows", async () => {
    const path = statePath();
    const sandbox = await start(path);
    const data = JSON.stringify({ newline_content: "x".repeat(3_000_000) });
    for (let time = 0; time < 8; time += 1)
      await api(sandbox, "POST", `/v1/hive/lookup/${sandbox.oid}/big/data`, { data });
    expect(statSync(path).size).toBeLessThan(24_000_000);
    await sandbox.close();
    const again = await start(path);
    expect(await dump(again)).toMatchObject({ organizations: [{ hives: { lookup: { big: {} } } }] });
  }, 60_000);

  it("is refused for other options, when damaged, and when another process has it open", async () => {
    const path = statePath();
    await (await start(path)).close();
    await expect(start(path, { seed: 8 })).rejects.toThrow(
      /^Cannot use the state .*: it was made with another seed/,
    );
    writeFileSync(`${path}.lock`, "1");
    await expect(start(path)).rejects.toThrow(/^Cannot open the state .*: process 1 has it open$/);
    writeFileSync(`${path}.lock`, "999999999");
    await (await start(path)).close();
    writeFileSync(path, "nonsense\n");
    await expect(start(path)).rejects.toThrow(/^Cannot read the state .*: it is damaged/);
  });
});
