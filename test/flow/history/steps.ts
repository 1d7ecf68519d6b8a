import fc from "fast-check";
import type { Fault } from "../../../src/sandbox/start.js";

/** Names that tasks may have. */
const names = ["alpha", "beta", "gamma"] as const;
export type Name = (typeof names)[number];
/** What tasks may run. */
export const commands = ["os_version", "os_users", "os_packages", "netstat"] as const;

/** Something that happens. What does not apply to the files as they are does nothing. */
export type Step =
  | { readonly do: "add" | "remove" | "restore" | "pause"; readonly name: Name }
  | { readonly do: "command"; readonly name: Name; readonly command: number; readonly raise: boolean }
  | { readonly do: "run"; readonly name: Name; readonly by: number }
  | {
      readonly do: "rename";
      readonly name: Name;
      readonly to: Name;
      readonly say: "from" | "none" | "nothing";
    }
  | { readonly do: "advance"; readonly seconds: number }
  | { readonly do: "connect" | "disconnect"; readonly which: number }
  | { readonly do: "rule"; readonly name: Name; readonly what: "disable" | "delete" }
  | { readonly do: "apply"; readonly fault: number };

/** Everything that may go wrong, once per apply. None of them lies: a refusal is one. */
export const faults: readonly (readonly Fault[])[] = [
  [],
  [],
  [],
  [{ match: { action: "task", times: 1 }, do: { cut: "headers" } }],
  [{ match: { action: "task", times: 1 }, do: { cut: "headers", when: "after" } }],
  [{ match: { action: "task", times: 1, skip: 1 }, do: { status: 500, when: "after" } }],
  [{ match: { action: "task", times: 1 }, do: { status: 504 } }],
  [{ match: { action: "task", times: 1 }, do: { status: 429 } }],
  [{ match: { action: "task", times: 1 }, do: { status: 400, body: { error: "bad selector" } } }],
  [{ match: { action: "task", times: 1 }, do: { status: 200, body: "<html>", when: "after" } }],
  [
    { match: { action: "task", times: 1 }, do: { cut: "headers", when: "after" } },
    { match: { action: "list", skip: 2 }, do: { status: 500 } },
  ],
  [{ match: { action: "list", skip: 1 }, do: { body: { data: 7 } } }],
  [{ match: { action: "list", skip: 2, times: 1 }, do: { stale_s: 7200 } }],
  [{ match: { action: "list", times: 2 }, do: { stale_s: 30 } }],
  [{ match: { action: "untask" }, do: { status: 500 } }],
  [{ match: { action: "untask" }, do: { body: { data: { deleted: 3 }, error: "", retry: false } } }],
  [{ match: { method: "POST", path: "/v1/hive/lookup", times: 1 }, do: { cut: "headers", when: "after" } }],
  [{ match: { method: "POST", path: "/v1/hive/lookup", skip: 2 }, do: { status: 500 } }],
  [{ match: { method: "POST", path: "/v1/hive/lookup", skip: 4 }, do: { status: 500 } }],
  [{ match: { method: "GET", path: "/v1/hive/lookup", times: 1 }, do: { stale_s: 7200 } }],
  [{ match: { method: "GET", path: "/v1/hive/lookup", skip: 3 }, do: { status: 500 } }],
  [{ match: { method: "POST", path: "/v1/hive/dr-general", times: 1 }, do: { status: 500 } }],
  [
    {
      match: { method: "POST", path: "/v1/hive/dr-general", times: 1 },
      do: { cut: "headers", when: "after" },
    },
  ],
  [{ match: { method: "GET", path: "/v1/hive/dr-general", skip: 3 }, do: { status: 500 } }],
  [{ match: { method: "DELETE" }, do: { status: 500 } }],
  [{ match: { skip: 14 }, do: { cut: "headers" } }],
  [{ match: { skip: 22 }, do: { cut: "headers" } }],
  [{ match: { skip: 30 }, do: { cut: "headers" } }],
];

const anyName = fc.constantFrom(...names);

/** Applies are as likely as all edits together. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constantFrom("add", "remove", "restore", "pause"), name: anyName }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("command"),
        name: anyName,
        command: fc.nat(3),
        raise: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("run"), name: anyName, by: fc.constantFrom(1, 1, 2, -1) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("rename"),
        name: anyName,
        to: anyName,
        say: fc.constantFrom("from", "none", "nothing"),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("advance"), seconds: fc.constantFrom(60, 1200, 7200, 200_000) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("connect", "disconnect"), which: fc.nat(3) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("rule"),
        name: anyName,
        what: fc.constantFrom("disable", "delete"),
      }),
    },
    { weight: 8, arbitrary: fc.record({ do: fc.constant("apply"), fault: fc.nat(faults.length - 1) }) },
  ) as fc.Arbitrary<Step>,
  { minLength: 6, maxLength: 14 },
);
