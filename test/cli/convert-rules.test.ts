import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestOrganization, testOrganization } from "../support/organization.js";

let organization: TestOrganization;
beforeEach(async () => {
  organization = await testOrganization();
});
afterEach(() => organization.close());

const detect = { event: "NEW_PROCESS", op: "exists", path: "event" };
const legacy = (task: string) => ({
  detect,
  respond: [
    { action: "report", name: "hit" },
    {
      action: "service request",
      name: "reliable-tasking",
      request: { action: "task", task, sid: "<<routing/sid>>" },
    },
  ],
});

async function plant(
  key: string,
  data: object,
  usr_mtd: object = { enabled: true, tags: ["mine"], comment: "why" },
) {
  const path = `/hive/dr-general/${organization.sandbox.oid}/${key}/data`;
  await organization.api("POST", path, { data: JSON.stringify(data), usr_mtd: JSON.stringify(usr_mtd) });
}

interface Live {
  readonly data: { readonly respond: readonly object[] };
  readonly usr_mtd: object;
  readonly sys_mtd: { readonly etag: string };
}

const live = (key: string) =>
  organization.api("GET", `/hive/dr-general/${organization.sandbox.oid}/${key}/data`) as Promise<Live>;

describe("convert-rules on an organization", () => {
  it("shows all rules and changes nothing by default", async () => {
    await plant("a", legacy("history_dump"));
    await plant("b", legacy("os_version"));
    await plant("c", { detect, respond: [{ action: "report", name: "no service" }] });
    const before = await live("a");
    const { code, out } = await organization.lctasks("convert-rules", "--name", "ext-reliable-tasking");
    expect(code).toBe(0);
    await expect(out).toMatchFileSnapshot("expected-convert-rules.txt");
    expect(await live("a")).toEqual(before);
  });

  it("converts with --no-dry-run, keeps metadata, and has nothing left to do the second time", async () => {
    await plant("a", legacy("history_dump"), { enabled: false, tags: ["mine"], comment: "why", expiry: 0 });
    expect((await organization.lctasks("convert-rules", "--no-dry-run")).code).toBe(0);
    const after = await live("a");
    expect(after.usr_mtd).toMatchObject({ enabled: false, tags: ["mine"], comment: "why" });
    expect(after.data.respond).toEqual([
      { action: "report", name: "hit" },
      {
        action: "extension request",
        "extension name": "ext-reliable-tasking",
        "extension action": "task",
        "extension request": { task: '{{ "history_dump" }}', sid: "{{ .routing.sid }}" },
      },
    ]);
    const again = await organization.lctasks("convert-rules", "--no-dry-run");
    expect(again.out).toContain("No rule calls the legacy service.");
    expect((await live("a")).sys_mtd.etag).toBe(after.sys_mtd.etag);
  });

  it("refuses what is not safe with the reason, and goes on with the rest; exit code 4", async () => {
    await plant("bad", legacy('run --shell-command "whoami"'));
    await plant("good", legacy("os_version"));
    const { code, out } = await organization.lctasks("convert-rules", "--no-dry-run");
    expect(code).toBe(4);
    expect(out).toContain("dr-general/bad  refused");
    expect(out).toContain("dr-general/good  converted");
    expect(JSON.stringify((await live("bad")).data)).toContain("service request");
  });

  it("reports a write that fails and a hive that cannot be listed, and can simply be run again", async () => {
    await plant("a", legacy("os_version"));
    await plant("b", legacy("os_users"));
    const write = { method: "POST", path: "/v1/hive/dr-general", times: 1 };
    organization.sandbox.faults.add({
      match: write,
      do: { status: 400, body: { data: {}, error: "error parsing rule", retry: false } },
    });
    organization.sandbox.faults.add({
      match: { method: "GET", path: "/v1/hive/dr-managed" },
      do: { status: 401, body: { error: "missing dr.list.managed" } },
    });
    const { code, out } = await organization.lctasks("convert-rules", "--no-dry-run");
    expect([code, out]).toEqual([1, expect.stringContaining("error parsing rule")]);
    expect(out).toContain("dr-managed  failed");
    organization.sandbox.faults.clear();
    expect((await organization.lctasks("convert-rules", "--no-dry-run")).out).toContain("1 rule converted");
  });

  it("needs the subscription and says how to get it; a wrong extension name is refused", async () => {
    await organization.api(
      "DELETE",
      `/orgs/${organization.sandbox.oid}/subscription/extension/ext-reliable-tasking`,
    );
    const { code, err } = await organization.lctasks("convert-rules");
    expect([code, err]).toEqual([1, expect.stringContaining("lctasks subscribe")]);
    expect((await organization.lctasks("convert-rules", "--name", "ext-other")).code).toBe(1);
  });
});

