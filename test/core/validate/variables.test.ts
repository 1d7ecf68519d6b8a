import { describe, expect, it } from "vitest";
import { loadWith, said, type Content } from "../../flow/load/project.js";

const config = (acme: string, beta: string) => `version: 1
project: soc
vars: { tier: server }
organizations:
  acme: { oid: 8cbe27f4-bfa1-4afb-ba19-138cd51389cd, vars: { ${acme} } }
  beta: { oid: 11111111-2222-4333-8444-555555555555, vars: { ${beta} } }
`;

const task = (more: string) => `name: a\nttl: 1d\n${more}`;
const target = "selector: plat == `windows` and `x` in tags\n";

function lines(text: string, acme = "v: one", beta = "v: two", others: Content = {}): string[] {
  const { findings } = loadWith({ "lctasks.yaml": config(acme, beta), "tasks/a.yaml": text, ...others });
  return findings
    .filter(({ severity }) => severity === "error")
    .flatMap((finding) => said(finding).split("\n"));
}

describe("variables of a task", () => {
  it("stand in the command, the target, the context and the rules", () => {
    const text = task(
      [
        "task: dir_list ${{ vars.v }} '*'",
        "selector: plat == `windows` and `${{ vars.tier }}` in tags",
        "context: list-${{ vars.v }}",
        "response:",
        "  - respond: [{ action: report, name: 'list ${{ vars.v }}' }]",
        "",
      ].join("\n"),
    );
    expect(lines(text)).toEqual([]);
  });

  it("can be a tag or a sensor id", () => {
    expect(lines(task("task: os_version\ntag: ['${{ vars.v }}', x]\n"))).toEqual([]);
    const id = "bb4b30af-11f3-4a5c-a2a6-52b1d4ee2d52";
    expect(lines(task("task: os_version\nsid: ${{ vars.v }}\n"), `v: ${id}`, `v: ${id}`)).toEqual([]);
    expect(lines(task("task: os_version\nsid: ${{ vars.v }}\n"), `v: ${id}`)).toEqual([
      "tasks/a.yaml:4:6 error task/wrong-value",
      'Cannot use "two" as sid: it does not have the right form (in beta)',
      "Write a sensor id, a UUID of 36 characters",
    ]);
  });

  it.each<readonly [string, string, string, string, readonly string[]]>([
    [
      "one that an organization does not have",
      `task: os_version\n${target}context: c-\${{ vars.wid }}\n`,
      "wid: x",
      "wide: y",
      [
        "tasks/a.yaml:5:12 error vars/unknown-variable",
        "Cannot put in vars.wid: beta has no such variable",
        "Write vars.wide if that is meant; else: add it to vars of beta, or to vars in lctasks.yaml for all",
      ],
    ],
    [
      "something that is no variable",
      `task: run --shell-command "\${{ secrets.KEY }}" \${{ vars.v }}\n${target}`,
      "v: x",
      "v: x",
      [
        "tasks/a.yaml:3:28 error vars/not-a-variable",
        'Cannot put anything in for "${{ secrets.KEY }}\\" ${{ vars.v }}": only variables are put in',
        "Write ${{ vars.name }}, with a name that vars of the organization or of lctasks.yaml has",
      ],
    ],
    [
      "something that is no variable in a context",
      `task: os_version\n${target}context: a-\${{env.x}}\n`,
      "v: x",
      "v: x",
      [
        "tasks/a.yaml:5:12 error vars/not-a-variable",
        'Cannot put anything in for "${{env.x}}": only variables are put in',
        "Write ${{ vars.name }}, with a name that vars of the organization or of lctasks.yaml has",
      ],
    ],
    [
      "a text that the shape does not allow in one organization",
      `task: os_version\n${target}context: c-\${{ vars.v }}\n`,
      "v: a b",
      "v: ab",
      [
        "tasks/a.yaml:5:10 error task/wrong-value",
        'Cannot use "c-a b" as context: it does not have the right form (in acme)',
        "Use 1 to 120 visible characters, without white space and without /",
      ],
    ],
    [
      "a value that ends a quote of the command",
      `task: run --shell-command "dir \${{ vars.v }}"\n${target}acknowledge: [destructive]\n`,
      `v: 'x" --x "'`,
      "v: fine",
      [
        "tasks/a.yaml:3:7 error vars/breaks-out",
        "Cannot put a variable's value in here: with it the command is split into other words (in acme)",
        "Put the variable in single quotes in the task; else take quotes, backslashes and spaces out of its value",
      ],
    ],
    [
      "a value that ends a quote of the shell's command",
      `task: run --shell-command "dir '\${{ vars.v }}'"\n${target}acknowledge: [destructive]\n`,
      `v: "x'; reboot; '"`,
      "v: c:/program files (x86)/a",
      ["tasks/a.yaml:3:7 error vars/breaks-out"],
    ],
    [
      "a value that begins another command of the shell",
      `task: run --shell-command="dir \${{ vars.v }}"\n${target}acknowledge: [destructive]\n`,
      "v: x & reboot",
      "v: x",
      ["tasks/a.yaml:3:7 error vars/breaks-out"],
    ],
    [
      "a value that splits a word",
      `task: dir_list \${{ vars.v }} x\n${target}`,
      "v: c:/a b",
      "v: c:/a b",
      ["tasks/a.yaml:3:7 error vars/breaks-out"],
    ],
    [
      "a value that ends a quote of the selector",
      "task: os_version\nselector: plat == `windows` and `${{ vars.v }}` in tags\n",
      "v: 'x` in tags or `y'",
      "v: fine",
      [
        "tasks/a.yaml:4:11 error vars/breaks-out",
        "Cannot put a variable's value in here: with it the selector is read otherwise than it is written (in acme)",
        "Put the variable in back-ticks where it is a value and in parentheses where it is a condition; else take quotes out of its value",
      ],
    ],
    [
      "a condition that binds otherwise than it stands",
      "task: os_version\nselector: plat == `windows` and ${{ vars.v }}\n",
      "v: '`a` in tags or `b` in tags'",
      "v: '`a` in tags'",
      ["tasks/a.yaml:4:11 error vars/breaks-out"],
    ],
    [
      "a value that ends the parentheses around it",
      "task: os_version\nselector: (plat == `windows` and ${{ vars.v }})\n",
      "v: '`a` in tags) or (`b` in tags'",
      "v: '`a` in tags'",
      ["tasks/a.yaml:4:11 error vars/breaks-out"],
    ],
    [
      "what cannot be read, once for all",
      "task: os_version\nselector: plat == `windows` and ${{ vars.v }}\n",
      "v: plat ==",
      "v: plat ==",
      ["tasks/a.yaml:4:11 error selector/syntax"],
    ],
    [
      "two that make a third",
      `task: os_version\n${target}context: "\${{ vars.v }}{{\${{ vars.v }}"\n`,
      "v: $",
      "v: x",
      [
        "tasks/a.yaml:5:10 error vars/not-a-variable",
        'Cannot put variables in here: together they make "${{$", and nothing is put in twice (in acme)',
        "Write the text so that no ${{ comes out",
      ],
    ],
  ])("are refused: %s", (_title, text, acme, beta, expected) => {
    const found = lines(task(text), acme, beta);
    expect(expected.map((line, index) => (line === "" ? "" : found[index]))).toEqual(expected);
  });

  it.each([
    ["a whole selector", "selector: ${{ vars.v }}\n", "v: '`a` in tags or `b` in tags'"],
    [
      "a condition in parentheses",
      "selector: plat == `windows` and (${{ vars.v }})\n",
      "v: '`a` in tags or `b` in tags'",
    ],
    ["a bare value", "selector: plat == ${{ vars.v }}\n", "v: windows"],
    ["a number", "selector: plat == `windows` and mac_addr matches ${{ vars.v }}\n", "v: '5'"],
    ["a field", "selector: plat == `windows` and ${{ vars.v }} == `x`\n", "v: hostname"],
  ])("can be %s", (_title, selector, value) => {
    expect(
      lines(task(`task: os_version\n${selector}`), value, value).filter((line) => line.includes("vars/")),
    ).toEqual([]);
  });

  it("can be the whole command of the shell", () => {
    const text = task(`task: run --shell-command "\${{ vars.v }}"\n${target}acknowledge: [destructive]\n`);
    const found = lines(text, "v: dir & ver", "v: ls; id");
    expect(found.filter((line) => line.includes("vars/"))).toEqual([]);
  });

  it("are compared as each organization gets them: contexts that meet in one of them only", () => {
    const text = task(`task: os_version\n${target}context: c-\${{ vars.v }}\n`);
    const other = "name: b\nttl: 1d\ntask: os_version\nplat: windows\ncontext: c-two\n";
    expect(lines(text, "v: one", "v: two", { "tasks/b.yaml": other })).toEqual([
      "tasks/b.yaml:5:10 error task/same-context",
      'Cannot use the context "c-two" twice: a has it too (tasks/a.yaml:5:10)',
      "Give each task its own context, or leave it out",
    ]);
  });

  it("are looked at in rules, and said with the organization where only some get it", () => {
    const text = task(
      `task: os_version\n${target}response:\n  - detect: { event: OS_VERSION_REP, op: starts with, path: routing/investigation_id, value: "\${{ vars.v }}" }\n    respond: [{ action: report, name: x }]\n`,
    );
    expect(lines(text, "v: soc-a.r", "v: else")).toEqual([
      expect.stringMatching(/^tasks\/a.yaml:6:\d+ error response\/never-fires$/),
      'Cannot fire on any answer of a: the answers carry "soc-a.r1.<digest>", alone or with / and more after it (in beta)',
      'Leave detect out, or write op: starts with and value: "soc-a.r"',
    ]);
    expect(lines(text, "v: else", "v: other")[1]).not.toContain("(in");
  });

  it("are not asked of organizations that are retired or not meant", () => {
    const text = task(`task: os_version\n${target}context: c-\${{ vars.w }}\norganizations: acme\n`);
    expect(lines(text, "w: x", "v: y")).toEqual([]);
  });

  it.each([
    ["7", "it is 7, not text", 'Put it in quotes: "7"'],
    ["''", 'Cannot use "" as organizations.acme.vars.v', "Write text on one line"],
    ["'${{ vars.tier }}'", "it does not have the right form", "a value is inserted as it is"],
    ['"a\\nb"', "it does not have the right form", "Write text on one line"],
  ])("have text as their value: not %s", (value, message, fix) => {
    const [place, what, how] = lines(task(`task: os_version\n${target}`), `v: ${value}`);
    expect(place).toMatch(/^lctasks.yaml:5:\d+ error config\/wrong-/);
    expect(what).toContain(message);
    expect(how).toContain(fix);
  });

  it("have names of letters, digits and _", () => {
    expect(lines(task(`task: os_version\n${target}`), "a-b: x").slice(0, 2)).toEqual([
      "lctasks.yaml:5:62 error config/wrong-value",
      'Cannot use the key "a-b" in organizations.acme.vars: it does not have the right form',
    ]);
  });
});
