import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Talk, talk } from "../talk.js";

const keys = fc.constantFrom("a", "b", "a/b", "__proto__", "é");
const value = fc.nat(9).map(String);

type Step =
  | { readonly kind: "set" | "batch set"; readonly key: string; readonly value: string }
  | { readonly kind: "get" | "delete" | "batch get" | "batch delete"; readonly key: string }
  | { readonly kind: "rename"; readonly key: string; readonly to: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom("set" as const, "batch set" as const), key: keys, value }),
  fc.record({
    kind: fc.constantFrom("get" as const, "delete" as const, "batch get" as const, "batch delete" as const),
    key: keys,
  }),
  fc.record({ kind: fc.constant("rename" as const), key: keys, to: keys }),
);

const notFound = "RECORD_NOT_FOUND";

/** A hive in as few words as possible: what each step answers, `""` for a success without data. */
function model(records: Map<string, string>, one: Step): string {
  const before = records.get(one.key);
  switch (one.kind) {
    case "set":
    case "batch set":
      records.set(one.key, one.value);
      return "";
    case "get":
    case "batch get":
      return before ?? notFound;
    case "delete":
    case "batch delete":
      return records.delete(one.key) ? "" : notFound;
    default:
      if (before === undefined) return notFound;
      if (records.has(one.to)) return `record already exists: ${one.to}`;
      records.delete(one.key);
      records.set(one.to, before);
      return "";
  }
}

/** The same step over the wire. */
async function act(our: Talk, one: Step): Promise<string> {
  const path = `/v1/hive/secret/${our.oid}/${encodeURIComponent(one.key)}`;
  const record_id = { hive: { name: "secret", partition: our.oid }, name: one.key };
  const batch = async (request: object) => {
    const form = { request: JSON.stringify(request) };
    const [answer] = (await our.send("POST", "/v1/hive", { form })).body.responses as [
      Record<string, unknown>,
    ];
    return said(answer.error === "" ? (answer.data as Record<string, unknown>) : answer);
  };
  const send = async (...request: Parameters<Talk["send"]>) => said((await our.send(...request)).body);
  switch (one.kind) {
    case "set":
      return send("POST", `${path}/data`, { form: { data: JSON.stringify({ secret: one.value }) } });
    case "batch set":
      return batch({ set_record: { record_id, record: { data: { secret: one.value } } } });
    case "get":
      return send("GET", `${path}/data`);
    case "batch get":
      return batch({ get_record: { record_id } });
    case "delete":
      return send("DELETE", path);
    case "batch delete":
      return batch({ delete_record: { record_id } });
    default:
      return send("POST", `${path}/rename?new_name=${encodeURIComponent(one.to)}`);
  }
}

function said(answer: Record<string, unknown>): string {
  if (typeof answer.error === "string") return answer.error;
  return (answer.data as { secret?: string } | undefined)?.secret ?? "";
}

describe("a hive over the wire", () => {
  it("equals a map after any sequence of set, get, delete, rename and batch", async () => {
    const our = await talk({ sensors: 0 });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        our.sandbox.reset();
        const records = new Map<string, string>();
        for (const one of steps) expect(await act(our, one)).toBe(model(records, one));
        const { text } = await our.send("GET", `/v1/hive/secret/${our.oid}`);
        const listed = Object.entries(JSON.parse(text) as Record<string, { data: { secret: string } }>);
        expect(new Map(listed.map(([key, { data }]) => [key, data.secret]))).toEqual(records);
      }),
      { numRuns: 150 },
    );
  });
});
