import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestOrganization, testOrganization } from "../support/organization.js";
import { configText, responseText, taskText } from "../support/tasks.js";

let organization: TestOrganization;

beforeEach(async () => {
  organization = await testOrganization();
  organization.folder.write("lctasks.yaml", configText());
  organization.folder.write("tasks/version.yaml", taskText("version"));
  organization.sandbox.connect("all");
  await organization.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => organization.close());

const apply = () => organization.lctasks("apply", "--yes");
const html404 = { status: 404, body: "<html>404 page not found</html>" } as const;

describe("a 404 that is no answer of the service", () => {
  it("does not make a ledger absent: nothing is created over it, and nothing runs again", async () => {
    await apply();
    organization.sandbox.faults.add({
      match: { method: "GET", path: "/v1/hive/lookup", times: 2 },
      do: html404,
    });
    expect((await organization.lctasks("plan")).out).not.toContain("there is no ledger");
    organization.sandbox.faults.add({
      match: { method: "GET", path: "/v1/hive/lookup", times: 1 },
      do: html404,
    });
    const { code, out, err } = await organization.lctasks("ledger", "create", "--run-existing");
    expect([code === 0, out + err]).toEqual([false, expect.stringMatching(/ledger already|404/)]);
    await apply();
    expect(organization.sent("task")).toBe(1);
  });

  it("does not make a listener deleted that stands", async () => {
    organization.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
    organization.folder.write("tasks/other.yaml", taskText("other"));
    await apply();
    organization.folder.remove("tasks/version.yaml");
    await apply();
    organization.sandbox.advance(3 * 86_400);
    const rule = {
      method: "GET",
      path: `/v1/hive/dr-general/${organization.sandbox.oid}/lctasks.soc.version`,
    };
    organization.sandbox.faults.add({ match: rule, do: html404 });
    expect((await apply()).code).toBe(1);
    organization.sandbox.faults.clear();
    expect((await apply()).out).toContain("Deleted 1 rule");
  });
});

it("a foreign task that reuses our token with another command is held, never cancelled", async () => {
  organization.sandbox.disconnect("all");
  organization.folder.write("tasks/version.yaml", taskText("version", { run: 2 }));
  await apply();
  const { out } = await organization.lctasks("queue", "--format", "json");
  const [token = ""] = /soc-version\.r2\.[0-9a-f]{8}/.exec(out) ?? [];
  for (const context of [token, `${token}/followup`]) {
    const data = JSON.stringify({ task: "os_users", tag: "workstation", context });
    await organization.api("POST", "/extension/request/ext-reliable-tasking", {
      oid: organization.sandbox.oid,
      action: "task",
      data,
    });
  }
  const { code, out: printed } = await apply();
  expect([code, printed]).toEqual([4, expect.stringContaining("2 held")]);
  expect(organization.sent("untask")).toBe(0);
});

it("a key or a token that comes back in the queue is not printed", async () => {
  const { env, oid } = organization.sandbox;
  const jwt = "eyJhbGciOiJub25lIn0.eyJleHAiOjF9.c2ln";
  const data = JSON.stringify({
    task: `run --shell-command ${env["LC_API_KEY"]}`,
    tag: "workstation",
    context: jwt,
  });
  organization.sandbox.disconnect("all");
  await organization.api("POST", "/extension/request/ext-reliable-tasking", { oid, action: "task", data });
  for (const argv of [["plan"], ["plan", "--format", "json"], ["plan", "--format", "markdown"], ["queue"]]) {
    const { out } = await organization.lctasks(...argv);
    expect(out).toContain("[secret]");
    expect(out).toMatch(/\\?\[token\\?\]/);
  }
});
