import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceOfText } from "../../../src/flow/load/positions.js";
import { readDocuments } from "../../../src/flow/load/documents.js";
import { loadWith, saidOfTask, task } from "./project.js";

const empty =
  "tasks/a.yaml:1:1 error file/empty\nCannot read tasks/a.yaml: the file is empty\nFill it, or take it away";

const place = (line: number, column: number) => ({ file: "f.yaml", line, column });

describe("the documents of a file", () => {
  it("are a task each", () => {
    const { tasks } = loadWith({ "tasks/a.yaml": `${task("a")}---\n${task("b")}...\n---\n${task("c")}` });
    expect(tasks.map(({ name, at }) => [name, at.line])).toEqual([
      ["a", 1],
      ["b", 6],
      ["c", 12],
    ]);
  });

  it("may be empty beside others", () => {
    expect(saidOfTask(`---\n---\n${task("a")}---\n# nothing\n`)).toEqual([]);
  });

  it.each(["", "\n\n", "# a comment\n", "---\n", "---\n---\n", "~\n", "\ufeff"])(
    "cannot all be empty: %j",
    (text) => {
      expect(saidOfTask(text)).toEqual([empty]);
    },
  );

  it("are not called empty when their YAML is wrong", () => {
    expect(saidOfTask("%FOO\n---\n")).toEqual([
      "tasks/a.yaml:1:1 error yaml/version\nCannot read the YAML: unknown directive %FOO\nRemove the line: files are read as YAML 1.2",
    ]);
  });

  it("keep keys of JavaScript as data", () => {
    const [document] = readDocuments({
      path: "a",
      bytes: Buffer.from("__proto__: {a: 1}\nconstructor: 2\n"),
    }).documents;
    expect(JSON.stringify(document?.data)).toBe('{"__proto__":{"a":1},"constructor":2}');
    expect(Object.getPrototypeOf(document?.data)).toBe(Object.prototype);
  });

  it("say where their parts are, as long as they are read and afterwards", () => {
    const text = "a: 1\n---\nb: {c: [x, 'y z']}\nd: &d {e: f}\ng: *d\n";
    const [, second] = readDocuments({ path: "f.yaml", bytes: Buffer.from(text) }).documents;
    const afterwards = sourceOfText("f.yaml", () => text, 1);
    for (const source of second === undefined ? [] : [second.source, afterwards]) {
      expect(source.file).toBe("f.yaml");
      expect(source.value([])).toEqual(place(3, 1));
      expect(source.key(["b", "c"])).toEqual(place(3, 5));
      expect(source.value(["b", "c"])).toEqual(place(3, 8));
      expect(source.value(["b", "c", "1"])).toEqual(place(3, 12));
      expect(source.written(["b", "c", 1])).toBe("'y z'");
      expect(source.written(["b"])).toBeUndefined();
      expect(source.inside(["b", "c", 1], 3)).toEqual(place(3, 15));
      expect(source.inside(["b"], 3)).toEqual(place(3, 4));
      expect(source.value(["g", "e"])).toEqual(place(4, 11));
      expect(source.value(["b", "c", 9])).toEqual(place(3, 8));
      expect(source.key(["b", "x", "y"])).toEqual(place(3, 1));
      expect(source.key([])).toEqual(place(3, 1));
      expect(source.value(["d", "e", "f"])).toEqual(place(4, 11));
    }
    expect.assertions(28);
  });

  it("point at the key where a value is left out", () => {
    const [document] = readDocuments({ path: "f", bytes: Buffer.from("x: {a, b: 1}\n") }).documents;
    expect(document?.source.value(["x", "a"])).toEqual({ file: "f", line: 1, column: 5 });
  });
});

/** Text that is nearly YAML: its punctuation, our keys, and anything. */
const nearlyYaml = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "name: a\n",
        "task: os_version\n",
        "selector: ",
        "response:\n",
        "  - ",
        "- ",
        "\n",
        "\t",
        "---\n",
        "...\n",
        ": ",
        "? ",
        "&a ",
        "*a ",
        "!!str ",
        "!x ",
        "|\n",
        ">-\n",
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        "<<: ",
        "%YAML 1.1\n",
        "#",
        "`",
        "@",
        "~",
        "\r\n",
        "\ufeff",
        "\0",
      ),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(""));

describe("whatever a file holds", () => {
  it("it is read without an exception: nearly YAML", () => {
    fc.assert(
      fc.property(nearlyYaml, (text) => {
        saidOfBytes(Buffer.from(text));
      }),
      { numRuns: 1500 },
    );
  });

  it("it is read without an exception: any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), saidOfBytes), { numRuns: 500 });
  });

  it("many keys take no longer than others", () => {
    const keys = Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`).join("\n");
    const { documents, findings } = readDocuments({ path: "a", bytes: Buffer.from(keys) });
    expect([documents.length, findings.length]).toEqual([1, 0]);
  });
});

/** Every finding is whole, and no readable document is empty-handed. */
function saidOfBytes(bytes: Uint8Array): void {
  const { documents, findings } = readDocuments({ path: "a", bytes });
  for (const { check, message, fix, at } of findings) {
    expect([check, message, fix]).not.toContain("");
    expect(at?.line).toBeGreaterThan(0);
    expect(at?.column).toBeGreaterThan(0);
  }
  if (documents.every(({ data }) => data === undefined)) expect(findings.length).toBeGreaterThan(0);
}
