import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { consoleOf } from "../../../src/adapters/terminal/console.js";

interface Given {
  readonly input?: boolean;
  readonly error?: boolean;
  readonly columns?: number;
  readonly TERM?: string;
}

/** A console over streams that are terminals, or not; everything that was written to each. */
function open({ input = false, error = false, columns = 40, TERM = "xterm" }: Given = {}) {
  const streams = {
    input: Object.assign(new PassThrough(), { isTTY: input }),
    output: Object.assign(new PassThrough(), { isTTY: false }),
    error: Object.assign(new PassThrough(), { isTTY: error, columns }),
    environment: { TERM },
  };
  const written = { out: "", err: "" };
  streams.output.on("data", (data: Buffer) => (written.out += data.toString("utf8")));
  streams.error.on("data", (data: Buffer) => (written.err += data.toString("utf8")));
  return { ...streams, written, console: consoleOf(streams) };
}

const clear = "\r\u001b[2K";

describe("progress", () => {
  it("is plain lines where nobody watches", () => {
    const { console, written } = open();
    console.progress("one");
    console.progress("two");
    console.print("result\n");
    expect(written).toEqual({ out: "result\n", err: "one\ntwo\n" });
  });

  it("is one line on a terminal, overwritten each time and gone before anything else is said", () => {
    const { console, written } = open({ error: true });
    console.progress("one");
    console.progress("two");
    console.note("a note\n");
    console.progress("three");
    console.print("result\n");
    console.print("more\n");
    expect(written).toEqual({
      out: "result\nmore\n",
      err: `${clear}one${clear}two${clear}a note\n${clear}three${clear}`,
    });
  });

  it("of the moment is for a terminal only: a log has no use for it", () => {
    const [log, terminal] = [open(), open({ error: true })];
    for (const { console } of [log, terminal]) console.progress("1 of 2", "the moment");
    expect([log.written.err, terminal.written.err]).toEqual(["", `${clear}1 of 2`]);
  });

  it("never reaches the last column of a terminal, where it would leave a line behind", () => {
    const { console, written } = open({ error: true, columns: 10 });
    console.progress("0123456789abc");
    expect(written.err).toBe(`${clear}012345678`);
  });

  it("takes 80 columns for a terminal that does not know its width", () => {
    const { console, written } = open({ error: true, columns: 0 });
    console.progress("x".repeat(100));
    expect(written.err).toBe(`${clear}${"x".repeat(79)}`);
  });

  it("is plain lines on a terminal that knows no escape codes", () => {
    const { console, written } = open({ error: true, TERM: "dumb" });
    console.progress("one");
    console.print("result\n");
    expect(written.err).toBe("one\n");
  });

  it.each([true, false])("is inert (terminal: %s)", (error) => {
    const { console, written } = open({ error });
    console.progress("issuing \u001b[2J\nx\u202e");
    expect(written.err.replace(clear, "").trim()).toBe("issuing \\u{1b}[2J\\nx\\u{202e}");
  });
});

describe("a question", () => {
  it.each([
    ["y", true],
    ["yes", true],
    ["YES", true],
    [" y ", true],
    ["n", false],
    ["no", false],
    ["", false],
    ["yy", false],
    ["ok", false],
  ])("answered with %j is answered with %s", async (typed, answer) => {
    const { console, input, written } = open({ input: true, error: true });
    input.write(`${typed}\n`);
    expect(await console.confirm("Apply?")).toBe(answer);
    expect(written.err).toContain("Apply? [y/N] ");
    expect(written.out).toBe("");
  });

  it("can be asked twice", async () => {
    const { console, input } = open({ input: true, error: true });
    input.write("y\n");
    expect(await console.confirm("First?")).toBe(true);
    input.write("n\n");
    expect(await console.confirm("Second?")).toBe(false);
  });

  it("is answered with no when the input ends, also when half an answer was typed or it had ended before", async () => {
    const { console, input } = open({ input: true, error: true });
    input.end("yes");
    expect(await console.confirm("Apply?")).toBe(false);
    expect(await console.confirm("Apply?")).toBe(false);
  });

  it("is answered with no by Ctrl-C", async () => {
    const { console, input } = open({ input: true, error: true });
    input.write("\u0003");
    expect(await console.confirm("Apply?")).toBe(false);
  });

  it("cannot be answered where either side is no terminal", async () => {
    expect(await open({ input: true }).console.confirm("Apply?")).toBeUndefined();
    expect(await open({ error: true }).console.confirm("Apply?")).toBeUndefined();
  });

  it("takes the live line away, and is inert", async () => {
    const { console, input, written } = open({ input: true, error: true });
    console.progress("working");
    input.write("y\n");
    await console.confirm("Apply to \u001b[2Jprod?");
    expect(written.err.startsWith(`${clear}working${clear}`)).toBe(true);
    expect(written.err).toContain("Apply to \\u{1b}[2Jprod? [y/N] ");
  });

  it("moves no cursor on a terminal that knows no escape codes", async () => {
    const { console, input, written } = open({ input: true, error: true, TERM: "dumb" });
    input.write("y\n");
    expect(await console.confirm("Apply?")).toBe(true);
    expect(written.err).toBe("Apply? [y/N] ");
  });
});
