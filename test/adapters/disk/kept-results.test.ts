import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { cacheFolder } from "../../../src/adapters/disk/cache-folder.js";
import { keptResults } from "../../../src/adapters/disk/kept-results.js";
import { temporaryFolder } from "../../support/repository.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function place() {
  const [cache, root] = [temporaryFolder(), temporaryFolder()];
  onTestFinished(() => {
    cache.dispose();
    root.dispose();
  });
  const folder = join(cache.path, "lctasks");
  const open = (build = "one") => keptResults<string>({ folder, root: root.path, build });
  const file = (): string => join(folder, readdirSync(folder)[0] ?? "");
  return { folder, open, file };
}

function keep(open: ReturnType<typeof place>["open"], ...names: readonly string[]): void {
  const kept = open();
  for (const name of names) kept.set(name, `made of ${name}`);
  kept.save();
}

describe("kept results", () => {
  it("are there for the next run, and only for the same program", () => {
    const { open } = place();
    keep(open, "a");
    expect(open().get("a")).toBe("made of a");
    expect(open().get("b")).toBeUndefined();
    expect(open("two").get("a")).toBeUndefined();
  });

  it("are named by every byte and by what stands around, and never meet", () => {
    const { open } = place();
    const kept = open();
    const nameOf = (context: readonly string[], of: Uint8Array) => kept.nameOf(context, of);
    const names = [
      nameOf(["p", "a"], bytes("x")),
      nameOf(["p", "a"], bytes("y")),
      nameOf(["p", "ax"], bytes("")),
      nameOf(["q", "a"], bytes("x")),
      nameOf(["pa"], bytes("x")),
    ];
    expect(new Set(names).size).toBe(names.length);
    expect(nameOf(["p", "a"], bytes("x"))).toBe(names[0]);
  });

  it("are those of the last run alone: what is gone does not pile up", () => {
    const { open, file } = place();
    keep(open, "a", "b");
    keep(open, "b");
    expect(open().get("a")).toBeUndefined();
    expect(open().get("b")).toBe("made of b");
    const before = readFileSync(file(), "utf8");
    keep(open, "b");
    expect(readFileSync(file(), "utf8")).toBe(before);
  });

  it("are not read from a file that anybody changed, cut or made up", () => {
    const { open, file } = place();
    keep(open, "a");
    const text = readFileSync(file(), "utf8");
    for (const bad of [
      text.replace("made", "done"),
      text.slice(0, -1),
      text.slice(text.indexOf("\n") + 1),
      "",
      "{",
    ]) {
      writeFileSync(file(), bad);
      expect(open().get("a")).toBeUndefined();
    }
    keep(open, "a");
    expect(open().get("a")).toBe("made of a");
  });

  it("are done without where they cannot be written", () => {
    const { folder, open } = place();
    writeFileSync(folder, "a file where the folder should be");
    keep(open, "a");
    expect(open().get("a")).toBeUndefined();
    chmodSync(folder, 0o600);
    expect(readFileSync(folder, "utf8")).toBe("a file where the folder should be");
  });
});

describe("the folder for them", () => {
  it.each([
    [{ LCTASKS_CACHE: "/x", HOME: "/h" }, "/x"],
    [{ LCTASKS_CACHE: "off", HOME: "/h" }, undefined],
    [{ XDG_CACHE_HOME: "/c", HOME: "/h" }, "/c/lctasks"],
    [{ XDG_CACHE_HOME: "c", HOME: "/h" }, undefined],
    [{ LOCALAPPDATA: "/l", HOME: "/h" }, "/l/lctasks"],
    [{ HOME: "/h" }, "/h/.cache/lctasks"],
    [{}, undefined],
  ])("of %j is %s", (environment, folder) => {
    expect(cacheFolder(environment)).toBe(folder);
  });
});
