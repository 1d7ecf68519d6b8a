import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { screenOf } from "../../../src/adapters/terminal/screen.js";

function terminal(members: { readonly isTTY?: boolean; readonly rows?: number } = { isTTY: true, rows: 5 }) {
  const output = Object.assign(new PassThrough(), members);
  let said = "";
  output.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  return { output, said: () => said };
}

describe("the screen of a terminal", () => {
  it("is none of a pipe, and none that knows no escape codes", () => {
    expect(screenOf({ output: terminal({}).output, environment: {} })).toBeUndefined();
    expect(screenOf({ output: terminal().output, environment: { TERM: "dumb" } })).toBeUndefined();
  });

  it("is taken with the first text, written over with every further one, and given back once as it was", () => {
    const { output, said } = terminal();
    const screen = screenOf({ output, environment: {} });
    screen?.show("one\ntwo\n");
    expect(said()).toBe("\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[Hone\u001b[K\r\ntwo\u001b[K\u001b[J");
    screen?.show("three");
    expect(said().endsWith("\u001b[J\u001b[Hthree\u001b[K\u001b[J")).toBe(true);
    screen?.close();
    screen?.close();
    screen?.show("late");
    expect(said().endsWith("\u001b[K\u001b[J\u001b[?7h\u001b[?25h\u001b[?1049l")).toBe(true);
    expect(said().split("\u001b[?25h")).toHaveLength(2);
  });

  it("that was never taken is not given back", () => {
    const { output, said } = terminal();
    screenOf({ output, environment: {} })?.close();
    expect(said()).toBe("");
  });

  it("counts the lines that have no room, and keeps the last", () => {
    const shown = (lines: number, rows?: number): string[] => {
      const { output, said } = terminal({ isTTY: true, ...(rows === undefined ? {} : { rows }) });
      const text = Array.from({ length: lines }, (_, index) => `l${index}`).join("\n");
      screenOf({ output, environment: {} })?.show(text);
      return (said().split("\u001b[H")[1] ?? "").replaceAll(/\u001b\[[KJ]/g, "").split("\r\n");
    };
    expect(shown(5, 5)).toEqual(["l0", "l1", "l2", "l3", "l4"]);
    expect(shown(9, 5)).toEqual(["l0", "l1", "l2", "… 5 more lines", "l8"]);
    expect(shown(9, 1)).toEqual(["l8"]);
    expect(shown(99)).toHaveLength(24);
  });
});
