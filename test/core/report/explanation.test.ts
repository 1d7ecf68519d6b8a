import { expect, it } from "vitest";
import type { TaskExplanation } from "../../../src/core/model/explanation.js";
import type { Task } from "../../../src/core/model/task.js";
import { renderExplanation } from "../../../src/core/report/explanation.js";
import { plainStyle } from "../../../src/core/report/style.js";

const task: Task = {
  name: "restart-agents",
  command: "restart",
  target: { tag: "vip" },
  context: "c",
  contextWritten: true,
  exactContext: false,
  ttlSeconds: 60,
  run: 2,
  accept: [],
  paused: true,
  onRemove: "keep",
  acknowledge: [],
  response: [],
  at: { file: "tasks/a.yaml", line: 3, column: 1 },
};
const explanation: TaskExplanation = {
  task,
  organizations: [],
  words: [],
  effects: ["state-changing"],
  target: "with the tag vip",
  token: "c.r2.xxxxxxxx",
  answers: [],
  rules: [],
  findings: [],
};

it("says what does not happen as plainly as what does", () => {
  expect(renderExplanation(explanation, plainStyle)).toBe(`restart-agents  tasks/a.yaml:3

  runs      restart
  which is  state-changing
  on        sensors with the tag vip
            as they are when it is issued: a sensor that enrolls later does not
            get it
  in        no organization
  for       1m after it is issued; a sensor that is offline gets it when it
            connects
  run       2, and the task is paused; only a higher number runs it again
  token     c.r2.xxxxxxxx
  answers   none: nothing carries its token back
  removed   what is pending stays queued
`);
});

it("says what differs in other organizations, of so many as a page has room for, and when it comes again", () => {
  const other: Task = {
    ...task,
    exactContext: true,
    paused: false,
    variables: [
      { name: "shop", value: "one" },
      { name: "till", value: "2" },
    ],
  };
  const inSome = (each: Task, alias: string) => ({ task: each, aliases: [alias] });
  const again = { ...task, paused: false, every: { seconds: 86_400, catchUp: true } };
  const page = renderExplanation(
    {
      ...explanation,
      task: again,
      renderings: [
        inSome(again, "first"),
        inSome(other, "second"),
        ...Array.from({ length: 11 }, (_, index) =>
          inSome({ ...other, exactContext: false, paused: true }, `o-${index}`),
        ),
      ],
    },
    plainStyle,
  );
  expect(page).toContain("  in second\n".trim());
  expect(page).toContain("token     c\n");
  expect(page).toContain("for       1m\n");
  expect(page).toContain("for       1m; paused\n");
  expect(page).toContain("variables shop = one\n");
  expect(page).toContain("          till = 2\n");
  expect(page).toContain("and 2 more; --organization shows them");
  expect(page).toContain("as they are when a period is issued");
  expect(page).toContain("of missed periods the last is made up");
});

it("says that newcomers get a run, and when", () => {
  const covered: Task = { ...task, coverage: "newcomers" };
  const page = renderExplanation({ ...explanation, task: covered }, plainStyle).replaceAll(/\s+/g, " ");
  expect(page).toContain(
    "as they are when it is issued, and newcomers: each sensor that matches later, once",
  );
  expect(page).toContain(
    "issued once to those that match, and to each newcomer with the apply that finds it",
  );
});

it("says how a run reaches its sensors in waves", () => {
  const waves = [
    { buckets: 15, soakSeconds: 7200 },
    { buckets: 256, soakSeconds: 0 },
  ];
  const page = (members: Partial<Task>): string =>
    renderExplanation({ ...explanation, task: { ...task, waves, ...members } }, plainStyle).replaceAll(
      /\s+/g,
      " ",
    );
  const words = "issued in 2 waves, with the apply that comes next: 5.9 %, after 2h 100 %";
  expect(page({})).toContain(`${words}; a higher number begins anew`);
  const until = (line: string) =>
    `${words}; after too many failures, or where they cannot be read, what follows 5.9 % waits until a person has looked and written \`${line}\``;
  expect(page({ haltOn: { failures: 5 } })).toContain(
    until("haltOn: { failures: 5, confirmed: { run: 2, percent: 5.9 } }"),
  );
  const earlier = { run: 1, buckets: 256 };
  expect(page({ haltOn: { percent: 2, confirmed: earlier } })).toContain(
    until("haltOn: { percent: 2, confirmed: { run: 2, percent: 5.9 } }"),
  );
  expect(page({ haltOn: { failures: 5, confirmed: { run: 2, buckets: 15 } } })).toContain(
    `${words}; a person confirmed all that go before the last; a higher number`,
  );
});
