import { describe, expect, it } from "vitest";
import type { QueueEntry } from "../../../src/core/model/queue.js";
import type { Task } from "../../../src/core/model/task.js";
import type { TaskRow } from "../../../src/core/model/ledger.js";
import { given } from "../../../src/core/model/given.js";
import { type AdoptionRequest, adoption } from "../../../src/core/plan/adoption.js";
import { compare } from "../../../src/core/plan/compare.js";
import { entryOf, inputOf, issued, ledgerOf, nowMs, planOf, row, task } from "./builders.js";

const version = task("version", { context: "version", contextWritten: true });
const theirs: QueueEntry = {
  taskId: "theirs",
  command: "os_version",
  context: "version",
  expiresAtMs: nowMs + 5000,
  sids: ["sid-1"],
};

function adopt(
  declared: Task,
  queue: readonly QueueEntry[],
  rows: { readonly [name: string]: TaskRow } = {},
  request: AdoptionRequest = { own: false },
) {
  const input = inputOf({ tasks: [declared], rows, queue });
  const { situations } = compare(input, ledgerOf(rows), queue);
  return adoption(
    given(
      situations.find(({ name }) => name === declared.name),
      "the situation",
    ),
    request,
  );
}

describe("an entry of somebody else that a person adopts", () => {
  it("is recorded as it stands in the queue, and as the file says where the queue does not tell", () => {
    expect(adopt(version, [theirs])).toMatchObject({
      run: {
        run: 1,
        state: "issued",
        foreign: "keep",
        exactContext: true,
        token: "version",
        request: { command: "os_version", context: "version" },
        expiresAtMs: nowMs + 5000,
      },
    });
    const { command: _command, expiresAtMs: _end, ...bare } = theirs;
    expect(adopt(version, [bare], {}, { own: true, taskId: "theirs" })).toMatchObject({
      run: {
        foreign: "own",
        request: { command: "os_version" },
        expiresAtMs: nowMs + version.ttlSeconds * 1000,
      },
    });
  });

  it("is not ours already: what carries our token is recorded by the next apply", () => {
    const ours = entryOf(issued(version), { taskId: "ours" });
    expect(adopt(version, [ours])).toMatchObject({ refused: "it carries our token" });
  });

  it("is not a run whose number is used up", () => {
    const used = row([issued(version)], { highest: 4 });
    expect(adopt(version, [theirs], { version: used })).toMatchObject({
      refused: "run 1 of version was used before",
      decide: "raise `run` to 5 in its file",
    });
  });

  it("with exactContext needs no number in its context, whatever that looks like", () => {
    const exact = { ...version, exactContext: true };
    const entry = { ...theirs, context: "version.r7.deadbeef" };
    expect(adopt(exact, [entry], {}, { own: false, taskId: "theirs" })).toMatchObject({
      run: { token: "version.r7.deadbeef", exactContext: true },
    });
  });
});

describe("what a held entry with an unknown token offers", () => {
  const used = { version: row([issued(version)]) };
  const offered = (context: string, declared: Task = version): string | undefined =>
    planOf({ tasks: [declared], rows: used, queue: [{ ...theirs, context }] }).held.find(
      ({ object }) => object === "entry",
    )?.decide[0];

  it("is to raise the file's run to the token's, and to adopt it", () => {
    expect(offered("version.r7.deadbeef")).toBe(
      "it is run 7 of version: raise `run` of version to 7 in its file, then `lctasks adopt version --task-id theirs --organization prod` (recorded, nothing is sent)",
    );
    expect(offered("version.r2.deadbeef", { ...version, run: 2 })).toContain("version: `lctasks adopt");
  });

  it("is nothing where that run was used up, or something else runs", () => {
    expect(offered("version.r1.deadbeef")).toContain("restore that ledger");
    expect(offered("version.r7.deadbeef", { ...version, command: "os_users" })).toContain(
      "restore that ledger",
    );
  });

  it("is the next free run with exactContext", () => {
    const exact = { ...version, exactContext: true };
    const rows = { version: row([issued(exact, { taskIds: ["gone"] })]) };
    const plan = planOf({ tasks: [exact], rows, queue: [theirs] });
    expect(plan.held[0]?.decide[0]).toContain("it is run 2 of version: raise `run` of version to 2");
  });

  it("is nothing where no task of the name is declared any more", () => {
    const plan = planOf({ tasks: [], rows: used, queue: [{ ...theirs, context: "version.r7.deadbeef" }] });
    expect(plan.held[0]?.decide[0]).toContain("restore that ledger");
  });
});