describe("convert-rules on files", () => {
  const text = `# a rule
detect: # what
  event: NEW_PROCESS
  op: exists
  path: event
respond:
  - { action: report, name: hit } # first
  # the old service
  - action: service request # legacy
    name: reliable-tasking
    request:
      action: task
      task: history_dump # dumps
      sid: <<routing/sid>>
      inv_id: inv
    suppression: { max_count: 1, period: 1h }
`;

  it("rewrites only the converted items and keeps every comment", async () => {
    organization.folder.write("rule.yaml", text);
    expect((await organization.lctasks("convert-rules", "rule.yaml")).out).toContain(
      "rule.yaml:2  convertible",
    );
    expect(readFileSync(join(organization.folder.path, "rule.yaml"), "utf8")).toBe(text);
    expect((await organization.lctasks("convert-rules", "rule.yaml", "--no-dry-run")).code).toBe(0);
    expect(readFileSync(join(organization.folder.path, "rule.yaml"), "utf8")).toBe(`# a rule
detect: # what
  event: NEW_PROCESS
  op: exists
  path: event
respond:
  - { action: report, name: hit } # first
  # the old service
  - action: extension request # legacy
    extension action: task
    extension name: ext-reliable-tasking
    extension request:
      task: '{{ "history_dump" }}' # dumps
      sid: '{{ .routing.sid }}'
      context: '{{ "inv" }}'
    suppression: { max_count: 1, period: 1h }
`);
  });

  it.each([
    [
      "in flow style",
      "respond: [{ action: service request, name: reliable-tasking, request: { action: list, tag: vip } }]\n",
      "respond: [{ action: extension request, extension action: list, extension name: ext-reliable-tasking, extension request: { tag: '{{ \"vip\" }}' } }]\n",
    ],
    [
      "with the action last, and its comment",
      "respond:\n- name: reliable-tasking\n  action: service request\n  request:\n    tag: vip # who\n    action: list\n",
      "respond:\n- extension action: list\n  extension name: ext-reliable-tasking\n  action: extension request\n  extension request:\n    tag: '{{ \"vip\" }}' # who\n    \n",
    ],
    [
      "with a comment beside the action",
      "respond:\n  - action: service request\n    name: reliable-tasking\n    request:\n      action: list # all\n      tag: vip\n",
      "respond:\n  - action: extension request\n    extension action: list\n    extension name: ext-reliable-tasking\n    extension request:\n       # all\n      tag: '{{ \"vip\" }}'\n",
    ],
    [
      "with the action alone",
      "respond:\n  - action: service request\n    name: reliable-tasking\n    request:\n      action: list\n",
      "respond:\n  - action: extension request\n    extension action: list\n    extension name: ext-reliable-tasking\n    extension request:\n      {}\n",
    ],
  ])("rewrites an item %s", async (_name, before, after) => {
    organization.folder.write("rule.yaml", before);
    expect((await organization.lctasks("convert-rules", "rule.yaml", "--no-dry-run")).code).toBe(0);
    expect(readFileSync(join(organization.folder.path, "rule.yaml"), "utf8")).toBe(after);
  });

  it("refuses a form that cannot be rewritten where it stands", async () => {
    const text =
      "x: &request { action: list, tag: vip }\nrespond:\n  - { action: service request, name: reliable-tasking, request: *request }\n";
    organization.folder.write("rule.yaml", text);
    const { code, out } = await organization.lctasks("convert-rules", "rule.yaml", "--no-dry-run");
    expect([code, out]).toEqual([4, expect.stringContaining("convert it by hand")]);
    expect(readFileSync(join(organization.folder.path, "rule.yaml"), "utf8")).toBe(text);
  });

  it("finds the rules of the vendor's IaC files, and says what is no YAML", async () => {
    const indented = text
      .split("\n")
      .map((line) => (line === "" ? "" : `        ${line}`))
      .join("\n");
    organization.folder.write(
      "iac.yaml",
      `version: 3\nhives:\n  dr-general:\n    my-rule:\n      data:\n${indented}`,
    );
    const found = await organization.lctasks("convert-rules", "iac.yaml", "--format", "json");
    expect(JSON.parse(found.out)).toMatchObject({ rules: [{ name: "iac.yaml:7", result: "convertible" }] });
    const deeper = text.split("\n").map((line) => (line === "" ? "" : `    ${line}`));
    organization.folder.write("older.yaml", `rules:\n  my-rule:\n${deeper.join("\n")}`);
    organization.folder.write("listed.yaml", `rules:\n  - name: my-rule\n${deeper.join("\n")}`);
    for (const older of ["older.yaml", "listed.yaml"]) {
      const result = await organization.lctasks("convert-rules", older, "--format", "json");
      expect(JSON.parse(result.out)).toMatchObject({ rules: [{ result: "convertible" }] });
    }
    organization.folder.write("broken.yaml", "a: [\n");
    const broken = await organization.lctasks("convert-rules", "broken.yaml");
    expect([broken.code, broken.err]).toEqual([1, expect.stringContaining("Cannot read broken.yaml")]);
    organization.folder.write("list.yaml", "- a\n");
    organization.folder.write("empty.yaml", "");
    expect((await organization.lctasks("convert-rules", "list.yaml", "empty.yaml")).out).toContain(
      "No rule calls",
    );
    organization.folder.write("refused.yaml", text.replace("history_dump", "a `b`"));
    expect((await organization.lctasks("convert-rules", "refused.yaml", "--no-dry-run")).code).toBe(4);
  });
});
